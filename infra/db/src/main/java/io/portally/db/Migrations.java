package io.portally.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.tally.area.Register;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a database to the schema, roles and port register of this version. */
public final class Migrations {
  private Migrations() {}

  /**
   * Makes the roles and schemas that are missing, applies the migrations that are missing, and
   * brings the areas and ports of every generation that stands on the bundled register up to it.
   * Doing it again changes nothing; two at a time wait for each other.
   *
   * <p>What a port rolls up to in a generation stays: a register that decides other figures (see
   * {@link Register#fingerprint()}) asks for a new one, see {@link Generations}.
   *
   * @param owner connects as a superuser, as a login with CREATEROLE and CREATE on the database,
   *     or, where an administrator has run {@code roles.sql}, as a member of {@code
   *     portally_owner}. Not pooled: its sessions take that role
   * @throws SQLException if the server cannot be reached or the login may not do it
   * @throws org.flywaydb.core.api.FlywayException if what is there does not fit, such as a
   *     migration that was changed after it had been applied
   */
  public static void migrate(DataSource owner, Register register) throws SQLException {
    makeRolesAndSchemas(owner);
    flyway(owner).migrate();
    loadRegister(owner, register);
  }

  private static void makeRolesAndSchemas(DataSource owner) throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(resource("roles.sql"));
    }
  }

  private static Flyway flyway(DataSource owner) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(owner)
        .locations("classpath:io/portally/db/migration")
        .failOnMissingLocations(true)
        .validateMigrationNaming(true)
        .schemas("portally")
        .createSchemas(false)
        .cleanDisabled(true)
        .load();
  }

  private static void loadRegister(DataSource owner, Register register) throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(Role.OWNER.asThisRole());
      RegisterTables.loadBundled(connection, register);
      connection.commit();
    }
  }

  private static String resource(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path beside its reader");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read from the class path", e);
    }
  }
}
