package io.portally.tally.journey;

import static io.portally.tally.Samples.DEFINITIONS;
import static java.util.Comparator.comparingInt;

import io.portally.tally.area.Windows;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.journey.History.Breach;
import io.portally.tally.journey.History.Contract;
import io.portally.tally.journey.History.Rule;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;
import io.portally.tally.measure.Tallies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules for {@code throughput} that look as good as the contract's. */
enum WrongThroughput implements WrongRule {
  /** A firing counter: the rows end differently after another interleaving. */
  REVISION_COUNTS_CHANGES(Breach.ORDER_MATTERS) {
    @Override
    public Rule get() {
      Rule right = difference(WrongThroughput::worth);
      return (record, consumer) ->
          right.accept(
              record,
              each -> {
                if (Arrays.stream(each.measures()).anyMatch(measure -> measure != 0)) {
                  consumer.accept(new Contribution(each.cell(), 1, each.measures()));
                }
              });
    }
  },

  /** The cell that an event has left for another one loses what it had added there. */
  REVISION_GOES_TO_THE_HIGHEST_VERSION_ALONE(Breach.REVISION_FALLS) {
    @Override
    public Rule get() {
      return difference(
          (versions, sums) -> {
            count(highest(versions), 0, sums);
            revise(List.of(highest(versions)), versions.size(), sums);
          });
    }
  },

  /** A correction changes the figures under one and the same revision. */
  REVISION_COUNTS_EVENTS(Breach.OTHER_MEASURES_AT_SAME_REVISION) {
    @Override
    public Rule get() {
      return difference(
          (versions, sums) -> {
            count(highest(versions), 0, sums);
            revise(versions, 1, sums);
          });
    }
  },

  /** An event leaves its cell under the revision that it came with. */
  REVISION_COUNTS_A_VERSION_WHERE_IT_LIES(Breach.OTHER_MEASURES_AT_SAME_REVISION) {
    @Override
    public Rule get() {
      return difference(
          (versions, sums) -> {
            count(highest(versions), 0, sums);
            versions.forEach(version -> revise(List.of(version), 1, sums));
          });
    }
  },

  /** A retraction changes the figures under one and the same revision. */
  REVISION_LEAVES_OUT_RETRACTIONS(Breach.OTHER_MEASURES_AT_SAME_REVISION) {
    @Override
    public Rule get() {
      return difference(
          (versions, sums) -> {
            count(highest(versions), 0, sums);
            long standing = versions.stream().filter(version -> !version.retracted()).count();
            revise(versions, standing, sums);
          });
    }
  },

  LATEST_ARRIVAL_COUNTS(Breach.ORDER_MATTERS) {
    @Override
    public Rule get() {
      return difference(
          (versions, sums) -> {
            count(versions.get(versions.size() - 1), 0, sums);
            revise(versions, versions.size(), sums);
          });
    }
  },

  EVERY_VERSION_COUNTS(Breach.NOT_THE_CONTRACTS_ROWS) {
    @Override
    public Rule get() {
      return difference(
          (versions, sums) -> {
            versions.forEach(version -> count(version, 0, sums));
            revise(versions, versions.size(), sums);
          });
    }
  },

  /** The version that a retraction hides comes back. */
  HIGHEST_STANDING_VERSION_COUNTS(Breach.NOT_THE_CONTRACTS_ROWS) {
    @Override
    public Rule get() {
      return difference(
          (versions, sums) -> {
            versions.stream()
                .filter(version -> !version.retracted())
                .max(comparingInt(MovementRecord::version))
                .ifPresent(version -> count(version, 0, sums));
            revise(versions, versions.size(), sums);
          });
    }
  },

