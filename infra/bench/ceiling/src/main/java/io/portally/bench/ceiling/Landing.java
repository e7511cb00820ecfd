package io.portally.bench.ceiling;

import io.portally.flink.sink.RowWriter;
import io.portally.tally.measure.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Takes what the readers have counted and writes the rows that have changed, from time to time. */
final class Landing {

  private static final Duration REFRESH = Duration.ofSeconds(15);

  private final List<TopicReader> readers;
  private final CellTable cells;
  private final RowWriter writer;
  private long sentAtNanos = System.nanoTime();

  Landing(List<TopicReader> readers, CellTable cells, RowWriter writer) {
    this.readers = readers;
    this.cells = cells;
    this.writer = writer;
  }

  /** Sends what has changed, if that is due by now. */
  void land(long nowNanos) throws SQLException, InterruptedException {
    if (nowNanos - sentAtNanos >= REFRESH.toNanos()) {
      sentAtNanos = nowNanos;
      send();
    }
  }

  /** Sends all that has not been sent, and returns when everything is committed. */
  void landAll() throws SQLException, InterruptedException {
    send();
    writer.flush();
  }

  private void send() throws SQLException, InterruptedException {
    readers.forEach(reader -> reader.handOver().drain(cells::add));
    for (Row row : cells.take()) {
      writer.add(row);
    }
    var unused = writer.send();
  }
}
