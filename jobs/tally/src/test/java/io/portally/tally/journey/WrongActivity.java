package io.portally.tally.journey;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import io.portally.tally.journey.History.Breach;
import io.portally.tally.journey.History.Contract;
import io.portally.tally.journey.History.Rule;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Contributions;
import io.portally.tally.measure.Tallies;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Rules for {@code clearance_activity} that look as good as the contract's. */
enum WrongActivity implements WrongRule {
  /** A declaration that comes back after months is not counted again. */
  FIRSTS_REACH_ACROSS_A_GAP(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new ActivityRule() {
        @Override
        long journeyOf(ClearanceRecord version, List<JourneyRecord> records) {
          return 0;
        }
      }),

  /** A record that joins two journeys takes a first away, and the revision stays. */
  REVISION_REACHES_ACROSS_A_GAP(
      Breach.OTHER_MEASURES_AT_SAME_REVISION,
      new ActivityRule() {
        @Override
        long revision(Cell cell, List<ClearanceRecord> placed, List<JourneyRecord> records) {
          return clearances(records)
              .filter(version -> !version.retracted() && isOfSameStage(version, placed.get(0)))
              .filter(version -> version.eventTime() < ROLL_UP.endOf(cell))
              .map(ClearanceRecord::eventId)
              .distinct()
              .mapToLong(
                  id -> clearances(records).filter(each -> each.eventId().equals(id)).count())
              .sum();
        }
      }),

  /** The same where one event has versions on both sides of the gap. */
  A_TORN_EVENT_COUNTS_ONCE(
      Breach.OTHER_MEASURES_AT_SAME_REVISION,
      new ActivityRule() {
        @Override
        boolean isTornApart(ClearanceRecord event, List<JourneyRecord> records) {
          return false;
        }
      }),

  /** A movement, or another declaration's record, changes which one is first. */
  A_RECORD_THAT_JOINS_JOURNEYS_IS_OVERLOOKED(
      Breach.ORDER_MATTERS,
      () -> {
        ClearanceActivity facts = new ClearanceActivity(ActivityRule.ROLL_UP);
        Journeys journeys = new Journeys();
        return (record, consumer) -> {
          Change right = journeys.changeBy(record, ActivityRule.GAP);
          Change change =
              new Change(record, right.versions(), false, right.isLatest(), right.known());
          Tallies before = new Tallies();
          facts.contribute(Recollection.of(journeys, ActivityRule.GAP), change, into(before));
          journeys.remember(record);
          Tallies after = new Tallies();
          facts.contribute(Recollection.of(journeys, ActivityRule.GAP), change, into(after));
          after.subtract(before);
          after.forEach(consumer);
        };
      }),

  /** An earlier event takes the declaration into its own window, and this one's revision stays. */
  REVISION_COUNTS_THE_EVENTS_OF_THE_CELL_ALONE(
      Breach.OTHER_MEASURES_AT_SAME_REVISION,
      new ActivityRule() {
        @Override
        long revision(Cell cell, List<ClearanceRecord> placed, List<JourneyRecord> records) {
          return placed.stream()
              .filter(version -> isIn(cell, version))
              .map(ClearanceRecord::eventId)
              .distinct()
              .mapToLong(
                  id -> clearances(records).filter(each -> each.eventId().equals(id)).count())
              .sum();
        }
      }),

  /** Whatever is first may be taken back, and then fewer records have a say. */
  REVISION_COUNTS_THE_FIRST_EVENT_ALONE(
      Breach.REVISION_FALLS,
      new ActivityRule() {
        @Override
        long revision(Cell cell, List<ClearanceRecord> placed, List<JourneyRecord> records) {
          return placed.stream()
              .min(comparing(ClearanceRecord::eventTime))
              .map(first -> acceptedOf(first, records))
              .orElseThrow();
        }
      }),

  FIRST_TO_ARRIVE_IS_FIRST(
      Breach.ORDER_MATTERS,
      new ActivityRule() {
        @Override
        Optional<ClearanceRecord> first(
            List<ClearanceRecord> counted, List<ClearanceRecord> placed) {
          return counted.stream().findFirst();
        }
      }),

  /** Java's order of texts is not that of code points. */
  FIRST_BY_UTF_16_IS_FIRST(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new ActivityRule() {
        @Override
        Optional<ClearanceRecord> first(
            List<ClearanceRecord> counted, List<ClearanceRecord> placed) {
          return counted.stream()
              .min(
                  comparingLong(ClearanceRecord::eventTime)
                      .thenComparing(ClearanceRecord::eventId));
        }
      }),

  /** What has been taken back hides those that stand. */
  FIRST_OF_ALL_VERSIONS_IS_FIRST(
      Breach.NOT_THE_CONTRACTS_ROWS,
      new ActivityRule() {
        @Override
        Optional<ClearanceRecord> first(
            List<ClearanceRecord> counted, List<ClearanceRecord> placed) {
          return super.first(placed, placed).filter(counted::contains);
        }
      });

  private static Contributions into(Tallies tallies) {
    return (dimensions, window, revision, measures) ->
        tallies.add(
            new Contribution(new Cell(dimensions, window), revision, measures),
            ActivityRule.ROLL_UP);
  }

  private final Breach breach;

  // Asked for a new rule each time.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Supplier<Rule> rule;

  WrongActivity(Breach breach, Supplier<Rule> rule) {
    this.breach = breach;
    this.rule = rule;
  }

  @Override
  public Rule get() {
    return rule.get();
  }

  @Override
  public Breach breach() {
    return breach;
  }

  @Override
  public Contract contract() {
    return ClearanceActivityReference::rowsOf;
  }
}
