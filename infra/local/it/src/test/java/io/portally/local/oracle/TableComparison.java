package io.portally.local.oracle;

import io.portally.local.oracle.ComparedTable.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/**
 * Holds the real tables against an oracle, cell by cell, and against themselves: areas against
 * their ports, longer windows against shorter ones, fates against the lines. It reads plain rows
 * over JDBC and knows nothing of who wrote them. May be asked again and again, as for rows that are
 * still growing.
 */
public final class TableComparison {

  /** How many differences of each kind are written out; further ones are only counted. */
  static final int SHOWN = 20;

  private static final int FETCH_SIZE = 10_000;

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
   *
   * @param postgres must not be in a transaction; it is given back as it was
   */
  public List<String> differences(Connection postgres, int generation) throws SQLException {
    List<ComparedTable> tables = tables();
    copyRows(tables, postgres, generation);
    Map<String, String> checks = new LinkedHashMap<>();
    tables.forEach(table -> checks.putAll(table.checks()));
    checks.put(ONE_FATE.name(), ONE_FATE.text());
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> check : checks.entrySet()) {
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

  private void copyRows(List<ComparedTable> tables, Connection postgres, int generation)
      throws SQLException {
    boolean autoCommit = postgres.getAutoCommit();
    // PostgreSQL's driver streams only within a transaction; one snapshot for all tables is
    // welcome too.
    postgres.setAutoCommit(false);
    try {
      for (ComparedTable table : tables) {
        copyTable(table, postgres, generation);
      }
    } finally {
      postgres.rollback();
      postgres.setAutoCommit(autoCommit);
    }
  }

  /** Copies the columns that the expected rows have. */
  private void copyTable(ComparedTable table, Connection postgres, int generation)
      throws SQLException {
    try (Statement statement = oracle.database().createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TABLE actual_%1$s AS SELECT * FROM expected_%1$s LIMIT 0"
              .formatted(table.name()));
    }
    String names = table.columns().stream().map(Column::name).collect(Collectors.joining(", "));
    String query = "SELECT %s FROM portally.%s WHERE generation = ?".formatted(names, table.name());
    try (PreparedStatement statement = select(postgres, query, generation);
        ResultSet rows = statement.executeQuery();
        DuckDBAppender copy = oracle.database().createAppender("actual_" + table.name())) {
      while (rows.next()) {
        copy.beginRow();
        for (Column column : table.columns()) {
          append(copy, column, rows);
        }
        copy.endRow();
      }
    }
  }

  private static void append(DuckDBAppender copy, Column column, ResultSet row)
      throws SQLException {
    switch (column.type()) {
      case "VARCHAR" -> copy.append(row.getString(column.name()));
      case "BOOLEAN" -> copy.append(row.getBoolean(column.name()));
      case "INTEGER" -> copy.append(row.getInt(column.name()));
      case "BIGINT" -> copy.append(row.getLong(column.name()));
      case "DOUBLE" -> copy.append(row.getObject(column.name(), Double.class));
      case "INTEGER[]", "BIGINT[]" ->
          copy.append(List.of((Object[]) row.getArray(column.name()).getArray()));
      case "TIMESTAMP" -> {
        OffsetDateTime instant = row.getObject(column.name(), OffsetDateTime.class);
        copy.append(instant.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
      }
      default -> throw new IllegalStateException("no column may be as " + column);
    }
  }

  private static PreparedStatement select(Connection postgres, String query, int generation)
      throws SQLException {
    PreparedStatement statement = postgres.prepareStatement(query);
    statement.setFetchSize(FETCH_SIZE);
    statement.setInt(1, generation);
    return statement;
  }
}
