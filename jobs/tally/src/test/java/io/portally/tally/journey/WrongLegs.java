package io.portally.tally.journey;

import static io.portally.tally.journey.ReferenceJourney.directionOf;
import static io.portally.tally.journey.ReferenceJourney.portOf;
import static io.portally.tally.journey.ReferenceJourney.timeOf;

import io.portally.events.Direction;
import io.portally.tally.journey.History.Breach;
import io.portally.tally.journey.History.Contract;
import io.portally.tally.journey.ReferenceRows.RowKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rules for {@code transfer_times} and {@code corridor_times} that look as good as the contract's.
 */
enum WrongLegs implements WrongRows {
  /** A correction changes a length under one and the same revision. */
  REVISION_COUNTS_EVENTS(
      Breach.OTHER_MEASURES_AT_SAME_REVISION,
      new LegsReference() {
        @Override
        long revision(
            ReferenceJourney journey,
            Instant end,
            Predicate<SpecificRecord> from,
            Predicate<SpecificRecord> to,
            Predicate<SpecificRecord> declaring) {
          return journey.eventsBefore(end, from)
              + journey.eventsBefore(end, to)
              + journey.eventsBefore(end, declaring);
        }
      }),

  /** A declaration that is taken back takes the leg out of the programme. */
  REVISION_LEAVES_OUT_WHAT_DECLARES_THE_PROGRAMME(
      Breach.OTHER_MEASURES_AT_SAME_REVISION,
      new LegsReference() {
        @Override
        long revision(
            ReferenceJourney journey,
            Instant end,
            Predicate<SpecificRecord> from,
            Predicate<SpecificRecord> to,
            Predicate<SpecificRecord> declaring) {
          return journey.recordsBefore(end, from) + journey.recordsBefore(end, to);
        }
      }),

  /** An earlier arrival makes the leg longer. */
  REVISION_LEAVES_OUT_WHERE_IT_BEGINS(
      Breach.OTHER_MEASURES_AT_SAME_REVISION,
      new LegsReference() {
        @Override
        long revision(
            ReferenceJourney journey,
            Instant end,
            Predicate<SpecificRecord> from,
            Predicate<SpecificRecord> to,
            Predicate<SpecificRecord> declaring) {
          return journey.recordsBefore(end, to) + journey.recordsBefore(end, declaring);
        }
      }),

  /** The cell that a leg has left for another one loses what it had added there. */
  REVISION_GOES_WHERE_IT_COUNTS_ALONE(
      Breach.REVISION_FALLS,
      new LegsReference() {
        @Override
        Set<RowKey> revised(Set<RowKey> possible, Optional<List<RowKey>> measured) {
          return new HashSet<>(measured.orElse(List.of()));
        }
      }),

  WINDOW_IS_THAT_OF_THE_END(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new LegsReference() {
        @Override
        Instant windowOf(Leg leg, Choice choice) {
          return timeOf(choice.to());
        }
      }),

  /** Where goods come in is seen as transit there, and as import only where they stay. */
  TRANSFER_BEGINS_IN_ITS_OWN_DIRECTION(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new LegsReference() {
        @Override
        boolean beginsTransfer(SpecificRecord begin, Direction direction) {
          return directionOf(begin).equals(direction.name());
        }
      }),

  /** What begins where it ends is no transfer, whatever happened elsewhere later. */
  TRANSFER_BEGINS_AT_THE_FIRST_OTHER_PORT(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new LegsReference() {
        @Override
        Optional<Choice> measured(
            ReferenceJourney journey,
            Leg leg,
            Predicate<SpecificRecord> from,
            Predicate<SpecificRecord> to) {
          Optional<SpecificRecord> end = journey.first(to);
          return super.measured(
              journey,
              leg,
              from.and(
                  begin ->
                      !leg.isCorridor()
                          || end.isEmpty()
                          || !portOf(begin).equals(portOf(end.get()))),
              to);
        }
      }),

  NOWHERE_IS_ABROAD(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new LegsReference() {
        @Override
        boolean isAbroad(@Nullable String port) {
          return port == null || super.isAbroad(port);
        }
      }),

  GATE_IN_OF_ANY_BOX_BEGINS(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new LegsReference() {
        @Override
        boolean isSameEquipment(SpecificRecord one, SpecificRecord other) {
          return true;
        }
      }),

  /** A leg that was over counts under a programme that was not yet heard of. */
  A_PROGRAMME_MAY_BE_DECLARED_LATER(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new LegsReference() {
        @Override
        boolean isInTime(SpecificRecord declaring, Choice choice) {
          return true;
        }
      });

  private final Breach breach;

  // Has no state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final LegsReference rows;

  WrongLegs(Breach breach, LegsReference rows) {
    this.breach = breach;
    this.rows = rows;
  }

  @Override
  public Breach breach() {
    return breach;
  }

  @Override
  public Contract rows() {
    return rows;
  }

  @Override
  public Contract contract() {
    return new LegsReference();
  }
}
