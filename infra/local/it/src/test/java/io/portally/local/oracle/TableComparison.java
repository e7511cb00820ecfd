package io.portally.local.oracle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/**
 * Holds the real tables against an oracle, cell by cell, and against themselves: areas against
 * their ports, hours and days against their minutes, fates against the lines. It reads plain rows
 * over JDBC and knows nothing of who wrote them. May be asked again and again, as for rows that are
 * still growing.
 */
public final class TableComparison {

  /** How many differences of each kind are written out; further ones are only counted. */
  static final int SHOWN = 20;

  private static final int FETCH_SIZE = 10_000;

  private static final List<String> TABLES =
      List.of("throughput", "clearance_activity", "data_quality");

  private static final List<SqlScript> CHECKS =
      List.of(
          new SqlScript("compare-throughput.sql"),
          new SqlScript("compare-clearance-activity.sql"),
          new SqlScript("compare-data-quality.sql"),
          new SqlScript("check-throughput-areas.sql"),
          new SqlScript("check-clearance-activity-areas.sql"),
          new SqlScript("check-throughput-windows.sql"),
          new SqlScript("check-clearance-activity-windows.sql"),
          new SqlScript("check-data-quality-windows.sql"),
          new SqlScript("check-one-fate.sql"));

  private final Oracle oracle;

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
    copyRows(postgres, generation);
    List<String> differences = new ArrayList<>();
    for (SqlScript check : CHECKS) {
      differences.addAll(run(check));
    }
    return differences;
  }

  private List<String> run(SqlScript check) throws SQLException {
    List<Finding> findings =
        oracle.read(
            "SELECT difference, count(*) OVER () AS found FROM ("
                + check.text()
                + ") ORDER BY difference LIMIT "
                + SHOWN,
            row -> new Finding(row.getString("difference"), row.getLong("found")));
    List<String> lines = new ArrayList<>();
    findings.forEach(finding -> lines.add(finding.difference()));
    if (!findings.isEmpty() && findings.get(0).found() > SHOWN) {
      lines.add("... and " + (findings.get(0).found() - SHOWN) + " more (" + check.name() + ")");
    }
    return lines;
  }

  private record Finding(String difference, long found) {}

  private void copyRows(Connection postgres, int generation) throws SQLException {
    new SqlScript("actual-tables.sql").run(oracle.database());
    boolean autoCommit = postgres.getAutoCommit();
    // PostgreSQL's driver streams only within a transaction; one snapshot for all tables is
    // welcome too.
    postgres.setAutoCommit(false);
    try {
      for (String table : TABLES) {
        copyTable(table, postgres, generation);
      }
    } finally {
      postgres.rollback();
      postgres.setAutoCommit(autoCommit);
    }
  }

  /** Copies the columns that the expected rows have. */
  private void copyTable(String table, Connection postgres, int generation) throws SQLException {
    List<Column> columns =
        oracle.read(
            "SELECT column_name, column_type FROM (DESCRIBE expected_%s)".formatted(table),
            row -> new Column(row.getString("column_name"), row.getString("column_type")));
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    String query = "SELECT %s FROM portally.%s WHERE generation = ?".formatted(names, table);
    try (PreparedStatement statement = select(postgres, query, generation);
        ResultSet rows = statement.executeQuery();
        DuckDBAppender copy = oracle.database().createAppender("actual_" + table)) {
      while (rows.next()) {
        copy.beginRow();
        for (Column column : columns) {
          append(copy, column, rows);
        }
        copy.endRow();
      }
    }
  }

  /**
   * A column of an expected table.
   *
   * @param type DuckDB's name of it
   */
  private record Column(String name, String type) {}

  private static void append(DuckDBAppender copy, Column column, ResultSet row)
      throws SQLException {
    switch (column.type()) {
      case "VARCHAR" -> copy.append(row.getString(column.name()));
      case "BOOLEAN" -> copy.append(row.getBoolean(column.name()));
      case "BIGINT" -> copy.append(row.getLong(column.name()));
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
