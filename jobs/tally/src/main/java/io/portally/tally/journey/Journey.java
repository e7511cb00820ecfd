package io.portally.tally.journey;

import io.portally.events.Milestone;
import io.portally.events.Programme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What happened to a consignment within one journey, by milestone, for all facts to ask. */
final class Journey {

  private static final Milestone[] MILESTONES = Milestone.values();
  private static final Programme[] PROGRAMMES = Programme.values();

  private final long gap;

  /** By the milestone's ordinal; null where there is none. */
  private final @Nullable List<Version>[] told = newLists(MILESTONES.length);

  /** A bit for each milestone that any version tells, by ordinal. */
  private int milestones;

  /** A bit for each programme that any version declares, by ordinal. */
  private int programmes;

  /** By the programme's ordinal; null until asked for. */
  private final @Nullable Occurrences[] declaring = new Occurrences[PROGRAMMES.length];

  /**
   * @param versions the journey's
   * @param gap the longest silence within one journey, in milliseconds
   */
  Journey(List<Version> versions, long gap) {
    this.gap = gap;
    for (Version version : versions) {
      if (version.record().standsForGoods()) {
        add(version);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static @Nullable List<Version>[] newLists(int count) {
    return (List<Version>[]) new List<?>[count];
  }

  private void add(Version version) {
    Milestone milestone = version.record().milestone();
    List<Version> others = told[milestone.ordinal()];
    if (others == null) {
      others = new ArrayList<>(2);
      told[milestone.ordinal()] = others;
    }
    others.add(version);
    milestones |= Glance.bit(milestone);
    programmes |= Change.programmesOf(version.record());
  }

  /** Whether any version may play the role. */
  boolean mayHave(Role<?> role) {
    return (milestones & role.milestones()) != 0;
  }

  /**
   * What happened in the role, by what it was played for.
   *
   * @param wanted for what it is asked
   */
  <K> Map<K, Occurrences> occurrences(Role<K> role, Predicate<? super K> wanted) {
    int rest = milestones & role.milestones();
    if (Integer.bitCount(rest) == 1) {
      List<Version> versions = at(Integer.numberOfTrailingZeros(rest));
      if (versions.size() == 1) {
        return occurrenceOf(versions.get(0), role, wanted);
      }
    }
    Map<K, Occurrences> occurrences = new LinkedHashMap<>(4);
    for (; rest != 0; rest &= rest - 1) {
      for (Version version : at(Integer.numberOfTrailingZeros(rest))) {
        K key = role.keyOf(version.record());
        if (key != null && wanted.test(key)) {
          occurrences.computeIfAbsent(key, any -> none(role, key)).add(version);
        }
      }
    }
    return occurrences;
  }

  /** The same for the only version that may play the role: nearly always there is but one. */
  private <K> Map<K, Occurrences> occurrenceOf(
      Version version, Role<K> role, Predicate<? super K> wanted) {
    K key = role.keyOf(version.record());
    if (key == null || !wanted.test(key)) {
      return Map.of();
    }
    Occurrences only = none(role, key);
    only.add(version);
    return Map.of(key, only);
  }

  private <K> Occurrences none(Role<K> role, K key) {
    return new Occurrences(version -> key.equals(role.keyOf(version)), gap);
  }

  private List<Version> at(int milestone) {
    List<Version> versions = told[milestone];
    return versions == null ? List.of() : versions;
  }

  /** Of those that are asked for (a bit for each by ordinal), the ones that are declared. */
  List<Programme> programmesOf(int wanted) {
    int rest = wanted & programmes;
    if (rest == 0) {
      return List.of();
    }
    List<Programme> some = new ArrayList<>(2);
    for (; rest != 0; rest &= rest - 1) {
      some.add(PROGRAMMES[Integer.numberOfTrailingZeros(rest)]);
    }
    return some;
  }

  /** What declares the programme. */
  Occurrences declaring(Programme programme) {
    Occurrences known = declaring[programme.ordinal()];
    if (known == null) {
      known = new Occurrences(version -> declares(programme, version), gap);
      for (int rest = milestones; rest != 0; rest &= rest - 1) {
        for (Version version : at(Integer.numberOfTrailingZeros(rest))) {
          if (declares(programme, version.record())) {
            known.add(version);
          }
        }
      }
      declaring[programme.ordinal()] = known;
    }
    return known;
  }

  private static boolean declares(Programme programme, JourneyRecord version) {
    return version instanceof ClearanceRecord clearance
        && clearance.standsForGoods()
        && clearance.declares(programme);
  }
}
