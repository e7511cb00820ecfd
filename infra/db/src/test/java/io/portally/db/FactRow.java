package io.portally.db;

import io.portally.tally.measure.Sketch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One row of a fact table, as columns and arrays of one: the form in which a sink writes. */
final class FactRow {
  /** Noon in Shanghai; the day began at 16:00 of the day before. */
  static final String NOON = "2026-03-01T04:00:00Z";

  private static final String BIGINT = "bigint";

  private final String table;
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final List<String> key = new ArrayList<>();

  private record Column(String type, @Nullable Object value) {

    /** An array of one. An array in an array would be taken apart by unnest, so it goes as text. */
    String array() {
      return "ARRAY[%s]::%s[]"
          .formatted(
              value == null ? "NULL" : "'" + value + "'", type.endsWith("[]") ? "text" : type);
    }
  }

  private FactRow(String table) {
    this.table = table;
    dimension("generation", "int", 1);
    dimension("granularity", "text", "HOUR");
    dimension("window_start", "timestamptz", NOON);
  }

  static FactRow ofThroughput() {
    return new FactRow("throughput")
        .inYantian()
        .word("movement", "LOADED")
        .word("direction", "EXPORT")
        .word("mode", "SEA")
        .dimension("laden", "boolean", true)
        .measure("events", 1)
        .measure("gross_mass_kg", 1000)
        .measure("teu_hundredths", 100)
        .atRevisionOne();
  }

  static FactRow ofClearanceActivity() {
    return new FactRow("clearance_activity")
        .inYantian()
        .word("stage", "RELEASED")
        .word("direction", "IMPORT")
        .word("mode", "SEA")
        .measure("events", 2)
        .measure("declarations", 1)
        .measure("gross_mass_kg", 1000)
        .measure("value_fen", 100)
        .atRevisionOne();
  }

  /** One length of an hour. */
  static FactRow ofTransferTimes() {
    return new FactRow("transfer_times")
        .inYantian()
        .word("leg", "ARRIVAL_TO_RELEASE")
        .word("direction", "IMPORT")
        .word("mode", "SEA")
        .word("programme", "ALL")
        .ofLengths()
        .atRevisionOne()
        .lengths(3600);
  }

  /** One length of an hour. */
  static FactRow ofCorridorTimes() {
    return new FactRow("corridor_times")
        .word("leg", "PORT_TO_PORT")
        .word("from_port", "CNYTN")
        .word("to_port", "HKHKG")
        .word("mode", "SEA")
        .word("programme", "ALL")
        .ofLengths()
        .atRevisionOne()
        .lengths(3600);
  }

  /** Three declarations, one of them open. */
  static FactRow ofClearanceCohorts() {
    return new FactRow("clearance_cohorts")
        .inYantian()
        .word("direction", "IMPORT")
        .word("mode", "SEA")
        .measure("lodged", 3)
        .measure("released", 1)
        .measure("cancelled", 1)
        .measure("released_within_2h", 0)
        .measure("released_within_8h", 0)
        .measure("released_within_24h", 1)
        .measure("released_within_48h", 1)
        .measure("released_within_72h", 1)
        .measure("gross_mass_kg", 3000)
        .measure("value_fen", 300)
        .measure("open_gross_mass_kg", 1000)
        .measure("open_value_fen", 100)
        .atRevisionOne();
  }

  static FactRow ofProgrammeActivity() {
    return new FactRow("programme_activity")
        .inYantian()
        .word("programme", "AEO")
        .word("aeo_country", "JP")
        .word("direction", "IMPORT")
        .declared();
  }

  static FactRow ofSingleWindowActivity() {
    return new FactRow("single_window_activity")
        .dimension("category", "int", 7)
        .dimension("service", "int", 321)
        .word("direction", "IMPORT")
        .declared();
  }

  /** Of a day. */
  static FactRow ofPartnerTrade() {
    return new FactRow("partner_trade")
        .word("partner_country", "ZA")
        .word("direction", "IMPORT")
        .dimension("hs_chapter", "int", 8)
        .declared()
        .with("granularity", "DAY");
  }

