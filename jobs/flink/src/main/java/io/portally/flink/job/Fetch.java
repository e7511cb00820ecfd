package io.portally.flink.job;

import static io.portally.flink.job.PortMetricsOptions.FETCH_MAX_RECORDS;
import static io.portally.flink.job.PortMetricsOptions.FETCH_MAX_WAIT;
import static io.portally.flink.job.PortMetricsOptions.FETCH_MIN_SIZE;
import static io.portally.flink.job.PortMetricsOptions.FETCH_PARTITION_SIZE;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How much the consumers fetch at once. The annotated file gives the reasons.
 *
 * @param maxRecords handed to the job at once
 * @param minBytes that the broker waits for, for at most {@code maxWait}
 * @param partitionBytes fetched of one partition at once
 */
record Fetch(int maxRecords, int minBytes, Duration maxWait, int partitionBytes) {

  private static final int MOST_RECORDS = 1_000_000;

  /** Less than a request may take, which Kafka sets to 30 s. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  static Fetch of(OptionReader options) {
    return new Fetch(
        options.between(1, MOST_RECORDS, FETCH_MAX_RECORDS),
        options.bytes(FETCH_MIN_SIZE),
        maxWait(options),
        options.bytes(FETCH_PARTITION_SIZE));
  }

  private static Duration maxWait(OptionReader options) {
    Duration wait = options.positive(FETCH_MAX_WAIT);
    if (wait.compareTo(LONGEST_WAIT) > 0) {
      throw options.wrong(FETCH_MAX_WAIT, "wanted: 1 ms to 10 s");
    }
    return wait;
  }

  /** What is there already, under Kafka's own names, is kept. */
  void addTo(Properties properties) {
    Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxRecords,
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG, minBytes,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(maxWait.toMillis()),
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, partitionBytes)
        .forEach((name, value) -> properties.putIfAbsent(name, String.valueOf(value)));
  }
}
