package io.portally.flink.sink;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to PostgreSQL in batches, at least once.
 *
 * <p>While one batch is on its way, on a thread of the writer's own, the caller collects the next
 * one. When that is full too, {@link #add} waits, which is back-pressure. A database that is away
 * is waited for, for as long as {@link DatabaseAccess#patience()}; what waiting cannot mend is
 * thrown to the caller by the next call of any method but {@link #close}, and by each one after
 * that.
 *
 * <p>For one calling thread.
 *
 * @param <R> what is written
 * @param <B> what is written together
 */
final class BatchWriter<R, B extends Batch<R>> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
  private static final int BATCH_ROWS = 2_000;
  private static final long SECONDS_TO_END = 5;

  /**
   * Puts a batch into the database.
   *
   * @param <B> the batch
   */
  @FunctionalInterface
  interface Work<B> {

    /**
     * Lands the batch as a whole, but for what the database refuses.
     *
     * @param connection not in auto-commit
     * @throws SQLException if nothing can be said of the batch: some of it may have landed
     */
    void land(B batch, Connection connection) throws SQLException;
  }

  private final Patience patience;
  private final Session session;
  private final Supplier<B> empty;
  private final Work<B> landing;
  private final ExecutorService thread;

  private B collected;
  private @Nullable Future<?> onItsWay;

  /**
   * Connects.
   *
   * @param empty makes a batch that holds nothing yet
   * @throws SQLException if the database cannot be reached, or refuses the user
   */
  BatchWriter(DatabaseAccess database, Supplier<B> empty, Work<B> landing)
      throws SQLException, InterruptedException {
    this.empty = empty;
    this.landing = landing;
    collected = empty.get();
    patience = new Patience(database);
    session = new Session(database);
    patience.persistIn(session::connection);
    thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread writer = new Thread(work, "portally row writer");
              writer.setDaemon(true);
              return writer;
            });
  }

  /** Takes a row, and waits where the database does not keep up. */
  void add(R row) throws SQLException, InterruptedException {
    collected.add(row);
    if (collected.size() >= BATCH_ROWS) {
      awaitLanding();
      sendCollected();
    }
  }

  /**
   * Sends what has been collected, unless a batch is still on its way. Does not wait.
   *
   * @return whether everything has landed
   */
  boolean send() throws SQLException, InterruptedException {
    if (onItsWay != null && !onItsWay.isDone()) {
      return false;
    }
    awaitLanding();
    if (collected.size() == 0) {
      return true;
    }
    sendCollected();
    return false;
  }

  /** Waits until everything has landed. */
  void flush() throws SQLException, InterruptedException {
    awaitLanding();
    if (collected.size() > 0) {
      sendCollected();
      awaitLanding();
    }
  }

  private void sendCollected() {
    B batch = collected;
    collected = empty.get();
    onItsWay =
        thread.submit(
            () -> {
              patience.persistIn(() -> land(batch));
              return null;
            });
  }

  private void land(B batch) throws SQLException {
    try {
      landing.land(batch, session.connection());
    } catch (SQLException e) {
      session.giveUp();
      throw e;
    }
  }

  private void awaitLanding() throws SQLException, InterruptedException {
    if (onItsWay == null) {
      return;
    }
    try {
      onItsWay.get();
      onItsWay = null;
    } catch (ExecutionException e) {
      // It stays on its way: a batch that has failed never lands, so each later call fails too.
      if (e.getCause() instanceof SQLException failure) {
        throw new SQLException(failure.getMessage(), failure.getSQLState(), failure);
      }
      throw new IllegalStateException("a batch could not be written", e.getCause());
    }
  }

  /**
   * Ends without writing any more, promptly also while the database is away. Whoever wants
   * everything to land flushes first; what has not landed by now belongs to a task that failed or
   * was cancelled, and comes back with its replay.
   */
  @Override
  public void close() {
    thread.shutdownNow();
    session.cut();
    if (!hasEnded()) {
      LOG.warn(
          "The row writer's thread has not ended within {} s: it ends when the database is reached or given up",
          SECONDS_TO_END);
    }
    session.giveUp();
  }

  private boolean hasEnded() {
    try {
      return thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return thread.isTerminated();
    }
  }
}
