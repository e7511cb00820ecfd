package io.portally.flink.sink;

import io.portally.tally.area.Register;
import io.portally.tally.measure.Row;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows of all fact tables to PostgreSQL, at least once; the guard in {@link UpsertStatement}
 * makes that exactly once in effect. Knows no engine: whatever makes rows can write them with it.
 *
 * <p>While one batch is on its way, on a thread of the writer's own, the caller collects the next
 * one. When that is full too, {@link #add} waits, which is back-pressure. A database that is away
 * is waited for, for as long as {@link DatabaseAccess#patience()}; what waiting cannot mend is
 * thrown to the caller by the next call of any method but {@link #close}, and by each one after
 * that.
 *
 * <p>For one calling thread.
 */
public final class RowWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);
  private static final int BATCH_ROWS = 2_000;
  private static final long SECONDS_TO_END = 5;

  /** Hears what becomes of rows, on the writer's own thread. */
  public interface Listener {

    /** So many rows were sent to the database, those that the guard turned down included. */
    void written(int rows);

    /** So many rows were refused by the database and are kept in {@code refused_rows}. */
    void refused(int rows);
  }

  private final Patience patience;
  private final Session session;
  private final Landing landing;
  private final ExecutorService thread;

  private FactBatch collected = new FactBatch();
  private @Nullable Future<?> onItsWay;

  /**
   * Connects.
   *
   * @param generation the generation whose rows are written
   * @throws SQLException if the database cannot be reached, or refuses the user
   */
  public RowWriter(DatabaseAccess database, int generation, Register register, Listener listener)
      throws SQLException, InterruptedException {
    patience = new Patience(database);
    session = new Session(database);
    landing = new Landing(generation, register, listener);
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
  public void add(Row row) throws SQLException, InterruptedException {
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
  public boolean send() throws SQLException, InterruptedException {
    if (onItsWay != null && !onItsWay.isDone()) {
      return false;
    }
    awaitLanding();
    if (collected.isEmpty()) {
      return true;
    }
    sendCollected();
    return false;
  }

  /** Waits until everything has landed. */
  public void flush() throws SQLException, InterruptedException {
    awaitLanding();
    if (!collected.isEmpty()) {
      sendCollected();
      awaitLanding();
    }
  }

  private void sendCollected() {
    FactBatch batch = collected;
    collected = new FactBatch();
    onItsWay =
        thread.submit(
            () -> {
              patience.persistIn(() -> land(batch));
              return null;
            });
  }

  private void land(FactBatch batch) throws SQLException {
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