  /** Takes back what was never given. */
  A_RETRACTION_COUNTS_BACKWARDS(Breach.NEGATIVE_MEASURE) {
    @Override
    public Rule get() {
      return difference(
          (versions, sums) -> {
            for (MovementRecord version : versions) {
              long sign = version.retracted() ? -1 : 1;
              sums.add(
                  new Contribution(
                      part(version),
                      1,
                      new long[] {
                        sign, sign * version.grossMassKg(), sign * version.teuHundredths()
                      }));
            }
          });
    }
  },

  MEASURES_FOLLOW_THE_REVISION(Breach.IN_TWO_STEPS) {
    @Override
    public Rule get() {
      Rule right = difference(WrongThroughput::worth);
      return (record, consumer) ->
          right.accept(
              record,
              each -> {
                consumer.accept(new Contribution(each.cell(), each.revision(), new long[3]));
                consumer.accept(new Contribution(each.cell(), 0, each.measures()));
              });
    }
  };

  private static final RollUp ROLL_UP = DEFINITIONS.rollUp();

  private final Breach breach;

  WrongThroughput(Breach breach) {
    this.breach = breach;
  }

  @Override
  public Breach breach() {
    return breach;
  }

  @Override
  public Contract contract() {
    return ThroughputReference::rowsOf;
  }

  /** The contract's rule on the same footing as the wrong ones: it must break nothing. */
  static Rule rightRule() {
    return difference(WrongThroughput::worth);
  }

  private static void worth(List<MovementRecord> versions, Sums sums) {
    count(highest(versions), 0, sums);
    revise(versions, versions.size(), sums);
  }

  /** What an event's versions, in order of arrival, are worth. */
  private interface Worth {
    void of(List<MovementRecord> versions, Sums sums);
  }

  /** Where it is added up. */
  private interface Sums {
    void add(Contribution contribution);
  }

  /** Hands on what the event of the new record is worth now, less what it was worth before. */
  private static Rule difference(Worth worth) {
    Journeys journeys = new Journeys();
    return (record, consumer) -> {
      Tallies before = tallies(journeys, record, worth);
      journeys.remember(record);
      Tallies after = tallies(journeys, record, worth);
      after.subtract(before);
      after.forEach(consumer);
    };
  }

  private static Tallies tallies(Journeys journeys, JourneyRecord record, Worth worth) {
    Tallies tallies = new Tallies();
    List<MovementRecord> versions = new ArrayList<>();
    if (record.topic() == EventTopic.CARGO_MOVEMENTS) {
      journeys
          .versionsOf(record.topic(), record.eventId())
          .forEach(version -> versions.add((MovementRecord) version));
    }
    if (!versions.isEmpty()) {
      worth.of(
          versions,
          contribution -> {
            if (contribution.cell().isPart()) {
              tallies.add(contribution, ROLL_UP);
            } else {
              tallies.add(contribution);
            }
          });
    }
    return tallies;
  }

  private static void count(MovementRecord version, long revision, Sums sums) {
    if (!version.retracted()) {
      sums.add(
          new Contribution(
              part(version),
              revision,
              new long[] {1, version.grossMassKg(), version.teuHundredths()}));
    }
  }

  /** Adds to every cell that a standing version lies in, once. */
  private static void revise(List<MovementRecord> versions, long revision, Sums sums) {
    Set<Cell> cells = new HashSet<>();
    versions.stream()
        .filter(version -> !version.retracted())
        .forEach(version -> ROLL_UP.forEachCell(part(version), cells::add));
    cells.forEach(cell -> sums.add(new Contribution(cell, revision, new long[3])));
  }

  private static MovementRecord highest(List<MovementRecord> versions) {
    return versions.stream().max(comparingInt(MovementRecord::version)).orElseThrow();
  }

  private static Cell part(MovementRecord version) {
    return Cell.part(
        FactTable.THROUGHPUT.pack(
            version.port(),
            version.movement().ordinal(),
            version.direction().ordinal(),
            version.mode().ordinal(),
            version.laden() ? 1 : 0),
        Windows.minuteOf(version.eventTime()));
  }
}
