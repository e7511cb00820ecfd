package io.portally.flink.sink;

import static io.portally.flink.fixture.Times.NINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.portally.events.Direction;
import io.portally.flink.fixture.Cells;
import io.portally.flink.fixture.Rules;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.area.Granularity;
import io.portally.tally.area.Windows;
import io.portally.tally.measure.Buckets;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import io.portally.tally.measure.Sketch;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpsertStatementTest {

  private static final Cell RELEASES =
      Cells.arrivalToRelease(AreaLevel.PROVINCE, "CN-GD", Granularity.HOUR, NINE);

  @Test
  void aTableOfSumsIsWrittenFromAnArrayForEachColumn() {
    assertThat(statement(FactTable.CLEARANCE_ACTIVITY).sql())
        .isEqualTo(
            """
            INSERT INTO portally.clearance_activity AS t (generation, window_start, granularity, \
            area_level, area_code, stage, direction, mode, events, declarations, gross_mass_kg, \
            value_fen, revision, complete, updated_at)
            SELECT 7, to_timestamp(u.window_start), u.granularity, u.area_level, u.area_code, \
            u.stage, u.direction, u.mode, u.events, u.declarations, u.gross_mass_kg, u.value_fen, \
            u.revision, u.complete, now()
              FROM unnest(?::int8[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], \
            ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::bool[]) \
            AS u (window_start, granularity, area_level, area_code, stage, direction, mode, events, \
            declarations, gross_mass_kg, value_fen, revision, complete)
            ON CONFLICT (generation, window_start, granularity, area_level, area_code, stage, \
            direction, mode) DO UPDATE SET events = excluded.events, \
            declarations = excluded.declarations, gross_mass_kg = excluded.gross_mass_kg, \
            value_fen = excluded.value_fen, revision = excluded.revision, \
            complete = excluded.complete, updated_at = excluded.updated_at
             WHERE (excluded.complete, excluded.revision) > (t.complete, t.revision)""");
  }

  @Test
  void aTableOfLengthsIsWrittenWithQuantilesAndASliceOfTheBucketsForEachRow() {
    assertThat(statement(FactTable.CORRIDOR_TIMES).sql())
        .isEqualTo(
            """
            INSERT INTO portally.corridor_times AS t (generation, window_start, granularity, leg, \
            from_port, to_port, mode, programme, events, total_seconds, reversed, within_2h, \
            within_8h, within_24h, within_48h, within_72h, zero_count, revision, complete, \
            p50_seconds, p90_seconds, p95_seconds, p99_seconds, bucket_indexes, bucket_counts, \
            updated_at)
            SELECT 7, to_timestamp(u.window_start), u.granularity, u.leg, u.from_port, u.to_port, \
            u.mode, u.programme, u.events, u.total_seconds, u.reversed, u.within_2h, u.within_8h, \
            u.within_24h, u.within_48h, u.within_72h, u.zero_count, u.revision, u.complete, \
            u.p50_seconds, u.p90_seconds, u.p95_seconds, u.p99_seconds, \
            b.bucket_indexes[u.bucket_from:u.bucket_to], \
            b.bucket_counts[u.bucket_from:u.bucket_to], now()
              FROM unnest(?::int8[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], \
            ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], \
            ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::bool[], ?::float8[], ?::float8[], \
            ?::float8[], ?::float8[], ?::int4[], ?::int4[]) \
            AS u (window_start, granularity, leg, from_port, to_port, mode, programme, events, \
            total_seconds, reversed, within_2h, within_8h, within_24h, within_48h, within_72h, \
            zero_count, revision, complete, p50_seconds, p90_seconds, p95_seconds, p99_seconds, \
            bucket_from, bucket_to), \
            (SELECT ?::int4[], ?::int8[]) AS b (bucket_indexes, bucket_counts)
            ON CONFLICT (generation, window_start, granularity, leg, from_port, to_port, mode, \
            programme) DO UPDATE SET events = excluded.events, \
            total_seconds = excluded.total_seconds, reversed = excluded.reversed, \
            within_2h = excluded.within_2h, within_8h = excluded.within_8h, \
            within_24h = excluded.within_24h, within_48h = excluded.within_48h, \
            within_72h = excluded.within_72h, zero_count = excluded.zero_count, \
            revision = excluded.revision, complete = excluded.complete, \
            p50_seconds = excluded.p50_seconds, p90_seconds = excluded.p90_seconds, \
            p95_seconds = excluded.p95_seconds, p99_seconds = excluded.p99_seconds, \
            bucket_indexes = excluded.bucket_indexes, bucket_counts = excluded.bucket_counts, \
            updated_at = excluded.updated_at
             WHERE (excluded.complete, excluded.revision) > (t.complete, t.revision)""");
  }

  @Test
  void aRowOfLengthsIsDescribedWithItsQuantilesAndBuckets() {
    assertThat(statement(FactTable.TRANSFER_TIMES).describe(Cells.runningOf(RELEASES, 0, 60, 60)))
        .containsExactly(
            entry("generation", 7),
            entry("window_start", "2026-03-02T01:00:00Z"),
            entry("granularity", "HOUR"),
            entry("area_level", "PROVINCE"),
            entry("area_code", "CN-GD"),
            entry("leg", "ARRIVAL_TO_RELEASE"),
            entry("direction", "IMPORT"),
            entry("mode", "SEA"),
            entry("programme", "ALL"),
            entry("events", 3L),
            entry("total_seconds", 120L),
            entry("reversed", 0L),
            entry("within_2h", 3L),
            entry("within_8h", 3L),
            entry("within_24h", 3L),
            entry("within_48h", 3L),
            entry("within_72h", 3L),
            entry("zero_count", 1L),
            entry("revision", 3L),
            entry("complete", false),
            entry("p50_seconds", Buckets.estimate(Buckets.of(60))),
            entry("p90_seconds", Buckets.estimate(Buckets.of(60))),
            entry("p95_seconds", Buckets.estimate(Buckets.of(60))),
            entry("p99_seconds", Buckets.estimate(Buckets.of(60))),
            entry("bucket_indexes", new int[] {Buckets.of(60)}),
            entry("bucket_counts", new long[] {2}));
  }

  @Test
  void aRowWithoutLengthsHasNoQuantiles() {
    assertThat(
            statement(FactTable.TRANSFER_TIMES).describe(new Row(RELEASES, 2, true, new long[9])))
        .containsEntry("p50_seconds", null)
        .containsEntry("p99_seconds", null)
        .containsEntry("bucket_indexes", new int[0])
        .containsEntry("complete", true);
  }

  @Test
  void numbersAmongTheDimensionsStayNumbers() {
    long dimensions = FactTable.SINGLE_WINDOW_ACTIVITY.pack(12, 964, Direction.IMPORT.ordinal());
    Cell cell = Cell.of(dimensions, Granularity.DAY, Windows.minuteOf(NINE.toEpochMilli()));
    UpsertStatement statement = statement(FactTable.SINGLE_WINDOW_ACTIVITY);

    assertThat(statement.sql())
        .contains("unnest(?::int8[], ?::text[], ?::int4[], ?::int4[], ?::text[], ?::int8[]")
        .doesNotContain("bucket");
    assertThat(statement.describe(new Row(cell, 1, false, new long[] {1, 2, 3})))
        .containsEntry("category", 12)
        .containsEntry("service", 964)
        .doesNotContainKey("p50_seconds");
  }

  @Test
  void eachRowsBucketsAreASliceOfAllCountedFromOne() {
    Sketch two = new Sketch(0, new int[] {3, 5}, new long[] {1, 2});
    Sketch three = new Sketch(9, new int[] {0, 5, 700}, new long[] {4, 5, 6});

    BucketSlices slices = BucketSlices.of(List.of(two, new Sketch(), three));

    assertThat(slices.from()).containsExactly(1, 3, 3);
    assertThat(slices.to()).containsExactly(2, 2, 5);
    assertThat(slices.indexes()).containsExactly(3, 5, 0, 5, 700);
    assertThat(slices.counts()).containsExactly(1, 2, 4, 5, 6);
  }

  private static UpsertStatement statement(FactTable table) {
    return new UpsertStatement(table, 7, Rules.REGISTER);
  }
}
