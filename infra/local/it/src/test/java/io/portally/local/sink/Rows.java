package io.portally.local.sink;

import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.tally.area.Granularity;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of {@code throughput}, each a minute of one port. */
final class Rows {

  /** The minute of row 0. */
  static final Instant FIRST_MINUTE = Instant.parse("2025-03-10T00:00:00Z");

  private Rows() {}

  static Row live(int number, long revision) {
    return row(number, revision, false, 1_000);
  }

  static Row complete(int number, long revision) {
    return row(number, revision, true, 1_000);
  }

  /**
   * A row whose number of events is its revision.
   *
   * @param number which row: the minute after the first one
   */
  static Row row(int number, long revision, boolean complete, long grossMassKg) {
    long dimensions =
        FactTable.THROUGHPUT.pack(
            World.DEFINITIONS.register().portOrdinal("CNYTN"),
            Movement.DISCHARGED.ordinal(),
            Direction.IMPORT.ordinal(),
            Mode.SEA.ordinal(),
            1);
    long minute = FIRST_MINUTE.getEpochSecond() / 60 + number;
    return new Row(
        Cell.of(dimensions, Granularity.MINUTE, minute),
        revision,
        complete,
        new long[] {revision, grossMassKg, 200});
  }

  /** Rows 0 to {@code count}, live. */
  static List<Row> many(int count, long revision) {
    return IntStream.range(0, count).mapToObj(number -> live(number, revision)).toList();
  }
}
