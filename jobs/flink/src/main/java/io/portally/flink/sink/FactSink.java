package io.portally.flink.sink;

import io.portally.flink.metric.JobCounter;
import io.portally.flink.type.PortallyTypes;
import io.portally.tally.area.Register;
import io.portally.tally.measure.Row;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.internal.JdbcOutputFormat;
import org.apache.flink.connector.jdbc.internal.JdbcOutputSerializer;
import org.apache.flink.metrics.Counter;

/**
 * Writes the rows of all fact tables, at least once; the guard in {@link UpsertStatement} makes
 * that exactly once in effect.
 *
 * <p>Built on the engine of flink-connector-jdbc's sink, {@link JdbcOutputFormat} (batching,
 * retries, reconnection through a connection provider), with a batch executor of our own. The
 * connector's {@code JdbcSink} itself does not hold up here: it takes one fixed statement, so each
 * table would need a sink and connections of its own; it has no way for a row that the database
 * refuses, which would fail the job for ever; and its timed flush runs on a thread that a cancelled
 * task cannot interrupt while it waits for the database. So the timed flush runs on the task's
 * thread here.
 */
public final class FactSink implements Sink<Row> {

  private static final long serialVersionUID = 1L;
  private static final int BATCH_ROWS = 2_000;

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
    JdbcExecutionOptions execution =
        JdbcExecutionOptions.builder()
            .withBatchSize(BATCH_ROWS)
            .withBatchIntervalMs(0)
            .withMaxRetries(attempts(database.patience()))
            .build();
    FactBatch batch = new FactBatch(generation, register, written, refused);
    JdbcOutputFormat<Row, Row, FactBatch> output =
        new JdbcOutputFormat<>(new PatientConnectionProvider(database), execution, () -> batch);
    output.open(
        JdbcOutputSerializer.of(PortallyTypes.ROW.createSerializer(new SerializerConfigImpl())));
    return new Writer(batch, output, context.getProcessingTimeService(), flushInterval.toMillis());
  }

  /** The connector pauses one second after the second attempt, then two, and so on. */
  private static int attempts(Duration patience) {
    return (int) Math.ceil((Math.sqrt(1 + 8.0 * patience.toSeconds()) + 1) / 2);
  }

  private static final class Writer implements SinkWriter<Row> {

    private final FactBatch batch;
    private final JdbcOutputFormat<Row, Row, FactBatch> output;
    private final ProcessingTimeService time;
    private final long flushMillis;
    private boolean flushOrdered;

    Writer(
        FactBatch batch,
        JdbcOutputFormat<Row, Row, FactBatch> output,
        ProcessingTimeService time,
        long flushMillis) {
      this.batch = batch;
      this.output = output;
      this.time = time;
      this.flushMillis = flushMillis;
    }

    @Override
    public void write(Row row, Context context) throws IOException {
      output.writeRecord(row);
      if (!flushOrdered) {
        flushOrdered = true;
        // What the callback throws fails the task.
        var unused =
            time.registerTimer(
                time.getCurrentProcessingTime() + flushMillis, at -> flushAsOrdered());
      }
    }

    private void flushAsOrdered() throws IOException {
      flushOrdered = false;
      output.flush();
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      output.flush();
    }

    /**
     * What has not landed by now belongs to a task that failed or was cancelled, and comes back
     * from its checkpoint. The connector would write it here, and wait for a database that is away
     * where nothing interrupts it any more.
     */
    @Override
    public void close() {
      batch.abandon();
      output.close();
    }
  }
}
