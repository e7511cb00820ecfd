package io.portally.alerts.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.simulator.command.CommandFailure;
import io.portally.simulator.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The database as some login, and what is said where it does not do what it is asked. */
final class DatabaseLogin {

  private static final int CONNECT_SECONDS = 5;
  private static final int SOCKET_SECONDS = 60;

  private DatabaseLogin() {}

  /**
   * Connections of that login.
   *
   * @throws CommandFailure if the URL is none
   */
  static DataSource of(String url, @Nullable String user, @Nullable String password) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    try {
      database.setUrl(url);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--jdbc-url %s is no URL of a PostgreSQL database; write jdbc:postgresql://host:port/name"
              .formatted(url),
          e);
    }
    database.setUser(user);
    database.setPassword(password);
    database.setApplicationName("portally");
    database.setConnectTimeout(CONNECT_SECONDS);
    database.setSocketTimeout(SOCKET_SECONDS);
    return database;
  }

  /** Whether an option's variable has stayed unset. */
  static boolean isMissing(@Nullable String value) {
    return value == null || value.isBlank() || value.startsWith("$");
  }

  /**
   * The first line of a file with a password.
   *
   * @throws CommandFailure if it cannot be read
   */
  static String firstLineOf(Path file, String option) {
    try {
      return Files.readString(file, UTF_8).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s %s cannot be read (%s); name the file that holds the login's password"
              .formatted(option, file, e.getClass().getSimpleName()),
          e);
    }
  }

  /** What it means to a person that the database has failed. */
  static CommandFailure failure(SQLException e, String needed) {
    String state = String.valueOf(e.getSQLState());
    if (state.startsWith("08") || state.startsWith("57")) {
      return new CommandFailure(
          ExitCode.UNREACHABLE,
          "The database does not answer (%s); start the stack with ./portally up, or name another with --jdbc-url"
              .formatted(e.getMessage()),
          e);
    }
    return new CommandFailure(
        ExitCode.USAGE,
        "The database refuses: %s. Migrate it to this version, and name a login that has the role %s"
            .formatted(e.getMessage(), needed),
        e);
  }
}
