package io.portally.tally.journey;

import static io.portally.tally.Samples.REGISTER;
import static io.portally.tally.journey.ReferenceJourney.declarationOf;
import static io.portally.tally.journey.ReferenceJourney.declares;
import static io.portally.tally.journey.ReferenceJourney.directionOf;
import static io.portally.tally.journey.ReferenceJourney.is;
import static io.portally.tally.journey.ReferenceJourney.modeOf;
import static io.portally.tally.journey.ReferenceJourney.portOf;
import static io.portally.tally.journey.ReferenceJourney.timeOf;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.tally.area.Granularity;
import io.portally.tally.journey.History.Contract;
import io.portally.tally.journey.ReferenceRows.Figures;
import io.portally.tally.journey.ReferenceRows.RowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code transfer_times} and {@code corridor_times}, told once more from the contract's
 * words: every choice is tried. In pieces that a wrong rule can replace.
 */
class LegsReference implements Contract {

  /** Ln of 1.01 / 0.99. */
  private static final double LN_GAMMA = StrictMath.log((1 + 0.01) / (1 - 0.01));

  /**
   * A leg.
   *
   * @param to whether a version can end it
   * @param unit what of such a version tells one leg from another one, beside its port
   * @param from whether the first can begin the leg that the second ends
   */
  record Leg(
      String name,
      Predicate<SpecificRecord> to,
      Function<SpecificRecord, @Nullable Object> unit,
      BiPredicate<SpecificRecord, SpecificRecord> from) {

    boolean isCorridor() {
      return name.equals("PORT_TO_PORT") || name.equals("TRANSFER");
    }

    boolean isAppointment() {
      return name.equals("APPOINTMENT_WAIT");
    }

    List<@Nullable Object> keyOf(SpecificRecord end) {
      return Arrays.asList(portOf(end), unit.apply(end));
    }
  }

  /** A way that a leg could have run, and what declares the programme, if it is about one. */
  record Choice(SpecificRecord from, SpecificRecord to) {
    Instant laterEnd() {
      return timeOf(from).isAfter(timeOf(to)) ? timeOf(from) : timeOf(to);
    }
  }

  private static @Nullable Object consignment(SpecificRecord any) {
    return null;
  }

  private static @Nullable Object equipmentOf(SpecificRecord record) {
    return ((CargoMovement) record).getEquipmentId();
  }

  private static boolean isSamePort(SpecificRecord one, SpecificRecord other) {
    return portOf(one).equals(portOf(other));
  }

  private static @Nullable String otherPortOf(SpecificRecord record) {
    return ((CargoMovement) record).getOtherPort();
  }

  private static boolean isRegistered(@Nullable String port) {
    return port != null && REGISTER.portOrdinal(port) >= 0;
  }

  boolean isAbroad(@Nullable String port) {
    return port != null && !isRegistered(port);
  }

  private static boolean goes(SpecificRecord record, Direction direction) {
    return directionOf(record).equals(direction.name());
  }

  /** Whether it may be where an import or export began. */
  boolean beginsTransfer(SpecificRecord begin, Direction direction) {
    return true;
  }

  /** Whether the equipment of an end at which it was let in is that of the other end. */
  boolean isSameEquipment(SpecificRecord one, SpecificRecord other) {
    return Objects.equals(equipmentOf(one), equipmentOf(other));
  }

