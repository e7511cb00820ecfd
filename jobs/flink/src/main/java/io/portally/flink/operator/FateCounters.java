package io.portally.flink.operator;

import io.portally.tally.fate.Fate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** A counter for each fate: {@code recordsAccepted}, {@code recordsDuplicate} and so on. */
final class FateCounters {

  private final Map<Fate, Counter> counters = new EnumMap<>(Fate.class);

  FateCounters(MetricGroup metrics) {
    for (Fate fate : Fate.values()) {
      String name = fate.name();
      String word = name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
      counters.put(fate, metrics.counter("records" + word));
    }
  }

  void count(Fate fate) {
    Counter counter = counters.get(fate);
    if (counter != null) {
      counter.inc();
    }
  }
}
