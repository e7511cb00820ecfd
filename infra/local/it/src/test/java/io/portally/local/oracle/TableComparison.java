package io.portally.local.oracle;

import io.portally.local.oracle.ComparedTable.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * Holds the real tables against an oracle, cell by cell, and against themselves: areas against
 * their ports, longer windows against shorter ones, fates against the lines. It reads plain rows
 * and knows nothing of who wrote them. May be asked again and again, as for rows that are still
 * growing.
 */
public final class TableComparison {

  /** How many differences of each kind are written out; further ones are only counted. */
  static final int SHOWN = 20;

  /** Each with its shortest windows. */
  private static final List<Map.Entry<String, String>> TABLES =
      List.of(
          Map.entry("throughput", "MINUTE"),
          Map.entry("clearance_activity", "MINUTE"),
          Map.entry("transfer_times", "HOUR"),
          Map.entry("corridor_times", "HOUR"),
          Map.entry("clearance_cohorts", "HOUR"),
          Map.entry("programme_activity", "HOUR"),
          Map.entry("single_window_activity", "HOUR"),
          Map.entry("partner_trade", "DAY"),
          Map.entry("data_quality", "MINUTE"));

  private static final SqlScript ONE_FATE = new SqlScript("check-one-fate.sql");

  private final Oracle oracle;

  /** The names of the fact tables. */
  public static List<String> tableNames() {
    return TABLES.stream().map(Map.Entry::getKey).toList();
  }

  public TableComparison(Oracle oracle) {
    this.oracle = oracle;
  }

  /**
   * What is wrong with the fact tables' rows of a generation, one readable line each; empty where
   * they are right. Rows of zeros count as absent ones.
   */
  public List<String> differences(Connection postgres, int generation) throws SQLException {
    List<String> differences = new ArrayList<>();
    for (ComparedTable table : tables()) {
      differences.addAll(differences(table, postgres, generation));
    }
    differences.addAll(run(ONE_FATE.name(), ONE_FATE.text()));
    return differences;
  }

  /** The same of one table by itself; whether each line has one fate is not asked. */
  List<String> differences(ComparedTable table, Connection postgres, int generation)
      throws SQLException {
    copyTable(table, postgres, generation);
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> check : table.checks().entrySet()) {
      differences.addAll(run(check.getKey(), check.getValue()));
    }
    return differences;
  }

  /** The fact tables, as they are expected to be. */
  List<ComparedTable> tables() throws SQLException {
    List<ComparedTable> tables = new ArrayList<>();
    for (Map.Entry<String, String> table : TABLES) {
      List<Column> columns =
          oracle.read(
              "SELECT column_name, column_type FROM (DESCRIBE expected_%s)"
                  .formatted(table.getKey()),
              row -> new Column(row.getString("column_name"), row.getString("column_type")));
      tables.add(new ComparedTable(table.getKey(), columns, table.getValue()));
    }
    return tables;
  }

  private List<String> run(String check, String query) throws SQLException {
    List<Finding> findings =
        oracle.read(
            "SELECT difference, count(*) OVER () AS found FROM ("
                + query
                + ") ORDER BY difference LIMIT "
                + SHOWN,
            row -> new Finding(row.getString("difference"), row.getLong("found")));
    List<String> lines = new ArrayList<>();
    findings.forEach(finding -> lines.add(finding.difference()));
    if (!findings.isEmpty() && findings.get(0).found() > SHOWN) {
      lines.add("... and " + (findings.get(0).found() - SHOWN) + " more (" + check + ")");
    }
    return lines;
  }

  private record Finding(String difference, long found) {}

  /** Copies the columns that the expected rows have; a row at a time would be most of the work. */
  private void copyTable(ComparedTable table, Connection postgres, int generation)
      throws SQLException {
    String values = each(table, TableComparison::value);
    String types = each(table, column -> "'%s': '%s'".formatted(column.name(), column.type()));
    Path rows = null;
    try {
      rows = Files.createTempFile(table.name(), ".csv");
      try (OutputStream out = Files.newOutputStream(rows)) {
        postgres
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyOut(
                "COPY (SELECT %s FROM portally.%s WHERE generation = %d) TO STDOUT (FORMAT csv, NULL '\\N')"
                    .formatted(values, table.name(), generation),
                out);
      }
      try (Statement statement = oracle.database().createStatement()) {
        statement.execute(
            "CREATE OR REPLACE TABLE actual_%s AS SELECT * FROM read_csv('%s', columns = {%s}, auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"', nullstr = '\\N')"
                .formatted(table.name(), rows, types));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (rows != null) {
        rows.toFile().delete();
      }
    }
  }

  private static String each(ComparedTable table, Function<Column, String> expression) {
    return table.columns().stream().map(expression).collect(Collectors.joining(", "));
  }

  /** What PostgreSQL is to write so that DuckDB reads it as the column's type. */
  private static String value(Column column) {
    return switch (column.type()) {
      case "VARCHAR", "BOOLEAN", "INTEGER", "BIGINT", "DOUBLE" -> column.name();
      case "INTEGER[]", "BIGINT[]" -> "array_to_json(%s)".formatted(column.name());
      case "TIMESTAMP" -> "%s AT TIME ZONE 'UTC'".formatted(column.name());
      default -> throw new IllegalStateException("no column may be as " + column);
    };
  }
}