  private List<Leg> legs() {
    return List.of(
        new Leg(
            "ARRIVAL_TO_LODGEMENT",
            to -> is(to, Stage.LODGED),
            ReferenceJourney::declarationOf,
            (from, to) -> is(from, Movement.ARRIVED) && isSamePort(from, to)),
        new Leg(
            "LODGEMENT_TO_RELEASE",
            to -> is(to, Stage.RELEASED),
            ReferenceJourney::declarationOf,
            (from, to) ->
                is(from, Stage.LODGED)
                    && isSamePort(from, to)
                    && Objects.equals(declarationOf(from), declarationOf(to))),
        new Leg(
            "ARRIVAL_TO_RELEASE",
            to -> is(to, Stage.RELEASED),
            ReferenceJourney::declarationOf,
            (from, to) -> is(from, Movement.ARRIVED) && isSamePort(from, to)),
        new Leg(
            "GATE_IN_TO_RELEASE",
            to -> is(to, Stage.RELEASED),
            ReferenceJourney::declarationOf,
            (from, to) -> is(from, Movement.GATED_IN) && isSamePort(from, to)),
        new Leg(
            "RELEASE_TO_GATE_OUT",
            to -> is(to, Movement.GATED_OUT),
            LegsReference::equipmentOf,
            (from, to) -> is(from, Stage.RELEASED) && isSamePort(from, to)),
        new Leg(
            "RELEASE_TO_DEPARTED",
            to -> is(to, Movement.DEPARTED),
            LegsReference::consignment,
            (from, to) -> is(from, Stage.RELEASED) && isSamePort(from, to)),
        new Leg(
            "ARRIVAL_TO_GATE_OUT",
            to -> is(to, Movement.GATED_OUT),
            LegsReference::equipmentOf,
            (from, to) -> is(from, Movement.ARRIVED) && isSamePort(from, to)),
        new Leg(
            "GATE_IN_TO_LOADED",
            to -> is(to, Movement.LOADED),
            LegsReference::equipmentOf,
            (from, to) ->
                is(from, Movement.GATED_IN) && isSamePort(from, to) && isSameEquipment(from, to)),
        new Leg(
            "APPOINTMENT_WAIT",
            to -> is(to, Stage.INSPECTED),
            ReferenceJourney::declarationOf,
            (from, to) ->
                from instanceof ClearanceEvent clearance
                    && clearance.getAppointmentTime() != null
                    && isSamePort(from, to)
                    && Objects.equals(declarationOf(from), declarationOf(to))),
        new Leg(
            "PORT_TO_PORT",
            to -> is(to, Movement.ARRIVED) && isRegistered(otherPortOf(to)) && !isAtOtherPort(to),
            LegsReference::otherPortOf,
            (from, to) -> is(from, Movement.DEPARTED) && portOf(from).equals(otherPortOf(to))),
        new Leg(
            "TRANSFER",
            to ->
                is(to, Movement.DEPARTED)
                    && goes(to, Direction.EXPORT)
                    && isAbroad(otherPortOf(to)),
            LegsReference::consignment,
            (from, to) -> is(from, Movement.GATED_IN) && beginsTransfer(from, Direction.EXPORT)),
        new Leg(
            "TRANSFER",
            to -> is(to, Movement.GATED_OUT) && goes(to, Direction.IMPORT),
            LegsReference::equipmentOf,
            (from, to) ->
                is(from, Movement.ARRIVED)
                    && (otherPortOf(from) == null || isAbroad(otherPortOf(from)))
                    && beginsTransfer(from, Direction.IMPORT)));
  }

  private static boolean isAtOtherPort(SpecificRecord record) {
    return portOf(record).equals(otherPortOf(record));
  }

  @Override
  public Map<RowKey, Figures> rowsOf(Collection<? extends SpecificRecord> accepted) {
    ReferenceRows rows = new ReferenceRows();
    for (ReferenceJourney journey : ReferenceJourney.of(accepted)) {
      for (Leg leg : legs()) {
        Map<List<@Nullable Object>, SpecificRecord> ends = new LinkedHashMap<>();
        journey.in(leg.to()).forEach(end -> ends.put(leg.keyOf(end), end));
        for (SpecificRecord end : ends.values()) {
          Predicate<SpecificRecord> to =
              other -> leg.to().test(other) && leg.keyOf(other).equals(leg.keyOf(end));
          Predicate<SpecificRecord> from = other -> leg.from().test(other, end);
          addFact(journey, leg, from, to, Programme.UNKNOWN, rows);
          for (Programme programme : journey.programmes()) {
            addFact(journey, leg, from, to, programme, rows);
          }
        }
      }
    }
    return rows.asMap();
  }

  /** UNKNOWN stands for ALL. */
  private void addFact(
      ReferenceJourney journey,
      Leg leg,
      Predicate<SpecificRecord> from,
      Predicate<SpecificRecord> to,
      Programme programme,
      ReferenceRows rows) {
    boolean all = programme == Programme.UNKNOWN;
    Predicate<SpecificRecord> declaring = record -> !all && declares(record, programme);
    String word = all ? "ALL" : programme.name();
    Set<RowKey> possible = new HashSet<>();
    for (Choice choice : choices(journey, leg, from, to)) {
      boolean isDeclared = journey.in(declaring).stream().anyMatch(each -> isInTime(each, choice));
      if (all || isDeclared) {
        possible.addAll(keysOf(leg, choice, word));
      }
    }
    Optional<Choice> measured =
        measured(journey, leg, from, to)
            .filter(
                choice ->
                    all
                        || journey
                            .first(declaring)
                            .filter(declared -> isInTime(declared, choice))
                            .isPresent());
    for (RowKey key : revised(possible, measured.map(way -> keysOf(leg, way, word)))) {
      rows.add(
          key,
          revision(journey, key.windowEnd(), from, to, declaring),
          0L,
          0L,
          0L,
          0L,
          0L,
          0L,
          0L,
          0L,
          0L);
    }
    measured.ifPresent(
        choice -> keysOf(leg, choice, word).forEach(key -> rows.add(key, figures(leg, choice))));
  }

