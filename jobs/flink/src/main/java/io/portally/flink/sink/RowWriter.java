package io.portally.flink.sink;

import io.portally.tally.area.Register;
import io.portally.tally.measure.Row;
import java.sql.SQLException;

/**
 * Writes rows of all fact tables to PostgreSQL, at least once; the guard in {@link UpsertStatement}
 * makes that exactly once in effect. Knows no engine: whatever makes rows can write them with it.
 * How it batches, waits and fails is {@link BatchWriter}'s.
 *
 * <p>For one calling thread.
 */
public final class RowWriter implements AutoCloseable {

  /** Hears what becomes of rows, on the writer's own thread. */
  public interface Listener {

    /** So many rows were sent to the database, those that the guard turned down included. */
    void written(int rows);

    /** So many rows were refused by the database and are kept in {@code refused_rows}. */
    void refused(int rows);
  }

  private final BatchWriter<Row, FactBatch> batches;

  /**
   * Connects.
   *
   * @param generation the generation whose rows are written
   * @throws SQLException if the database cannot be reached, or refuses the user
   */
  public RowWriter(DatabaseAccess database, int generation, Register register, Listener listener)
      throws SQLException, InterruptedException {
    batches =
        new BatchWriter<>(
            database, FactBatch::new, new Landing(generation, register, listener)::land);
  }

  /** What writes them, for a sink that sends by its own clock. */
  BatchWriter<Row, FactBatch> batches() {
    return batches;
  }

  /** Takes a row, and waits where the database does not keep up. */
  public void add(Row row) throws SQLException, InterruptedException {
    batches.add(row);
  }

  /**
   * Sends what has been collected, unless a batch is still on its way. Does not wait.
   *
   * @return whether everything has landed
   */
  public boolean send() throws SQLException, InterruptedException {
    return batches.send();
  }

  /** Waits until everything has landed. */
  public void flush() throws SQLException, InterruptedException {
    batches.flush();
  }

  /** Ends without writing any more, promptly also while the database is away. */
  @Override
  public void close() {
    batches.close();
  }
}
