package io.portally.db;

import io.portally.tally.area.RegisterReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own for a test, on a real PostgreSQL on loopback and a free port, with the
 * migrated schema and the bundled register, gone when closed. It is a copy of one that is migrated
 * once in each JVM, on a server that ends with the JVM, and takes a quarter of a second; still,
 * share one per test class and {@link #emptyFacts()} between tests. What belongs to the server,
 * such as a role, outlives it.
 */
public final class ScratchDatabase implements AutoCloseable {
  /**
   * What writer, reader and acknowledger log in with. The server trusts loopback, so any other does
   * too.
   */
  public static final String PASSWORD = "scratch";

  private static final String SUPERUSER = "postgres";
  private static final String MIGRATED = "migrated";
  private static final AtomicInteger COPIES = new AtomicInteger();
  private static @Nullable EmbeddedPostgres serverOfCopies;

  private final EmbeddedPostgres server;
  private final String name;

  private ScratchDatabase(EmbeddedPostgres server, String name) {
    this.server = server;
    this.name = name;
  }

  /** Makes a migrated database. */
  public static ScratchDatabase start() throws IOException, SQLException {
    EmbeddedPostgres server = serverOfCopies();
    ScratchDatabase database =
        new ScratchDatabase(server, "portally_%d".formatted(COPIES.incrementAndGet()));
    Query.run(
        server.getPostgresDatabase(),
        "CREATE DATABASE %s TEMPLATE %s".formatted(database.name, MIGRATED));
    // What is granted on a database is not copied.
    Migrations.migrate(database.superuser(), RegisterReader.bundled());
    return database;
  }

  private static synchronized EmbeddedPostgres serverOfCopies() throws IOException, SQLException {
    if (serverOfCopies == null) {
      EmbeddedPostgres server = EmbeddedPostgres.start();
      ScratchDatabase migrated = new ScratchDatabase(server, MIGRATED);
      migrated.beginAnew();
      Migrations.migrate(migrated.superuser(), RegisterReader.bundled());
      Roles.grantLogin(migrated.superuser(), Role.WRITER, PASSWORD);
      Roles.grantLogin(migrated.superuser(), Role.READER, PASSWORD);
      Roles.grantLogin(migrated.superuser(), Role.ACKNOWLEDGER, PASSWORD);
      serverOfCopies = server;
    }
    return serverOfCopies;
  }

  /** Starts a server with an empty database, for what changes roles or migrates itself. */
  static ScratchDatabase startEmpty() throws IOException, SQLException {
    ScratchDatabase database = new ScratchDatabase(EmbeddedPostgres.start(), "portally");
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
    Query.run(maintenance, "DROP DATABASE IF EXISTS " + name);
    List<String> roles =
        Query.column(
            maintenance,
            "SELECT quote_ident(rolname) FROM pg_roles WHERE oid >= 16384 AND NOT rolsuper");
    if (!roles.isEmpty()) {
      Query.run(maintenance, "DROP ROLE " + String.join(", ", roles));
    }
    Query.run(maintenance, "CREATE DATABASE " + name);
  }

  /** Without a user: add {@code user} and {@code password} as properties. */
  public String jdbcUrl() {
    return "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), name);
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
    return server.getDatabase(login, name);
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

  /** Drops the database, or ends the server that was started for it alone. */
  @Override
  public void close() {
    try {
      if (server == serverOfCopies) {
        Query.run(server.getPostgresDatabase(), "DROP DATABASE %s (FORCE)".formatted(name));
      } else {
        server.close();
      }
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("the scratch database cannot be removed", e);
    }
  }
}
