package io.portally.flink.sink;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a database that is away: tries again with growing pauses, for a bounded time, on the
 * task's own thread. To the job this is back-pressure; a database restart does not restart it. What
 * waiting cannot mend (a wrong password, a missing database) fails at once.
 */
final class PatientConnectionProvider implements JdbcConnectionProvider, Serializable {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(PatientConnectionProvider.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int CHECK_SECONDS = 5;

  private final DatabaseAccess database;

  private transient @Nullable Connection connection;

  PatientConnectionProvider(DatabaseAccess database) {
    this.database = database;
  }

  @Override
  public @Nullable Connection getConnection() {
    return connection;
  }

  @Override
  public boolean isConnectionValid() {
    try {
      return connection != null && connection.isValid(CHECK_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  public Connection getOrEstablishConnection() throws SQLException {
    return connection != null && isConnectionValid() ? connection : reestablishConnection();
  }

  @Override
  public Connection reestablishConnection() throws SQLException {
    closeConnection();
    try {
      Connection established = Failsafe.with(patience()).get(this::connect);
      connection = established;
      return established;
    } catch (FailsafeException e) {
      throw tellWhy(e);
    }
  }

  private SQLException tellWhy(FailsafeException e) {
    if (!(e.getCause() instanceof SQLException failure)) {
      return new SQLException(
          "interrupted while waiting for the database " + database.url(), "08001", e);
    }
    String why =
        SqlState.of(failure) == SqlState.NO_USE_TRYING
            ? "the database %s refuses the user \"%s\" (%s): correct portally.jdbc.url, portally.jdbc.user or the password"
                .formatted(database.url(), database.user(), failure.getMessage())
            : "the database %s did not answer within the %s of portally.jdbc.patience (%s): start it, or make it reachable from the TaskManagers"
                .formatted(database.url(), database.patience(), failure.getMessage());
    return new SQLException(why, failure.getSQLState(), failure);
  }

  private RetryPolicy<Connection> patience() {
    return RetryPolicy.<Connection>builder()
        .handleIf(
            failure ->
                failure instanceof SQLException sql && SqlState.of(sql) != SqlState.NO_USE_TRYING)
        .withBackoff(FIRST_PAUSE, LONGEST_PAUSE)
        .withJitter(0.2)
        .withMaxAttempts(-1)
        .withMaxDuration(database.patience())
        .onFailedAttempt(
            attempt ->
                LOG.warn(
                    "The database {} does not answer ({}); attempt {}, {} of at most {} waited",
                    database.url(),
                    String.valueOf(attempt.getLastException()),
                    attempt.getAttemptCount(),
                    attempt.getElapsedTime(),
                    database.patience()))
        .build();
  }

  private Connection connect() throws SQLException {
    Connection fresh = database.connect();
    fresh.setAutoCommit(false);
    return fresh;
  }

  @Override
  public void close() {
    closeConnection();
  }

  @Override
  public void closeConnection() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.info("The lost connection did not close: {}", e.getMessage());
    }
    connection = null;
  }
}
