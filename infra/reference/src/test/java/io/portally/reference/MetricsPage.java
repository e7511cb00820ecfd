package io.portally.reference;

import static io.portally.reference.Page.code;

import io.portally.flink.metric.JobCounter;
import java.util.List;
import java.util.stream.Stream;

/** What the jobs count of themselves, from the code's names. */
final class MetricsPage {

  private MetricsPage() {}

  static String text() {
    Page page =
        new Page(
            "Metrics of the jobs",
            "[`JobCounter`](../../jobs/flink/src/main/java/io/portally/flink/metric/JobCounter.java)");
    page.paragraph(
        "Counters of the jobs (SlowClearanceJob: `watch`, `rules`, `heartbeats`), besides Flink's and the Kafka connector's own (`currentOutputWatermark`, `numRestarts`, `records-lag-max`). They begin at 0 with each restart and count again what is read again: figures to trust are in the table `data_quality`. [operations.md](../operations.md) says what to do about them.");
    page.table(
        List.of("counter", "operator", "says"),
        Stream.of(JobCounter.values())
            .map(
                counter ->
                    List.of(
                        code(counter.metricName()),
                        code(counter.operators().replace(", ", "`, `")),
                        counter.meaning()))
            .toList());
    return page.text();
  }
}
