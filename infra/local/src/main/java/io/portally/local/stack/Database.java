package io.portally.local.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server that listens on loopback, asks every login for its password, and is as
 * durable as one in production.
 */
final class Database {

  static final String NAME = "portally";

  /** The superuser of this server, who owns the database and migrates it. */
  static final String OWNER = "postgres";

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final DataDirectory data;
  private final Path programs;
  private final int port;
  private @Nullable EmbeddedPostgres server;

  Database(DataDirectory data, Installation installation, int port) {
    this.data = data;
    this.programs = installation.databasePrograms();
    this.port = port;
  }

  int port() {
    return port;
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
  }

  /** Starts the server, made on the first start, and returns when it answers. */
  void start() {
    data.makeOnce(data.postgresql(), this::startServer);
    if (server == null) {
      startServer();
    }
  }

  void stop() {
    // An interrupted start may have left them at work; what they do cannot be stopped half-way.
    tools().forEach(tool -> Processes.awaitEnd(tool, STOP));
    Optional<ProcessHandle> postmaster = postmaster();
    if (server != null) {
      closeServer(server);
      server = null;
    }
    // The client tool gives up after five seconds; a long checkpoint may take more.
    if (postmaster.isPresent() && !Processes.awaitEnd(postmaster.get(), STOP)) {
      Processes.end(postmaster.get(), STOP);
    }
  }

  private void startServer() {
    try {
      server = builder().start();
      protectPrograms();
      createDatabase();
    } catch (IOException | RuntimeException | SQLException e) {
      throw StackFailure.unreachable(
          "The database did not start on port %d (%s); the logs in %s say why."
              .formatted(port, e.getMessage(), data.logs()),
          e);
    }
  }

  private static void closeServer(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code initdb} and {@code pg_ctl}, while they are at work on this server. */
  private List<ProcessHandle> tools() {
    String cluster = data.postgresql().toString();
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(cluster))
        .toList();
  }

  Optional<ProcessHandle> postmaster() {
    return ProcessRecord.postmasterAlive(data.postmasterPid());
  }

  /** Connections of a login to the database; its password is read from its file now. */
  DataSource dataSource(String login) {
    return dataSource(login, NAME);
  }

  private DataSource dataSource(String login, String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(login);
    source.setPassword(password(login));
    return source;
  }

  String password(String login) {
    try {
      return Files.readString(data.passwordOf(login));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedPostgres.Builder builder() {
    File log = data.logs().resolve("postgresql-start.out").toFile();
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(programs.toFile())
        .setDataDirectory(data.postgresql())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(START)
        .setPort(port)
        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
        .setLocaleConfig("auth-host", "scram-sha-256")
        .setLocaleConfig("auth-local", "scram-sha-256")
        .setLocaleConfig("pwfile", data.passwordOf(OWNER).toString())
        .setLocaleConfig("locale", "C.UTF-8")
        .setConnectConfig("password", password(OWNER))
        // A test server would do without; here a restart must find what was committed.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("track_commit_timestamp", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "''")
        .setServerConfig("max_connections", "100")
        .setServerConfig("max_wal_size", "1GB")
        .setServerConfig("logging_collector", "on")
        // Seen from its own data directory, so that no path has to pass through a shell.
        .setServerConfig("log_directory", "../../logs")
        .setServerConfig("log_filename", "postgresql-%a.log")
        .setServerConfig("log_truncate_on_rotation", "on");
  }

  /** Unpacking leaves them writable for everybody. */
  private void protectPrograms() throws IOException {
    if (Files.isWritable(programs)) {
      Files.setPosixFilePermissions(programs, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private void createDatabase() throws SQLException {
    try (Connection connection = dataSource(OWNER, "postgres").getConnection();
        Statement statement = connection.createStatement()) {
      if (!exists(statement)) {
        statement.execute("create database " + NAME);
      }
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'")) {
      return found.next();
    }
  }
}
