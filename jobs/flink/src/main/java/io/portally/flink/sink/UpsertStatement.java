package io.portally.flink.sink;

import io.portally.tally.area.Register;
import io.portally.tally.measure.Dimension;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/**
 * The one statement that writes to a fact table: many rows at once as arrays, each replaced only if
 * {@code (complete, revision)} rises. Absolute values and this guard make at-least-once delivery
 * exactly-once in effect; batches of a writer that has died may come late and in any order.
 */
final class UpsertStatement {

  /** A column, the type of its array, and its values. */
  private record Column(String name, String type, Values values) {

    Object of(Row row) {
      return values.of(row);
    }
  }

  /** A column's value in a row, and its values in many: primitive arrays travel in binary. */
  private sealed interface Values {

    Object of(Row row);

    Object arrayOf(List<Row> rows);

    /** Whole numbers. */
    record Numbers(ToLongFunction<Row> value) implements Values {

      @Override
      public Object of(Row row) {
        return value.applyAsLong(row);
      }

      @Override
      public Object arrayOf(List<Row> rows) {
        long[] values = new long[rows.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = value.applyAsLong(rows.get(i));
        }
        return values;
      }
    }

    /** Yes or no. */
    record Flags(Predicate<Row> value) implements Values {

      @Override
      public Object of(Row row) {
        return value.test(row);
      }

      @Override
      public Object arrayOf(List<Row> rows) {
        boolean[] values = new boolean[rows.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = value.test(rows.get(i));
        }
        return values;
      }
    }

    /** Words. */
    record Texts(Function<Row, String> value) implements Values {

      @Override
      public Object of(Row row) {
        return value.apply(row);
      }

      @Override
      public Object arrayOf(List<Row> rows) {
        String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = value.apply(rows.get(i));
        }
        return values;
      }
    }
  }

  private final FactTable table;
  private final int generation;
  private final List<Column> dimensions;
  private final List<Column> measures;
  private final List<Column> parameters;
  private final String sql;

  UpsertStatement(FactTable table, int generation, Register register) {
    this.table = table;
    this.generation = generation;
    this.dimensions = dimensionsOf(table, register);
    this.measures = measuresOf(table);
    this.parameters =
        Stream.concat(Stream.of(numbers("window_start", UpsertStatement::startSecond)), columns())
            .toList();
    this.sql = text();
  }

  private static long startSecond(Row row) {
    return row.cell().startMinute() * 60;
  }

  private static List<Column> dimensionsOf(FactTable table, Register register) {
    List<Column> columns = new ArrayList<>();
    columns.add(texts("granularity", row -> row.cell().granularity().name()));
    for (int i = 0; i < table.dimensions().size(); i++) {
      int index = i;
      for (Dimension.Column column : table.dimensions().get(i).columns()) {
        Function<Row, Object> word =
            row -> column.words().of(table.codeAt(index, row.cell().dimensions()), register);
        columns.add(
            switch (column.type()) {
              case TEXT -> texts(column.name(), row -> (String) word.apply(row));
              case BOOLEAN -> flags(column.name(), row -> (Boolean) word.apply(row));
            });
      }
    }
    return columns;
  }

  private static List<Column> measuresOf(FactTable table) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < table.measures().size(); i++) {
      int index = i;
      columns.add(numbers(table.measures().get(i), row -> row.measures()[index]));
    }
    columns.add(numbers("revision", Row::revision));
    columns.add(flags("complete", Row::complete));
    return columns;
  }

  private static Column numbers(String name, ToLongFunction<Row> value) {
    return new Column(name, "int8", new Values.Numbers(value));
  }

  private static Column flags(String name, Predicate<Row> value) {
    return new Column(name, "bool", new Values.Flags(value));
  }

  private static Column texts(String name, Function<Row, String> value) {
    return new Column(name, "text", new Values.Texts(value));
  }

  /**
   * The statement's text.
   *
   * <p>A window's start travels as whole seconds since the epoch, which {@code to_timestamp} turns
   * into an instant exactly.
   */
  String sql() {
    return sql;
  }

  private String text() {
    List<String> names = columns().map(Column::name).toList();
    String arrays =
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
            arrays,
            columnList,
            conflict,
            assignments);
  }

  /** Fills the parameters: an array a column. */
  void bind(PreparedStatement statement, List<Row> rows) throws SQLException {
    PGConnection connection = statement.getConnection().unwrap(PGConnection.class);
    int parameter = 1;
    for (Column column : parameters) {
      Object values = column.values().arrayOf(rows);
      statement.setArray(parameter++, connection.createArrayOf(column.type(), values));
    }
  }

  /** The row by column name, for a person to read. */
  Map<String, Object> describe(Row row) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("generation", generation);
    described.put("window_start", Instant.ofEpochSecond(startSecond(row)).toString());
    columns().forEach(column -> described.put(column.name(), column.of(row)));
    return described;
  }

  private Stream<Column> columns() {
    return Stream.concat(dimensions.stream(), measures.stream());
  }
}
