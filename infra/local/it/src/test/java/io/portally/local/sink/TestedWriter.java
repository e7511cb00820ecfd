package io.portally.local.sink;

import io.portally.flink.sink.DatabaseAccess;
import io.portally.flink.sink.FactSink;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.measure.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.jspecify.annotations.Nullable;

/** A writer of the real sink in generation 1, as one of Flink's subtasks would drive it. */
final class TestedWriter implements AutoCloseable {

  static final Duration FLUSH_INTERVAL = Duration.ofMillis(200);

  private static final SinkWriter.Context UNTIMED =
      new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
          return Long.MIN_VALUE;
        }

        @Override
        public @Nullable Long timestamp() {
          return null;
        }
      };

  private final FakeWriterContext context = new FakeWriterContext();
  private final SinkWriter<Row> writer;

  TestedWriter(DatabaseAccess access) throws IOException {
    writer = sink(access).createWriter(context);
  }

  static FactSink sink(DatabaseAccess access) {
    return new FactSink(access, 1, RegisterReader.bundled(), FLUSH_INTERVAL);
  }

  void write(Row row) throws IOException, InterruptedException {
    writer.write(row, UNTIMED);
  }

  /** As before a checkpoint. */
  void flush() throws IOException, InterruptedException {
    writer.flush(false);
  }

  void land(List<Row> rows) throws IOException, InterruptedException {
    for (Row row : rows) {
      write(row);
    }
    flush();
  }

  /** Passes the longest time for which a row is held back. */
  void passFlushInterval() throws Exception {
    context.advance(FLUSH_INTERVAL.toMillis());
  }

  long rowsWritten() {
    return context.count("rowsWritten");
  }

  long rowsRefused() {
    return context.count("rowsRefused");
  }

  /** As Flink does at the end, at a failure and at a cancellation. */
  @Override
  public void close() {
    try {
      writer.close();
    } catch (Exception e) {
      throw new IllegalStateException("the writer did not close", e);
    }
  }
}
