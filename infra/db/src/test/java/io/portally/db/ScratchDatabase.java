package io.portally.db;

import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * A real PostgreSQL of its own for a test: on loopback and a free port, with the migrated schema
 * and the bundled register, gone when closed. Starts in about two seconds, so share one per test
 * class and {@link #emptyFacts()} between tests.
 */
public final class ScratchDatabase implements AutoCloseable {
  /**
   * What writer, reader and acknowledger log in with. The server trusts loopback, so any other does
   * too.
   */
  public static final String PASSWORD = "scratch";

  private static final String DATABASE = "portally";
  private static final String SUPERUSER = "postgres";

  private final EmbeddedPostgres server;

  private ScratchDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Starts a server and migrates its database. */
  public static ScratchDatabase start() throws IOException, SQLException {
    return start(RegisterReader.bundled());
  }

  /** Starts a server and migrates its database with this register. */
  public static ScratchDatabase start(Register register) throws IOException, SQLException {
    ScratchDatabase database = startEmpty();
    try {
      Migrations.migrate(database.superuser(), register);
      Roles.grantLogin(database.superuser(), Role.WRITER, PASSWORD);
      Roles.grantLogin(database.superuser(), Role.READER, PASSWORD);
      Roles.grantLogin(database.superuser(), Role.ACKNOWLEDGER, PASSWORD);
      return database;
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Starts a server with an empty database. */
  static ScratchDatabase startEmpty() throws IOException, SQLException {
    ScratchDatabase database = new ScratchDatabase(EmbeddedPostgres.start());
    try {
      database.beginAnew();
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  /** Leaves nothing on the server but an empty database: no role, and nothing that was migrated. */
  void beginAnew() throws SQLException {
    DataSource maintenance = server.getPostgresDatabase();
    Query.run(maintenance, "DROP DATABASE IF EXISTS " + DATABASE);
    List<String> roles =
        Query.column(
            maintenance,
            "SELECT quote_ident(rolname) FROM pg_roles WHERE oid >= 16384 AND NOT rolsuper");
    if (!roles.isEmpty()) {
      Query.run(maintenance, "DROP ROLE " + String.join(", ", roles));
    }
    Query.run(maintenance, "CREATE DATABASE " + DATABASE);
  }

  /** Without a user: add {@code user} and {@code password} as properties. */
  public String jdbcUrl() {
    return "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), DATABASE);
  }

  /** Sessions of the server's superuser, who may also migrate. */
  public DataSource superuser() {
    return as(SUPERUSER);
  }

  /** Sessions of the role as a login. Not pooled. */
  public DataSource as(Role role) {
    return as(role.roleName());
  }

  DataSource as(String login) {
    return server.getDatabase(login, DATABASE);
  }

  /**
   * Empties the fact tables, those of alerts and {@code refused_rows}; dimensions and generations
   * stay.
   */
  public void emptyFacts() throws SQLException {
    try (Connection connection = superuser().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "TRUNCATE portally.throughput, portally.clearance_activity, portally.data_quality,"
              + " portally.transfer_times, portally.corridor_times, portally.clearance_cohorts,"
              + " portally.programme_activity, portally.single_window_activity,"
              + " portally.partner_trade, portally.slow_clearances, portally.slow_clearance_states,"
              + " portally.alert_acknowledgements, portally.refused_rows");
    }
  }

  /** Stops the server and deletes its files. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the scratch PostgreSQL cannot be stopped", e);
    }
  }
}