  private List<Choice> choices(
      ReferenceJourney journey,
      Leg leg,
      Predicate<SpecificRecord> from,
      Predicate<SpecificRecord> to) {
    List<Choice> choices = new ArrayList<>();
    for (SpecificRecord end : journey.in(to)) {
      for (SpecificRecord begin : journey.in(from)) {
        Choice choice = new Choice(begin, end);
        if (isPossible(leg, choice)) {
          choices.add(choice);
        }
      }
    }
    return choices;
  }

  private static boolean isPossible(Leg leg, Choice choice) {
    if (leg.isAppointment()) {
      return !timeOf(choice.from()).isAfter(timeOf(choice.to()));
    }
    return !leg.isCorridor() || !isSamePort(choice.from(), choice.to());
  }

  /** The leg as it counts. */
  Optional<Choice> measured(
      ReferenceJourney journey,
      Leg leg,
      Predicate<SpecificRecord> from,
      Predicate<SpecificRecord> to) {
    return journey
        .first(to)
        .flatMap(end -> journey.first(from).map(begin -> new Choice(begin, end)))
        .filter(choice -> isPossible(leg, choice));
  }

  /** Whether the programme is declared in time for it to count. */
  boolean isInTime(SpecificRecord declaring, Choice choice) {
    return !timeOf(declaring).isAfter(choice.laterEnd());
  }

  /** The rows whose revision advances. */
  Set<RowKey> revised(Set<RowKey> possible, Optional<List<RowKey>> measured) {
    return possible;
  }

  /** What the leg adds to the revision of a row. */
  long revision(
      ReferenceJourney journey,
      Instant end,
      Predicate<SpecificRecord> from,
      Predicate<SpecificRecord> to,
      Predicate<SpecificRecord> declaring) {
    return journey.recordsBefore(end, to)
        + journey.recordsBefore(end, from)
        + journey.recordsBefore(end, declaring);
  }

  /** The instant that decides the window. */
  Instant windowOf(Leg leg, Choice choice) {
    return choice.laterEnd();
  }

  private List<RowKey> keysOf(Leg leg, Choice choice, String programme) {
    SpecificRecord end = choice.to();
    Instant instant = windowOf(leg, choice);
    List<RowKey> keys =
        new ArrayList<>(
            ReferenceRows.hourAndDayKeysOf(
                "transfer_times",
                instant,
                portOf(end),
                leg.name(),
                directionOf(end),
                modeOf(end),
                programme));
    if (leg.isCorridor()) {
      for (Granularity granularity : List.of(Granularity.HOUR, Granularity.DAY)) {
        keys.add(
            ReferenceRows.keyWithoutArea(
                "corridor_times",
                granularity,
                instant,
                leg.name(),
                portOf(choice.from()),
                portOf(end),
                modeOf(end),
                programme));
      }
    }
    return keys;
  }

  private static Figures figures(Leg leg, Choice choice) {
    Instant begun =
        leg.isAppointment()
            ? ((ClearanceEvent) choice.from()).getAppointmentTime()
            : timeOf(choice.from());
    Duration took = Duration.between(Objects.requireNonNull(begun), timeOf(choice.to()));
    long seconds = took.isNegative() ? 0 : took.toSeconds();
    List<Long> sums = new ArrayList<>();
    sums.add(1L);
    sums.add(seconds);
    sums.add(took.isNegative() ? 1L : 0L);
    for (int hours : new int[] {2, 8, 24, 48, 72}) {
      sums.add(seconds <= hours * 3600L ? 1L : 0L);
    }
    sums.add(seconds == 0 ? 1L : 0L);
    Map<Long, Long> buckets =
        seconds == 0
            ? Map.of()
            : Map.of((long) Math.floor(StrictMath.log((double) seconds) / LN_GAMMA), 1L);
    return new Figures(0, sums, buckets);
  }
}
