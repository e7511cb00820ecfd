package io.portally.flink.job;

import static io.portally.flink.job.PortMetricsOptions.BOUNDED;
import static io.portally.flink.job.PortMetricsOptions.JDBC_FLUSH_INTERVAL;
import static io.portally.flink.job.PortMetricsOptions.TOPIC_PREFIX;

import io.portally.flink.sink.DatabaseAccess;
import io.portally.schemas.Topic;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;

/**
 * What AlertArchiveJob is to do: of the jobs' options those that it has a use for, read once and
 * checked. The others may stand in the same file.
 *
 * @param topic the topic of alerts, by its full name
 * @param bounded whether the job ends at what the topic holds now
 */
record AlertArchiveConfig(
    Properties kafka,
    String topic,
    Fetch fetch,
    DatabaseAccess database,
    Duration flushInterval,
    boolean bounded) {

  /**
   * Reads and checks the options.
   *
   * @throws IllegalConfigurationException naming the first key that is missing or wrong
   */
  static AlertArchiveConfig of(Configuration configuration) {
    KnownKeys.check(configuration);
    OptionReader options = new OptionReader(configuration);
    boolean bounded = options.get(BOUNDED);
    DatabaseAccess database = PortMetricsConfig.database(options);
    EngineRules.check(options, bounded, database.patience());
    return new AlertArchiveConfig(
        PortMetricsConfig.kafka(options),
        options.get(TOPIC_PREFIX) + Topic.SLOW_CLEARANCES.suffix(),
        Fetch.of(options),
        database,
        options.positive(JDBC_FLUSH_INTERVAL),
        bounded);
  }
}
