package io.portally.local.sink;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.tally.area.Granularity;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import io.portally.tally.measure.Sketch;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Rows of {@code throughput}, each a minute of one port, and of {@code transfer_times}. */
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

  /**
   * A live row of {@code transfer_times} that counts these lengths.
   *
   * @param number which row: the hour after the first one
   * @param seconds no longer than two hours
   */
  static Row lengths(int number, long revision, long... seconds) {
    long dimensions =
        FactTable.TRANSFER_TIMES.pack(
            World.DEFINITIONS.register().portOrdinal("CNYTN"),
            Leg.ARRIVAL_TO_RELEASE.ordinal(),
            Direction.IMPORT.ordinal(),
            Mode.SEA.ordinal(),
            Programme.UNKNOWN.ordinal());
    long hour = FIRST_MINUTE.getEpochSecond() / 3_600 + number;
    return new Row(
        Cell.of(dimensions, Granularity.HOUR, hour * 60), revision, false, measuresOf(seconds));
  }

  private static long[] measuresOf(long... seconds) {
    Sketch sketch = new Sketch();
    LongStream.of(seconds).forEach(sketch::add);
    LongStream.Builder measures = LongStream.builder();
    measures.add(seconds.length).add(LongStream.of(seconds).sum()).add(0);
    for (int bound = 0; bound < 5; bound++) {
      measures.add(seconds.length);
    }
    measures.add(sketch.zeroCount());
    int[] indexes = sketch.bucketIndexes();
    long[] counts = sketch.bucketCounts();
    for (int i = 0; i < indexes.length; i++) {
      measures.add(indexes[i]).add(counts[i]);
    }
    return measures.build().toArray();
  }

  /** Rows 0 to {@code count}, live. */
  static List<Row> many(int count, long revision) {
    return IntStream.range(0, count).mapToObj(number -> live(number, revision)).toList();
  }
}
