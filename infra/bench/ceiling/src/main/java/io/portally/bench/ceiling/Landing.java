package io.portally.bench.ceiling;

import io.portally.tally.area.Granularity;
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
  private final RowWriting writing;
  private final Map<Granularity, Long> sentAt = new EnumMap<>(Granularity.class);

  Landing(List<TopicReader> readers, CellTable cells, RowWriting writing) {
    this.readers = readers;
    this.cells = cells;
    this.writing = writing;
  }

  /** Writes what is due by now. */
  void land(long nowNanos) throws SQLException {
    if (!isDue(Granularity.MINUTE, nowNanos)) {
      return;
    }
    collect();
    for (Granularity granularity : Granularity.values()) {
      if (isDue(granularity, nowNanos)) {
        sentAt.put(granularity, nowNanos);
        writing.write(cells.take(granularity));
      }
    }
  }

  /** Writes all that has not been written. */
  void landAll() throws SQLException {
    collect();
    for (Granularity granularity : Granularity.values()) {
      writing.write(cells.take(granularity));
    }
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
