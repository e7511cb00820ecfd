package io.portally.tally.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One journey of a consignment, told from the events themselves and from the contract's words, for
 * references to ask. As simple as can be, and slow.
 */
final class ReferenceJourney {

  private static final Duration GAP = Duration.ofDays(30);

  private final List<SpecificRecord> accepted;
  private final List<SpecificRecord> records;

  private ReferenceJourney(List<SpecificRecord> accepted, List<SpecificRecord> records) {
    this.accepted = accepted;
    this.records = records;
  }

  /** The journeys of a consignment's accepted records. */
  static List<ReferenceJourney> of(Collection<? extends SpecificRecord> accepted) {
    List<SpecificRecord> sorted = new ArrayList<>(accepted);
    sorted.sort(Comparator.comparing(ReferenceJourney::timeOf));
    List<ReferenceJourney> journeys = new ArrayList<>();
    List<SpecificRecord> records = new ArrayList<>();
    for (SpecificRecord record : sorted) {
      if (!records.isEmpty()
          && between(records.get(records.size() - 1), record).compareTo(GAP) > 0) {
        journeys.add(new ReferenceJourney(List.copyOf(accepted), List.copyOf(records)));
        records.clear();
      }
      records.add(record);
    }
    journeys.add(new ReferenceJourney(List.copyOf(accepted), List.copyOf(records)));
    return journeys;
  }

  /** The journey's versions in a role: not retracted, and no empty box. */
  List<SpecificRecord> in(Predicate<SpecificRecord> role) {
    return records.stream().filter(record -> stands(record) && role.test(record)).toList();
  }

  /** The first of the events that count in a role. */
  Optional<SpecificRecord> first(Predicate<SpecificRecord> role) {
    return in(role).stream()
        .filter(version -> versionOf(version) == versionOf(highest(version)))
        .min(
            Comparator.comparing(ReferenceJourney::timeOf)
                .thenComparing(
                    version -> eventIdOf(version).getBytes(UTF_8), Arrays::compareUnsigned));
  }

  /**
   * N(role, end): all records of those events that have a version in the role before the end; for
   * an event with versions more than the gap apart, for each of them.
   */
  long recordsBefore(Instant end, Predicate<SpecificRecord> role) {
    long records = 0;
    for (SpecificRecord event : eventsOf(in(role))) {
      long before =
          in(role).stream()
              .filter(version -> isSameEvent(version, event) && timeOf(version).isBefore(end))
              .count();
      long times = isTornApart(event, role) ? before : Math.min(1, before);
      records += times * versionsOf(event).size();
    }
    return records;
  }

  /** How many events have a version in the role before the end. */
  long eventsBefore(Instant end, Predicate<SpecificRecord> role) {
    return eventsOf(in(role.and(version -> timeOf(version).isBefore(end)))).size();
  }

  /** One version of each event. */
  private static List<SpecificRecord> eventsOf(List<SpecificRecord> versions) {
    List<SpecificRecord> events = new ArrayList<>();
    for (SpecificRecord version : versions) {
      if (events.stream().noneMatch(event -> isSameEvent(event, version))) {
        events.add(version);
      }
    }
    return events;
  }

  private boolean isTornApart(SpecificRecord event, Predicate<SpecificRecord> role) {
    List<SpecificRecord> versions =
        versionsOf(event).stream()
            .filter(version -> stands(version) && role.test(version))
            .sorted(Comparator.comparing(ReferenceJourney::timeOf))
            .toList();
    return between(versions.get(0), versions.get(versions.size() - 1)).compareTo(GAP) > 0;
  }

  private SpecificRecord highest(SpecificRecord event) {
    return versionsOf(event).stream()
        .max(Comparator.comparing(ReferenceJourney::versionOf))
        .orElseThrow();
  }

  private List<SpecificRecord> versionsOf(SpecificRecord event) {
    return accepted.stream().filter(record -> isSameEvent(record, event)).toList();
  }

  private static boolean isSameEvent(SpecificRecord one, SpecificRecord other) {
    return one.getClass() == other.getClass() && eventIdOf(one).equals(eventIdOf(other));
  }

  private static Duration between(SpecificRecord one, SpecificRecord other) {
    return Duration.between(timeOf(one), timeOf(other));
  }

  // What both kinds of event have.

  private static boolean stands(SpecificRecord record) {
    return record instanceof CargoMovement movement
        ? !movement.getRetracted() && movement.getLaden()
        : !((ClearanceEvent) record).getRetracted();
  }

  static Instant timeOf(SpecificRecord record) {
    return record instanceof CargoMovement movement
        ? movement.getEventTime()
        : ((ClearanceEvent) record).getEventTime();
  }

  private static String eventIdOf(SpecificRecord record) {
    return record instanceof CargoMovement movement
        ? movement.getEventId()
        : ((ClearanceEvent) record).getEventId();
  }

  private static int versionOf(SpecificRecord record) {
    return record instanceof CargoMovement movement
        ? movement.getVersion()
        : ((ClearanceEvent) record).getVersion();
  }

  static String portOf(SpecificRecord record) {
    return record instanceof CargoMovement movement
        ? movement.getPort()
        : ((ClearanceEvent) record).getPort();
  }

  static String directionOf(SpecificRecord record) {
    return record instanceof CargoMovement movement
        ? movement.getDirection().name()
        : ((ClearanceEvent) record).getDirection().name();
  }

  static String modeOf(SpecificRecord record) {
    return record instanceof CargoMovement movement
        ? movement.getMode().name()
        : ((ClearanceEvent) record).getMode().name();
  }

  // What roles are made of.

  static boolean is(SpecificRecord record, Movement what) {
    return record instanceof CargoMovement movement && movement.getMovement() == what;
  }

  static boolean is(SpecificRecord record, Stage what) {
    return record instanceof ClearanceEvent clearance && clearance.getStage() == what;
  }

  static boolean declares(SpecificRecord record, Programme programme) {
    return record instanceof ClearanceEvent clearance
        && clearance.getProgrammes().contains(programme);
  }

  static @Nullable String declarationOf(SpecificRecord record) {
    return record instanceof ClearanceEvent clearance ? clearance.getDeclarationId() : null;
  }

  /** The declarations that the journey's versions are about. */
  Set<String> declarations() {
    Set<String> ids = new LinkedHashSet<>();
    for (SpecificRecord record : records) {
      if (record instanceof ClearanceEvent clearance) {
        ids.add(clearance.getDeclarationId());
      }
    }
    return ids;
  }

  /** The programmes that the journey's versions declare. */
  Set<Programme> programmes() {
    Set<Programme> programmes = new LinkedHashSet<>();
    for (SpecificRecord record : records) {
      if (record instanceof ClearanceEvent clearance) {
        programmes.addAll(clearance.getProgrammes());
      }
    }
    return programmes;
  }
}
