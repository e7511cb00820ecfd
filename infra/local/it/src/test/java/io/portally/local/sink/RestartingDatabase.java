package io.portally.local.sink;

import io.portally.db.Migrations;
import io.portally.db.Role;
import io.portally.db.Roles;
import io.portally.tally.area.RegisterReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A migrated PostgreSQL that can be stopped and started again with what it holds. */
final class RestartingDatabase implements AutoCloseable {

  static final String PASSWORD = "scratch";

  private final Path data;
  private EmbeddedPostgres server;

  RestartingDatabase(Path data) throws IOException, SQLException {
    this.data = data;
    this.server = start(EmbeddedPostgres.builder());
    Migrations.migrate(superuser(), RegisterReader.bundled());
    Roles.grantLogin(superuser(), Role.WRITER, PASSWORD);
  }

  private EmbeddedPostgres start(EmbeddedPostgres.Builder builder) throws IOException {
    return builder.setDataDirectory(data).setCleanDataDirectory(false).start();
  }

  DataSource superuser() {
    return server.getPostgresDatabase();
  }

  String jdbcUrl() {
    return "jdbc:postgresql://localhost:%d/postgres".formatted(server.getPort());
  }

  void stop() throws IOException {
    server.close();
  }

  /** On the same port. */
  void startAgain() throws IOException {
    server = start(EmbeddedPostgres.builder().setPort(server.getPort()));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
