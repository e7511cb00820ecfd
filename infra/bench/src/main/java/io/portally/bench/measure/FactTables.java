package io.portally.bench.measure;

import io.portally.bench.engine.BenchStack;
import io.portally.local.stack.StackFailure;
import io.portally.local.stack.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The fact tables, empty before each run, so that no run pays for the rows of another. */
public final class FactTables {

  private static final String TABLES =
      "SELECT table_name FROM information_schema.columns WHERE table_schema = 'portally'"
          + " AND column_name = 'revision' AND table_name IN"
          + " (SELECT tablename FROM pg_tables WHERE schemaname = 'portally')";
  private static final String WRITERS =
      "SELECT count(*) FROM pg_stat_activity WHERE usename = 'portally_writer'";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private FactTables() {}

  /** Forgets all rows, and begins the generations. */
  public static void begin(BenchStack bench, int... generations) throws SQLException {
    try (Connection owner = bench.owner().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute("TRUNCATE portally." + String.join(", portally.", names(owner)));
      try (PreparedStatement insert =
          owner.prepareStatement(
              "INSERT INTO portally.generations (number) SELECT ? WHERE NOT EXISTS"
                  + " (SELECT FROM portally.generations WHERE number = ?)")) {
        for (int generation : generations) {
          insert.setInt(1, generation);
          insert.setInt(2, generation);
          insert.executeUpdate();
        }
      }
      // An SQL engine takes rows back by deleting them; our own jobs never do, and may not.
      statement.execute("GRANT DELETE ON portally.throughput TO portally_writer");
      // What earlier runs have left to write is not this one's.
      statement.execute("CHECKPOINT");
    }
  }

  /** Returns when nobody who wrote is connected any more: only then all is counted. */
  public static void awaitWritersGone(Connection owner) {
    Waiting.until(
        () -> writers(owner) == 0,
        PATIENCE,
        "Somebody is still connected as portally_writer; rows may be on their way.");
  }

  private static int writers(Connection owner) {
    try (Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery(WRITERS)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw StackFailure.unreachable(
          "The database did not do as it was asked: " + e.getMessage(), e);
    }
  }

  /** Their names, without the schema. */
  static List<String> names(Connection owner) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery(TABLES)) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }
}
