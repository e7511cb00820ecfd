package io.portally.flink.sink;

import io.portally.flink.metric.JobCounter;
import io.portally.tally.area.Register;
import io.portally.tally.measure.Row;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;

/**
 * Writes the rows of all fact tables through a {@link RowWriter}. A checkpoint waits until all rows
 * before it have landed. What fails on the writer's thread fails the task no later than a flush
 * interval after.
 */
public final class FactSink implements Sink<Row> {

  private static final long serialVersionUID = 1L;

  private final DatabaseAccess database;
  private final int generation;
  private final Register register;
  private final Duration flushInterval;

  /**
   * Prepares the sink.
   *
   * @param generation the generation whose rows are written
   * @param flushInterval for how long a row is held back at most, to make batches
   */
  public FactSink(
      DatabaseAccess database, int generation, Register register, Duration flushInterval) {
    this.database = database;
    this.generation = generation;
    this.register = register;
    this.flushInterval = flushInterval;
  }

  @Override
  public SinkWriter<Row> createWriter(WriterInitContext context) throws IOException {
    Counter written = JobCounter.ROWS_WRITTEN.in(context.metricGroup());
    Counter refused = JobCounter.ROWS_REFUSED.in(context.metricGroup());
    try {
      RowWriter rows = new RowWriter(database, generation, register, new Counts(written, refused));
      return new Writer(rows, context.getProcessingTimeService(), flushInterval.toMillis());
    } catch (SQLException e) {
      throw new IOException("the fact tables cannot be written", e);
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

  private static final class Writer implements SinkWriter<Row> {

    private final RowWriter rows;
    private final ProcessingTimeService time;
    private final long flushMillis;
    private boolean sendOrdered;

    Writer(RowWriter rows, ProcessingTimeService time, long flushMillis) {
      this.rows = rows;
      this.time = time;
      this.flushMillis = flushMillis;
    }

    @Override
    public void write(Row row, Context context) throws IOException, InterruptedException {
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
}
