package io.portally.flink.sink;

import io.portally.tally.area.Register;
import io.portally.tally.measure.Row;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Writes the rows of all fact tables through a {@link RowWriter}. */
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
    return TimedWriter.start(
        context,
        database,
        "the fact tables",
        flushInterval.toMillis(),
        listener -> new RowWriter(database, generation, register, listener).batches());
  }
}
