package io.portally.flink.sink;

import io.portally.tally.area.Register;
import io.portally.tally.measure.Dimension;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one statement that writes to a fact table: many rows at once as arrays, each replaced only if
 * {@code (complete, revision)} rises. Absolute values and this guard make at-least-once delivery
 * exactly-once in effect; batches of a writer that has died may come late and in any order.
 */
final class UpsertStatement {

  /** A column, the type of its array, and its value in a row. */
  private record Column(String name, String type, Function<Row, Object> value) {}

  private final FactTable table;
  private final int generation;
  private final List<Column> dimensions;
  private final List<Column> measures;

  UpsertStatement(FactTable table, int generation, Register register) {
    this.table = table;
    this.generation = generation;
    this.dimensions = dimensionsOf(table, register);
    this.measures = measuresOf(table);
  }

  private static List<Column> dimensionsOf(FactTable table, Register register) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("granularity", "text", row -> row.cell().granularity().name()));
    for (int i = 0; i < table.dimensions().size(); i++) {
      int index = i;
      for (Dimension.Column column : table.dimensions().get(i).columns()) {
        String type = column.type() == Dimension.Column.Type.BOOLEAN ? "bool" : "text";
        columns.add(
            new Column(
                column.name(),
                type,
                row -> column.words().of(table.codeAt(index, row.cell().dimensions()), register)));
      }
    }
    return columns;
  }

  private static List<Column> measuresOf(FactTable table) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < table.measures().size(); i++) {
      int index = i;
      columns.add(new Column(table.measures().get(i), "int8", row -> row.measures()[index]));
    }
    columns.add(new Column("revision", "int8", Row::revision));
    columns.add(new Column("complete", "bool", Row::complete));
    return columns;
  }

  /**
   * The statement's text.
   *
   * <p>A window's start travels as whole seconds since the epoch, which {@code to_timestamp} turns
   * into an instant exactly.
   */
  String sql() {
    List<String> names = columns().map(Column::name).toList();
    String parameters =
        columns().map(column -> "?::" + column.type() + "[]").collect(Collectors.joining(", "));
    String columnList = String.join(", ", names);
    String conflict =
        Stream.concat(
                Stream.of("generation", "window_start"), dimensions.stream().map(Column::name))
            .collect(Collectors.joining(", "));
    String assignments =
        measures.stream()
            .map(column -> "%1$s = excluded.%1$s".formatted(column.name()))
            .collect(Collectors.joining(", "));
    return """
        INSERT INTO portally.%s AS t (generation, window_start, %s, updated_at)
        SELECT %d, to_timestamp(u.window_start), %s, now()
          FROM unnest(?::int8[], %s) AS u (window_start, %s)
        ON CONFLICT (%s) DO UPDATE SET %s, updated_at = excluded.updated_at
         WHERE (excluded.complete, excluded.revision) > (t.complete, t.revision)"""
        .formatted(
            table.tableName(),
            columnList,
            generation,
            names.stream().map(name -> "u." + name).collect(Collectors.joining(", ")),
            parameters,
            columnList,
            conflict,
            assignments);
  }

  /** Fills the parameters: an array a column. */
  void bind(PreparedStatement statement, List<Row> rows) throws SQLException {
    Connection connection = statement.getConnection();
    Long[] starts = rows.stream().map(row -> row.cell().startMinute() * 60).toArray(Long[]::new);
    statement.setArray(1, connection.createArrayOf("int8", starts));
    int parameter = 2;
    for (Column column : (Iterable<Column>) columns()::iterator) {
      Object[] values = rows.stream().map(column.value()).toArray();
      Array array = connection.createArrayOf(column.type(), values);
      statement.setArray(parameter++, array);
    }
  }

  /** The row by column name, for a person to read. */
  Map<String, Object> describe(Row row) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("generation", generation);
    described.put(
        "window_start", java.time.Instant.ofEpochSecond(row.cell().startMinute() * 60).toString());
    columns().forEach(column -> described.put(column.name(), column.value().apply(row)));
    return described;
  }

  private Stream<Column> columns() {
    return Stream.concat(dimensions.stream(), measures.stream());
  }
}
