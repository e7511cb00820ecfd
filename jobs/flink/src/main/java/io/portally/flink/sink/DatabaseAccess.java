package io.portally.flink.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Where the database is and who writes to it. The password itself is never here: it is read where
 * and when a connection is made, so it stays out of the job graph and can be rotated.
 *
 * @param url {@code jdbc:postgresql://…}
 * @param passwordFile a file on the TaskManagers whose first line is the password; null: the
 *     environment variable {@link #PASSWORD_VARIABLE}
 * @param socketTimeout after which a silent database counts as lost
 * @param statementTimeout after which the database gives a statement up
 * @param patience for how long a lost database is waited for before the job fails
 */
public record DatabaseAccess(
    String url,
    String user,
    @Nullable String passwordFile,
    Duration socketTimeout,
    Duration statementTimeout,
    Duration patience)
    implements Serializable {

  /** Read on the TaskManagers where no file is configured. */
  public static final String PASSWORD_VARIABLE = "PORTALLY_JDBC_PASSWORD";

  /**
   * Makes a connection.
   *
   * <p>Not through DriverManager: it knows the drivers of the class loader that asked it first, and
   * jobs come and go with class loaders of their own.
   *
   * @throws SQLException with SQLSTATE 28000 if there is no password to be had
   */
  public Connection connect() throws SQLException {
    Connection connection = new Driver().connect(url, connectionProperties());
    if (connection == null) {
      throw new SQLException("%s is no URL of a PostgreSQL database".formatted(url), "08001");
    }
    return connection;
  }

  private Properties connectionProperties() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password());
    properties.setProperty("ApplicationName", "portally");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    // The driver counts whole seconds, and 0 would be for ever.
    properties.setProperty(
        "socketTimeout", String.valueOf(socketTimeout.plusMillis(999).toSeconds()));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty(
        "options",
        "-c statement_timeout=%d -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
            .formatted(statementTimeout.toMillis()));
    return properties;
  }

  private String password() throws SQLException {
    if (passwordFile != null) {
      return firstLineOf(Path.of(passwordFile));
    }
    String password = System.getenv(PASSWORD_VARIABLE);
    if (password == null) {
      throw new SQLException(
          "no password for the database user \"%s\": set portally.jdbc.password-file, or %s in the environment of the TaskManagers"
              .formatted(user, PASSWORD_VARIABLE),
          "28000");
    }
    return password;
  }

  private static String firstLineOf(Path file) throws SQLException {
    try {
      return Files.readString(file, UTF_8).lines().findFirst().orElse("");
    } catch (NoSuchFileException e) {
      throw new SQLException(
          "portally.jdbc.password-file names %s, which is not there on this TaskManager"
              .formatted(file),
          "28000",
          e);
    } catch (IOException e) {
      throw new SQLException(
          "portally.jdbc.password-file %s cannot be read: %s".formatted(file, e.getMessage()),
          "28000",
          e);
    }
  }
}
