package io.portally.bench.ceiling;

import io.portally.flink.sink.RowWriter;
import io.portally.tally.area.Granularity;
import io.portally.tally.measure.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Takes what the readers have counted and writes the rows that have changed, as often as the jobs
 * do by default: minutes each second, hours each five, days each fifteen.
 */
final class Landing {

  private static final Map<Granularity, Duration> REFRESH =
      Map.of(
          Granularity.MINUTE, Duration.ofSeconds(1),
          Granularity.HOUR, Duration.ofSeconds(5),
          Granularity.DAY, Duration.ofSeconds(15));

  private final List<TopicReader> readers;
  private final CellTable cells;
  private final RowWriter writer;
  private final Map<Granularity, Long> sentAt = new EnumMap<>(Granularity.class);

  Landing(List<TopicReader> readers, CellTable cells, RowWriter writer) {
    this.readers = readers;
    this.cells = cells;
    this.writer = writer;
  }

  /** Sends what is due by now. */
  void land(long nowNanos) throws SQLException, InterruptedException {
    if (!isDue(Granularity.MINUTE, nowNanos)) {
      return;
    }
    collect();
    for (Granularity granularity : Granularity.values()) {
      if (isDue(granularity, nowNanos)) {
        sentAt.put(granularity, nowNanos);
        send(granularity);
      }
    }
  }

  /** Sends all that has not been sent, and returns when everything is committed. */
  void landAll() throws SQLException, InterruptedException {
    collect();
    for (Granularity granularity : Granularity.values()) {
      send(granularity);
    }
    writer.flush();
  }

  private void send(Granularity granularity) throws SQLException, InterruptedException {
    for (Row row : cells.take(granularity)) {
      writer.add(row);
    }
    var unused = writer.send();
  }

  private void collect() {
    readers.forEach(reader -> reader.handOver().drain(cells::add));
  }

  private boolean isDue(Granularity granularity, long nowNanos) {
    Long last = sentAt.get(granularity);
    return last == null
        || nowNanos - last >= REFRESH.getOrDefault(granularity, Duration.ZERO).toNanos();
  }
}
