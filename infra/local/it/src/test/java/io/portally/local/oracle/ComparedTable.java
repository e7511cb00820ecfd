package io.portally.local.oracle;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A fact table of which the oracle's database holds the {@code expected_} and the {@code actual_}
 * rows: what the scripts that look for differences have to know of it. They are written once for
 * all tables, with placeholders for what its columns come to.
 *
 * <p>What a column is, is told by its type. Sums are {@code BIGINT}, quantiles {@code DOUBLE}, the
 * buckets of a sketch lists; together with {@code revision} and {@code complete} they are a row's
 * values, and all others are its key.
 *
 * @param name as in PostgreSQL
 * @param columns those of the expected rows, in order
 * @param shortest the granularity of its shortest windows, which longer ones are sums of
 */
record ComparedTable(String name, List<Column> columns, String shortest) {

  private static final SqlScript CELLS = new SqlScript("compare-cells.sql");
  private static final SqlScript AREAS = new SqlScript("check-areas.sql");
  private static final SqlScript AREA_BUCKETS = new SqlScript("check-area-buckets.sql");
  private static final SqlScript WINDOWS = new SqlScript("check-windows.sql");
  private static final SqlScript WINDOW_BUCKETS = new SqlScript("check-window-buckets.sql");

  /**
   * A column of an expected table.
   *
   * @param type DuckDB's name of it
   */
  record Column(String name, String type) {

    /** Relative; two computations of one quantile differ by less. */
    private static final String TOLERANCE = "1e-9";

    private boolean isRowsState() {
      return name.equals("revision") || name.equals("complete");
    }

    boolean isSum() {
      return type.equals("BIGINT") && !isRowsState();
    }

    private boolean isQuantile() {
      return type.equals("DOUBLE");
    }

    private boolean isSketch() {
      return type.endsWith("[]");
    }

    private boolean isMeasure() {
      return isSum() || isQuantile() || isSketch();
    }

    boolean isValue() {
      return isMeasure() || isRowsState();
    }

    private boolean isKey() {
      return !isValue();
    }

    private String word() {
      return switch (type) {
        case "TIMESTAMP" -> "strftime(%s, '%%Y-%%m-%%dT%%H:%%M:%%SZ')".formatted(name);
        case "BOOLEAN" -> "CASE WHEN %1$s THEN '%1$s' ELSE 'not %1$s' END".formatted(name);
        default -> name;
      };
    }

    private String named(String row) {
      return "'%s ' || %s".formatted(name, text(row));
    }

    private String text(String row) {
      return "coalesce(%s.%s::VARCHAR, 'null')".formatted(row, name);
    }

    private String differs() {
      return isQuantile()
          ? "coalesce(abs(a.%1$s - e.%1$s) > %2$s * e.%1$s, a.%1$s IS DISTINCT FROM e.%1$s)"
              .formatted(name, TOLERANCE)
          : "a.%1$s IS DISTINCT FROM e.%1$s".formatted(name);
    }

    private String valueThatDiffers() {
      return "CASE WHEN %s THEN '%s is ' || %s || ', expected ' || %s END"
          .formatted(differs(), name, text("a"), text("e"));
    }

    private String isZero() {
      String value = "coalesce(e.%1$s, a.%1$s)".formatted(name);
      if (isQuantile()) {
        return value + " IS NULL";
      }
      return (isSketch() ? "len(" + value + ")" : value) + " = 0";
    }

    private String sum(String rows) {
      return "coalesce(%s.%s, 0)".formatted(rows, name);
    }
  }

  /** The queries that fit the table, by name; each gives a {@code difference} for what is wrong. */
  Map<String, String> checks() {
    List<SqlScript> fitting = new ArrayList<>(List.of(CELLS));
    boolean hasSketch = columns.stream().anyMatch(Column::isSketch);
    if (rollsUpAreas()) {
      fitting.addAll(hasSketch ? List.of(AREAS, AREA_BUCKETS) : List.of(AREAS));
    }
    if (!shortest.equals("DAY")) {
      fitting.addAll(hasSketch ? List.of(WINDOWS, WINDOW_BUCKETS) : List.of(WINDOWS));
    }
    Map<String, String> checks = new LinkedHashMap<>();
    fitting.forEach(script -> checks.put(name + " " + script.name(), filled(script.text())));
    return checks;
  }

  boolean rollsUpAreas() {
    return columns.stream().anyMatch(column -> column.name().equals("area_level"));
  }

  private String filled(String script) {
    List<Column> keys = columns.stream().filter(Column::isKey).toList();
    List<Column> values = columns.stream().filter(Column::isValue).toList();
    List<Column> measures = columns.stream().filter(Column::isMeasure).toList();
    List<Column> sums = columns.stream().filter(Column::isSum).toList();
    Map<String, String> placeholders =
        Map.ofEntries(
            Map.entry("table", name),
            Map.entry("shortest", shortest),
            Map.entry("key", each(keys, Column::name, ", ")),
            Map.entry("cell", words("'" + name + "', " + each(keys, Column::word, ", "), " ")),
            Map.entry("values of e", words(each(values, value -> value.named("e"), ", "), ", ")),
            Map.entry("values of a", words(each(values, value -> value.named("a"), ", "), ", ")),
            Map.entry(
                "values that differ", words(each(values, Column::valueThatDiffers, ", "), ", ")),
            Map.entry("any differs", each(values, Column::differs, " OR ")),
            Map.entry("all are zero", each(measures, Column::isZero, " AND ")),
            Map.entry("sums", each(sums, sum -> "sum(%1$s) AS %1$s".formatted(sum.name()), ", ")),
            Map.entry(
                "sums of whole",
                words(
                    each(sums, sum -> "'%s ' || %s".formatted(sum.name(), sum.sum("whole")), ", "),
                    ", ")),
            Map.entry("sums of parts", words(each(sums, sum -> sum.sum("parts"), ", "), ", ")),
            Map.entry(
                "any sum differs",
                each(sums, sum -> sum.sum("whole") + " <> " + sum.sum("parts"), " OR ")));
    String filled = script;
    for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
      filled = filled.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
    }
    return filled;
  }

  private static String each(
      List<Column> columns, Function<Column, String> expression, String separator) {
    return columns.stream().map(expression).collect(joining(separator));
  }

  private static String words(String expressions, String separator) {
    return "concat_ws('%s', %s)".formatted(separator, expressions);
  }
}
