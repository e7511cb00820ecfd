package io.portally.db;

import io.portally.tally.measure.Sketch;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Random lengths by port and day, each kept as it is in DuckDB, which sorts them all to tell a
 * quantile; and beside it as sketches in Java.
 */
final class RawLengths implements AutoCloseable {
  static final int PORTS = 12;
  static final int DAYS = 30;

  private static final long NINETY_DAYS = Duration.ofDays(90).toSeconds();
  private static final double LN_OF_NINETY_DAYS = Math.log((double) NINETY_DAYS);
  private static final int MOST_A_DAY = 300;

  private final DuckDBConnection database;
  private final Map<PortDay, Sketch> sketches = new HashMap<>();

  record PortDay(int port, int day) {}

  private RawLengths(DuckDBConnection database) {
    this.database = database;
  }

  /** From no second to 90 days: each port has its usual length, and exceptions. */
  static RawLengths random(Random random) throws SQLException {
    RawLengths lengths =
        new RawLengths(DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class));
    try (Statement statement = lengths.database.createStatement()) {
      statement.execute("CREATE TABLE lengths (port INTEGER, day INTEGER, seconds BIGINT)");
    }
    try (DuckDBAppender rows = lengths.database.createAppender("lengths")) {
      for (int port = 0; port < PORTS; port++) {
        double usual = random.nextDouble() * LN_OF_NINETY_DAYS;
        for (int day = 0; day < DAYS; day++) {
          PortDay portDay = new PortDay(port, day);
          for (int i = 1 + random.nextInt(MOST_A_DAY); i > 0; i--) {
            lengths.add(rows, portDay, length(random, usual));
          }
        }
      }
      for (long seconds : new long[] {0, 1, NINETY_DAYS}) {
        lengths.add(rows, new PortDay(0, 0), seconds);
      }
    }
    return lengths;
  }

  private static long length(Random random, double usual) {
    double logarithm =
        switch (random.nextInt(4)) {
          case 0 -> random.nextDouble() * LN_OF_NINETY_DAYS;
          case 1 -> random.nextDouble() * Math.log(60);
          default -> usual + random.nextGaussian();
        };
    return Math.min(NINETY_DAYS, (long) Math.exp(logarithm));
  }

  private void add(DuckDBAppender rows, PortDay portDay, long seconds) throws SQLException {
    rows.beginRow();
    rows.append(portDay.port);
    rows.append(portDay.day);
    rows.append(seconds);
    rows.endRow();
    sketches.computeIfAbsent(portDay, absent -> new Sketch()).add(seconds);
  }

  /** Of each port and day. */
  Map<PortDay, Sketch> sketches() {
    return sketches;
  }

  /**
   * Exact quantiles of the lengths that the condition holds for: none where there are none. The
   * length at place floor(q * (n - 1)), counted from 0.
   */
  double[] quantiles(String condition, double... qs) throws SQLException {
    String sorted = "(SELECT list_sort(list(seconds)) FROM lengths WHERE " + condition + ")";
    double[] quantiles = new double[qs.length];
    for (int i = 0; i < qs.length; i++) {
      quantiles[i] =
          query(
                  "SELECT sorted[1 + CAST(floor(%s::DOUBLE * (len(sorted) - 1)) AS BIGINT)]"
                          .formatted(qs[i])
                      + " FROM (SELECT "
                      + sorted
                      + " AS sorted)")
              .get(0);
    }
    return quantiles;
  }

  /** The sketches of the ports and days that the condition holds for, merged in Java. */
  Sketch merged(String condition) throws SQLException {
    Sketch merged = new Sketch();
    for (long portDay : query("SELECT DISTINCT port * 100 + day FROM lengths WHERE " + condition)) {
      PortDay of = new PortDay((int) portDay / 100, (int) portDay % 100);
      merged.merge(Objects.requireNonNull(sketches.get(of)));
    }
    return merged;
  }

  /** Some lengths that are there. */
  LongStream some(Random random) throws SQLException {
    return query(
            "SELECT seconds FROM lengths ORDER BY hash(seconds + %d) LIMIT 50"
                .formatted(random.nextInt(1_000)))
        .stream()
        .mapToLong(Long::longValue);
  }

  private List<Long> query(String sql) throws SQLException {
    List<Long> values = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getLong(1));
      }
    }
    return values;
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
