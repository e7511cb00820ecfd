package io.portally.flink.sink;

import io.portally.tally.area.Register;
import io.portally.tally.measure.Dimension;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Quantile;
import io.portally.tally.measure.Row;
import io.portally.tally.measure.Sketch;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The one statement that writes to a fact table: many rows at once as arrays, each replaced only if
 * {@code (complete, revision)} rises. Absolute values and this guard make at-least-once delivery
 * exactly-once in effect; batches of a writer that has died may come late and in any order.
 */
final class UpsertStatement {

  private static final List<Column<Sketch>> QUANTILES =
      Stream.of(Quantile.values())
          .map(quantile -> Column.estimates(quantile.columnName(), quantile::of))
          .toList();
  private static final List<String> BUCKETS = List.of("bucket_indexes", "bucket_counts");
  private static final List<String> SLICE_ENDS = List.of("bucket_from", "bucket_to");
  private static final String SLICE = "b.%s[u.bucket_from:u.bucket_to]";
  private static final String ALL_BUCKETS =
      ", (SELECT ?::int4[], ?::int8[]) AS b (bucket_indexes, bucket_counts)";
  private static final String REPLACEMENT = "%1$s = excluded.%1$s";

  private static final Column<Row> WINDOW_START =
      Column.longs("window_start", UpsertStatement::startSecond);

  private final FactTable table;
  private final int generation;
  private final List<Column<Row>> dimensions;
  private final List<Column<Row>> measures;
  private final List<Column<Sketch>> quantiles;
  private final String sql;

  UpsertStatement(FactTable table, int generation, Register register) {
    this.table = table;
    this.generation = generation;
    this.dimensions = dimensionsOf(table, register);
    this.measures = measuresOf(table);
    this.quantiles = table.hasSketch() ? QUANTILES : List.of();
    this.sql = text();
  }

  private static long startSecond(Row row) {
    return row.cell().startMinute() * 60;
  }

  private static List<Column<Row>> dimensionsOf(FactTable table, Register register) {
    List<Column<Row>> columns = new ArrayList<>();
    columns.add(Column.texts("granularity", row -> row.cell().granularity().name()));
    for (int i = 0; i < table.dimensions().size(); i++) {
      int index = i;
      for (Dimension.Column column : table.dimensions().get(i).columns()) {
        Function<Row, Object> word =
            row -> column.words().of(table.codeAt(index, row.cell().dimensions()), register);
        columns.add(
            switch (column.type()) {
              case TEXT -> Column.texts(column.name(), row -> (String) word.apply(row));
              case BOOLEAN -> Column.flags(column.name(), row -> (Boolean) word.apply(row));
              case INTEGER -> Column.ints(column.name(), row -> (Integer) word.apply(row));
            });
      }
    }
    return columns;
  }

  private static List<Column<Row>> measuresOf(FactTable table) {
    List<Column<Row>> columns = new ArrayList<>();
    for (int i = 0; i < table.measures().size(); i++) {
      int index = i;
      columns.add(Column.longs(table.measures().get(i), row -> row.measures()[index]));
    }
    columns.add(Column.longs("revision", Row::revision));
    columns.add(Column.flags("complete", Row::complete));
    return columns;
  }

  /**
   * The statement's text.
   *
   * <p>A window's start travels as whole seconds since the epoch, which {@code to_timestamp} turns
   * into an instant exactly. Buckets travel as one array for all rows, of which each takes its
   * slice.
   */
  String sql() {
    return sql;
  }

  private String text() {
    List<String> keys = names(dimensions);
    List<String> values = new ArrayList<>(names(measures));
    values.addAll(names(quantiles));
    List<String> buckets = table.hasSketch() ? BUCKETS : List.of();
    return """
        INSERT INTO portally.%s AS t (generation, window_start, %s, updated_at)
        SELECT %d, to_timestamp(u.window_start), %s, now()
          FROM unnest(%s) AS u (window_start, %s)%s
        ON CONFLICT (generation, window_start, %s) DO UPDATE SET %s, updated_at = excluded.updated_at
         WHERE (excluded.complete, excluded.revision) > (t.complete, t.revision)"""
        .formatted(
            table.tableName(),
            all(List.of(keys, values, buckets)),
            generation,
            all(List.of(each("u.%s", keys), each("u.%s", values), each(SLICE, buckets))),
            all(List.of(each("?::%s[]", unnestedTypes()))),
            all(List.of(keys, values, table.hasSketch() ? SLICE_ENDS : List.of())),
            table.hasSketch() ? ALL_BUCKETS : "",
            all(List.of(keys)),
            all(List.of(each(REPLACEMENT, values), each(REPLACEMENT, buckets))));
  }

  private List<String> unnestedTypes() {
    List<String> types = new ArrayList<>();
    types.add(WINDOW_START.type());
    dimensions.forEach(column -> types.add(column.type()));
    measures.forEach(column -> types.add(column.type()));
    quantiles.forEach(column -> types.add(column.type()));
    if (table.hasSketch()) {
      SLICE_ENDS.forEach(end -> types.add("int4"));
    }
    return types;
  }

  private static <S> List<String> names(List<Column<S>> columns) {
    return columns.stream().map(Column::name).toList();
  }

  private static List<String> each(String format, List<String> words) {
    return words.stream().map(format::formatted).toList();
  }

  private static String all(List<List<String>> lists) {
    return lists.stream().flatMap(List::stream).collect(Collectors.joining(", "));
  }

  /** Fills the parameters: an array a column. */
  void bind(PreparedStatement statement, List<Row> rows) throws SQLException {
    int parameter = 1;
    for (Array array : arrays(rows, statement.getConnection().unwrap(PGConnection.class))) {
      statement.setArray(parameter++, array);
    }
  }

  private List<Array> arrays(List<Row> rows, PGConnection connection) throws SQLException {
    List<Array> arrays = new ArrayList<>();
    arrays.add(connection.createArrayOf(WINDOW_START.type(), WINDOW_START.arrayOf(rows)));
    for (Column<Row> column : dimensions) {
      arrays.add(connection.createArrayOf(column.type(), column.arrayOf(rows)));
    }
    for (Column<Row> column : measures) {
      arrays.add(connection.createArrayOf(column.type(), column.arrayOf(rows)));
    }
    if (table.hasSketch()) {
      addSketches(arrays, rows.stream().map(Row::sketch).toList(), connection);
    }
    return arrays;
  }

  private void addSketches(List<Array> arrays, List<Sketch> sketches, PGConnection connection)
      throws SQLException {
    for (Column<Sketch> column : quantiles) {
      arrays.add(connection.createArrayOf(column.type(), column.arrayOf(sketches)));
    }
    BucketSlices slices = BucketSlices.of(sketches);
    arrays.add(connection.createArrayOf("int4", slices.from()));
    arrays.add(connection.createArrayOf("int4", slices.to()));
    arrays.add(connection.createArrayOf("int4", slices.indexes()));
    arrays.add(connection.createArrayOf("int8", slices.counts()));
  }

  /** The row by column name, for a person to read. */
  Map<String, @Nullable Object> describe(Row row) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("generation", generation);
    described.put("window_start", Instant.ofEpochSecond(startSecond(row)).toString());
    dimensions.forEach(column -> described.put(column.name(), column.of(row)));
    measures.forEach(column -> described.put(column.name(), column.of(row)));
    if (table.hasSketch()) {
      Sketch sketch = row.sketch();
      quantiles.forEach(column -> described.put(column.name(), column.of(sketch)));
      described.put("bucket_indexes", sketch.bucketIndexes());
      described.put("bucket_counts", sketch.bucketCounts());
    }
    return described;
  }
}
