package io.portally.tally.journey;

import static io.portally.tally.Samples.DEFINITIONS;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import io.portally.tally.area.Windows;
import io.portally.tally.journey.History.Rule;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;
import io.portally.tally.measure.Tallies;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The contract's rule for {@code clearance_activity}, always over all records of a consignment, in
 * pieces that a wrong rule can replace. Records stand in order of arrival everywhere.
 */
class ActivityRule implements Supplier<Rule> {

  static final RollUp ROLL_UP = DEFINITIONS.rollUp();
  static final long GAP = DEFINITIONS.lifetimes().gap();

  @Override
  public Rule get() {
    List<JourneyRecord> records = new ArrayList<>();
    return (record, consumer) -> {
      Tallies before = tallies(records);
      records.add(record);
      Tallies after = tallies(records);
      after.subtract(before);
      after.forEach(consumer);
    };
  }

  private Tallies tallies(List<JourneyRecord> records) {
    Tallies tallies = new Tallies();
    clearances(records)
        .filter(version -> !version.retracted())
        .collect(
            groupingBy(
                version ->
                    List.of(version.declarationId(), version.stage(), journeyOf(version, records))))
        .values()
        .forEach(placed -> addFact(placed, records, tallies));
    return tallies;
  }

  private void addFact(List<ClearanceRecord> placed, List<JourneyRecord> records, Tallies tallies) {
    Set<Cell> possible = new HashSet<>();
    placed.forEach(version -> ROLL_UP.forEachCell(part(version), possible::add));
    possible.forEach(cell -> tallies.add(cell, revision(cell, placed, records), new long[4]));
    List<ClearanceRecord> counted =
        placed.stream().filter(version -> version.equals(highest(version, records))).toList();
    counted.forEach(version -> add(version, new long[] {1, 0, 0, 0}, tallies));
    first(counted, placed)
        .ifPresent(
            first -> add(first, new long[] {0, 1, first.grossMassKg(), first.valueFen()}, tallies));
  }

  private static void add(ClearanceRecord version, long[] measures, Tallies tallies) {
    tallies.add(new Contribution(part(version), 0, measures), ROLL_UP);
  }

  /** Which journey a version belongs to. */
  long journeyOf(ClearanceRecord version, List<JourneyRecord> records) {
    List<Long> times = records.stream().map(JourneyRecord::eventTime).sorted().toList();
    long gaps = 0;
    for (int i = 1; i < times.size() && times.get(i) <= version.eventTime(); i++) {
      gaps += times.get(i) - times.get(i - 1) > GAP ? 1 : 0;
    }
    return gaps;
  }

  /** What a fact with these versions adds to the revision of a cell that one of them lies in. */
  long revision(Cell cell, List<ClearanceRecord> placed, List<JourneyRecord> records) {
    return placed.stream()
        .filter(version -> version.eventTime() < ROLL_UP.endOf(cell))
        .collect(groupingBy(ClearanceRecord::eventId))
        .values()
        .stream()
        .mapToLong(
            versions ->
                (isTornApart(versions.get(0), records) ? versions.size() : 1)
                    * acceptedOf(versions.get(0), records))
        .sum();
  }

  boolean isTornApart(ClearanceRecord event, List<JourneyRecord> records) {
    List<Long> times =
        clearances(records)
            .filter(each -> each.eventId().equals(event.eventId()) && !each.retracted())
            .filter(each -> isOfSameStage(each, event))
            .map(JourneyRecord::eventTime)
            .sorted()
            .toList();
    return times.get(times.size() - 1) - times.get(0) > GAP;
  }

  /** Which of those that count is first. */
  Optional<ClearanceRecord> first(List<ClearanceRecord> counted, List<ClearanceRecord> placed) {
    return counted.stream().reduce((one, other) -> other.isBefore(one) ? other : one);
  }

  static boolean isOfSameStage(ClearanceRecord one, ClearanceRecord other) {
    return one.stage() == other.stage() && one.declarationId().equals(other.declarationId());
  }

  static long acceptedOf(JourneyRecord event, List<JourneyRecord> records) {
    return clearances(records).filter(each -> each.eventId().equals(event.eventId())).count();
  }

  private static ClearanceRecord highest(ClearanceRecord event, List<JourneyRecord> records) {
    return clearances(records)
        .filter(each -> each.eventId().equals(event.eventId()))
        .max(comparing(ClearanceRecord::version))
        .orElseThrow();
  }

  static Stream<ClearanceRecord> clearances(List<JourneyRecord> records) {
    return records.stream()
        .filter(ClearanceRecord.class::isInstance)
        .map(ClearanceRecord.class::cast);
  }

  static boolean isIn(Cell cell, ClearanceRecord version) {
    Set<Cell> cells = new HashSet<>();
    ROLL_UP.forEachCell(part(version), cells::add);
    return cells.contains(cell);
  }

  private static Cell part(ClearanceRecord version) {
    return Cell.part(
        FactTable.CLEARANCE_ACTIVITY.pack(
            version.port(),
            version.stage().ordinal(),
            version.direction().ordinal(),
            version.mode().ordinal()),
        Windows.minuteOf(version.eventTime()));
  }
}
