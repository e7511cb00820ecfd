package io.portally.flink.sink;

import io.portally.flink.type.RawAlert;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Writes alerts, each state of theirs and how they stand, at least once and in effect once. */
public final class AlertSink implements Sink<RawAlert> {

  private static final long serialVersionUID = 1L;

  private final DatabaseAccess database;
  private final Duration flushInterval;

  /**
   * Prepares the sink.
   *
   * @param flushInterval for how long a record is held back at most, to make batches
   */
  public AlertSink(DatabaseAccess database, Duration flushInterval) {
    this.database = database;
    this.flushInterval = flushInterval;
  }

  @Override
  public SinkWriter<RawAlert> createWriter(WriterInitContext context) throws IOException {
    return TimedWriter.start(
        context,
        database,
        "the tables of alerts",
        flushInterval.toMillis(),
        listener ->
            new BatchWriter<RawAlert, AlertBatch>(
                database, AlertBatch::new, new AlertLanding(listener)::land));
  }
}
