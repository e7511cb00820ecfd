package io.portally.flink.sink;

import io.portally.flink.metric.JobCounter;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;

/**
 * A sink's writer that holds nothing back for longer than a flush interval. A checkpoint waits
 * until all before it has landed. What fails on the batches' thread fails the task no later than a
 * flush interval after.
 *
 * @param <R> what is written
 */
final class TimedWriter<R> implements SinkWriter<R> {

  /**
   * Makes what writes the batches.
   *
   * @param <R> what is written
   */
  @FunctionalInterface
  interface Connecting<R> {
    BatchWriter<R, ?> connect(RowWriter.Listener listener)
        throws SQLException, InterruptedException;
  }

  private final BatchWriter<R, ?> rows;
  private final ProcessingTimeService time;
  private final long flushMillis;
  private boolean sendOrdered;

  private TimedWriter(BatchWriter<R, ?> rows, ProcessingTimeService time, long flushMillis) {
    this.rows = rows;
    this.time = time;
    this.flushMillis = flushMillis;
  }

  /**
   * Connects, and counts what becomes of rows.
   *
   * @param tables what is written to, for the message of a failure
   */
  static <R> TimedWriter<R> start(
      WriterInitContext context,
      DatabaseAccess database,
      String tables,
      long flushMillis,
      Connecting<R> connecting)
      throws IOException {
    Counter written = JobCounter.ROWS_WRITTEN.in(context.metricGroup());
    Counter refused = JobCounter.ROWS_REFUSED.in(context.metricGroup());
    try {
      return new TimedWriter<>(
          connecting.connect(new Counts(written, refused)),
          context.getProcessingTimeService(),
          flushMillis);
    } catch (SQLException e) {
      throw new IOException(tables + " cannot be written", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the database " + database.url(), e);
    }
  }

  private record Counts(Counter written, Counter refused) implements RowWriter.Listener {

    @Override
    public void written(int rows) {
      written.inc(rows);
    }

    @Override
    public void refused(int rows) {
      refused.inc(rows);
    }
  }

  @Override
  public void write(R row, Context context) throws IOException, InterruptedException {
    try {
      rows.add(row);
    } catch (SQLException e) {
      throw failed(e);
    }
    if (!sendOrdered) {
      orderSend();
    }
  }

  private void orderSend() {
    sendOrdered = true;
    // What the callback throws fails the task.
    var unused =
        time.registerTimer(time.getCurrentProcessingTime() + flushMillis, at -> sendAsOrdered());
  }

  /** Looks again until everything has landed, lest a failure be seen only at a checkpoint. */
  private void sendAsOrdered() throws IOException, InterruptedException {
    sendOrdered = false;
    try {
      if (!rows.send()) {
        orderSend();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    try {
      rows.flush();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static IOException failed(SQLException e) {
    return new IOException("rows could not be written", e);
  }

  @Override
  public void close() {
    rows.close();
  }
}
