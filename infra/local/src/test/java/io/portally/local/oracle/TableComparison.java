package io.portally.local.oracle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

  private static final List<SqlScript> CHECKS =
      List.of(
          new SqlScript("compare-throughput.sql"),
          new SqlScript("compare-data-quality.sql"),
          new SqlScript("check-areas.sql"),
          new SqlScript("check-throughput-windows.sql"),
          new SqlScript("check-data-quality-windows.sql"),
          new SqlScript("check-one-fate.sql"));

  private final Oracle oracle;

  public TableComparison(Oracle oracle) {
    this.oracle = oracle;
  }

  /**
   * What is wrong with {@code portally.throughput} and {@code portally.data_quality} of a
   * generation, one readable line each; empty where they are right. Rows of zeros count as absent
   * ones.
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
    // PostgreSQL's driver streams only within a transaction; one snapshot for both tables is
    // welcome too.
    postgres.setAutoCommit(false);
    try {
      copyThroughput(postgres, generation);
      copyDataQuality(postgres, generation);
    } finally {
      postgres.rollback();
      postgres.setAutoCommit(autoCommit);
    }
  }

  private void copyThroughput(Connection postgres, int generation) throws SQLException {
    String query =
        "SELECT granularity, window_start, area_level, area_code, movement, direction, mode, laden,"
            + " events, gross_mass_kg, teu_hundredths, revision, complete FROM portally.throughput"
            + " WHERE generation = ?";
    try (PreparedStatement statement = select(postgres, query, generation);
        ResultSet rows = statement.executeQuery();
        DuckDBAppender copy = oracle.database().createAppender("actual_throughput")) {
      while (rows.next()) {
        copy.beginRow();
        copy.append(rows.getString("granularity"));
        appendInstant(copy, rows);
        for (String dimension :
            List.of("area_level", "area_code", "movement", "direction", "mode")) {
          copy.append(rows.getString(dimension));
        }
        copy.append(rows.getBoolean("laden"));
        for (String measure : List.of("events", "gross_mass_kg", "teu_hundredths", "revision")) {
          copy.append(rows.getLong(measure));
        }
        copy.append(rows.getBoolean("complete")).endRow();
      }
    }
  }

  private void copyDataQuality(Connection postgres, int generation) throws SQLException {
    String query =
        "SELECT granularity, window_start, topic, fate, reason, records, revision, complete"
            + " FROM portally.data_quality WHERE generation = ?";
    try (PreparedStatement statement = select(postgres, query, generation);
        ResultSet rows = statement.executeQuery();
        DuckDBAppender copy = oracle.database().createAppender("actual_data_quality")) {
      while (rows.next()) {
        copy.beginRow();
        copy.append(rows.getString("granularity"));
        appendInstant(copy, rows);
        for (String dimension : List.of("topic", "fate", "reason")) {
          copy.append(rows.getString(dimension));
        }
        copy.append(rows.getLong("records")).append(rows.getLong("revision"));
        copy.append(rows.getBoolean("complete")).endRow();
      }
    }
  }

  private static PreparedStatement select(Connection postgres, String query, int generation)
      throws SQLException {
    PreparedStatement statement = postgres.prepareStatement(query);
    statement.setFetchSize(FETCH_SIZE);
    statement.setInt(1, generation);
    return statement;
  }

  private static void appendInstant(DuckDBAppender copy, ResultSet row) throws SQLException {
    OffsetDateTime windowStart = row.getObject("window_start", OffsetDateTime.class);
    copy.append(windowStart.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
  }
}
