package io.portally.flink.sink;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again what the database did not do, with growing pauses and for a bounded time. To whoever
 * waits this is back-pressure: a restart of the database restarts nothing else. What waiting cannot
 * mend (a wrong password, a missing table) fails at once.
 */
final class Patience {

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Work for the database. */
  @FunctionalInterface
  interface Work {
    void run() throws SQLException;
  }

  private final DatabaseAccess database;

  Patience(DatabaseAccess database) {
    this.database = database;
  }

  /**
   * Does the work, as often as it takes.
   *
   * @throws SQLException if it is of no use to try again, or time is up
   * @throws InterruptedException if the thread is interrupted while it pauses
   */
  void persistIn(Work work) throws SQLException, InterruptedException {
    try {
      Failsafe.with(policy()).run(work::run);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw SqlState.of(failure) == SqlState.TRY_AGAIN ? timeIsUp(failure) : failure;
      }
      if (e.getCause() instanceof InterruptedException interruption) {
        throw interruption;
      }
      throw e;
    }
  }

  private SQLException timeIsUp(SQLException failure) {
    return new SQLException(
        "the database %s did not answer within the %s of portally.jdbc.patience (%s): start it, or make it reachable from the TaskManagers"
            .formatted(database.url(), database.patience(), failure.getMessage()),
        failure.getSQLState(),
        failure);
  }

  private RetryPolicy<Object> policy() {
    return RetryPolicy.builder()
        .handleIf(
            failure ->
                failure instanceof SQLException sql && SqlState.of(sql) == SqlState.TRY_AGAIN)
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
}