  /** With these columns (names and values in turn), the rest as it is. */
  FactRow with(Object... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      set((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return this;
  }

  /**
   * With these lengths, in seconds. A negative one is that of a reversed leg, which counts as 0.
   *
   * @throws IllegalArgumentException if the table tells no lengths
   */
  FactRow lengths(long... seconds) {
    Sketch sketch = new Sketch();
    LongStream.of(seconds).forEach(each -> sketch.add(Math.max(0, each)));
    with("events", seconds.length);
    with("total_seconds", LongStream.of(seconds).map(each -> Math.max(0, each)).sum());
    with("reversed", LongStream.of(seconds).filter(each -> each < 0).count());
    for (int hours : new int[] {2, 8, 24, 48, 72}) {
      long limit = Duration.ofHours(hours).toSeconds();
      with("within_%dh".formatted(hours), LongStream.of(seconds).filter(s -> s <= limit).count());
    }
    for (int percent : new int[] {50, 90, 95, 99}) {
      OptionalDouble quantile = sketch.quantile(percent / 100.0);
      set("p%d_seconds".formatted(percent), quantile.isPresent() ? quantile.getAsDouble() : null);
    }
    with("zero_count", sketch.zeroCount());
    with("bucket_indexes", array(LongStream.of(asLongs(sketch.bucketIndexes()))));
    with("bucket_counts", array(LongStream.of(sketch.bucketCounts())));
    return this;
  }

  /** The guarded upsert of this row. */
  String upsert() {
    String names = String.join(", ", columns.keySet());
    String typed = each((name, column) -> "u.%s::%s".formatted(name, column.type()));
    String arrays = each((name, column) -> column.array());
    String replacements =
        columns.keySet().stream()
            .filter(name -> !key.contains(name))
            .map(name -> name + " = excluded." + name)
            .collect(Collectors.joining(", "));
    return """
        INSERT INTO portally.%1$s AS t (%2$s, updated_at)
        SELECT %3$s, now() FROM unnest(%4$s) AS u (%2$s)
        ON CONFLICT (%5$s)
        DO UPDATE SET %6$s, updated_at = excluded.updated_at
        WHERE (excluded.complete, excluded.revision) > (t.complete, t.revision)
        """
        .formatted(table, names, typed, arrays, String.join(", ", key), replacements);
  }

  private String each(BiFunction<String, Column, String> words) {
    return columns.entrySet().stream()
        .map(column -> words.apply(column.getKey(), column.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String array(LongStream numbers) {
    return numbers.mapToObj(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  private static long[] asLongs(int[] numbers) {
    return IntStream.of(numbers).asLongStream().toArray();
  }

  private FactRow inYantian() {
    return word("area_level", "PORT").word("area_code", "CNYTN");
  }

  private FactRow ofLengths() {
    for (String name :
        List.of(
            "events",
            "total_seconds",
            "reversed",
            "within_2h",
            "within_8h",
            "within_24h",
            "within_48h",
            "within_72h")) {
      measure(name, 0);
    }
    for (String name : List.of("p50_seconds", "p90_seconds", "p95_seconds", "p99_seconds")) {
      column(name, "double precision", null);
    }
    measure("zero_count", 0);
    column("bucket_indexes", "int[]", "{}");
    column("bucket_counts", "bigint[]", "{}");
    return this;
  }

  private FactRow declared() {
    return measure("declarations", 1)
        .measure("gross_mass_kg", 1000)
        .measure("value_fen", 100)
        .atRevisionOne();
  }

  private FactRow atRevisionOne() {
    column("revision", BIGINT, 1);
    column("complete", "boolean", false);
    return this;
  }

  private FactRow word(String name, String value) {
    return dimension(name, "text", value);
  }

  private FactRow dimension(String name, String type, Object value) {
    key.add(name);
    column(name, type, value);
    return this;
  }

  private FactRow measure(String name, long value) {
    column(name, BIGINT, value);
    return this;
  }

  private void column(String name, String type, @Nullable Object value) {
    columns.put(name, new Column(type, value));
  }

  private void set(String name, @Nullable Object value) {
    Column column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException(name + " is no column of " + table);
    }
    columns.put(name, new Column(column.type(), value));
  }
}
