package io.portally.flink.operator;

import io.portally.flink.metric.JobCounter;
import io.portally.tally.fate.Fate;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** A counter for each fate: {@code recordsAccepted}, {@code recordsDuplicate} and so on. */
final class FateCounters {

  private final Map<Fate, Counter> counters = new EnumMap<>(Fate.class);

  FateCounters(MetricGroup metrics) {
    for (Fate fate : Fate.values()) {
      counters.put(fate, counterOf(fate).in(metrics));
    }
  }

  private static JobCounter counterOf(Fate fate) {
    return switch (fate) {
      case ACCEPTED -> JobCounter.RECORDS_ACCEPTED;
      case DUPLICATE -> JobCounter.RECORDS_DUPLICATE;
      case LATE -> JobCounter.RECORDS_LATE;
      case REJECTED -> JobCounter.RECORDS_REJECTED;
      case IGNORED -> JobCounter.RECORDS_IGNORED;
    };
  }

  void count(Fate fate) {
    Counter counter = counters.get(fate);
    if (counter != null) {
      counter.inc();
    }
  }
}
