package io.portally.flink.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.tally.fate.Fate;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class FateCountersTest {

  @Test
  void everyFateHasACounter() {
    MetricListener metrics = new MetricListener();
    FateCounters counters = new FateCounters(metrics.getMetricGroup());

    for (Fate fate : Fate.values()) {
      counters.count(fate);
    }

    assertThat(
            List.of(
                "recordsAccepted",
                "recordsDuplicate",
                "recordsLate",
                "recordsRejected",
                "recordsIgnored"))
        .hasSameSizeAs(Fate.values())
        .allSatisfy(
            name -> assertThat(metrics.getCounter(name).map(Counter::getCount)).contains(1L));
  }
}
