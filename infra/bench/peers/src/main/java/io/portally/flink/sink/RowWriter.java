package io.portally.flink.sink;

import io.portally.tally.area.Register;
import io.portally.tally.measure.Row;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;

/** The job's own batches for a caller without Flink. For one calling thread. */
public final class RowWriter implements AutoCloseable {

  private static final int BATCH_ROWS = 2_000;

  /** Hears what becomes of rows. */
  public interface Listener {

    /** So many rows were sent to the database. */
    void written(int rows);

    /** So many rows were refused by the database. */
    void refused(int rows);
  }

  private final Connection connection;
  private final FactBatch batch;
  private final Counter refused = new SimpleCounter();
  private final Listener listener;
  private int collected;

  /** Connects. */
  public RowWriter(DatabaseAccess database, int generation, Register register, Listener listener)
      throws SQLException {
    connection = database.connect();
    connection.setAutoCommit(false);
    batch = new FactBatch(generation, register, new SimpleCounter(), refused);
    batch.prepareStatements(connection);
    this.listener = listener;
  }

  /** Takes a row. */
  public void add(Row row) throws SQLException {
    batch.addToBatch(row);
    if (++collected >= BATCH_ROWS) {
      flush();
    }
  }

  /** Sends what has been collected; whether everything has landed. */
  public boolean send() throws SQLException {
    flush();
    return true;
  }

  /** Waits until everything has landed. */
  public void flush() throws SQLException {
    batch.executeBatch();
    listener.written(collected);
    collected = 0;
    if (refused.getCount() > 0) {
      listener.refused((int) refused.getCount());
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the connection does not close", e);
    }
  }
}
