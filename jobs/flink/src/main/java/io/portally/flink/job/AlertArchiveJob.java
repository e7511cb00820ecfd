package io.portally.flink.job;

import io.portally.flink.operator.States;
import io.portally.flink.pipeline.Uids;
import io.portally.flink.sink.AlertSink;
import io.portally.flink.source.FromTheBeginning;
import io.portally.flink.source.RawAlertDeserializer;
import io.portally.flink.type.RawAlert;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Lands the alerts' topic in the database: each state of each alert, and how it stands now. Nothing
 * is decided here but what cannot be read; that is kept in {@code refused_rows}. Without state it
 * reads the topic from its beginning, which changes no row that is there.
 */
public final class AlertArchiveJob {

  static final String NAME = "alert-archive";

  /** The consumer group under which offsets are committed, for lag monitors. */
  static final String GROUP = "portally-alert-archive";

  private final AlertArchiveConfig config;

  AlertArchiveJob(AlertArchiveConfig config) {
    this.config = config;
  }

  public static void main(String[] args) throws Exception {
    var cluster = StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
    Configuration configuration = JobArguments.parse(args).over(cluster);
    AlertArchiveConfig config = AlertArchiveConfig.of(configuration);
    var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    ArchiveConditions.check(config);
    new AlertArchiveJob(config).define(env);
    env.execute(NAME);
  }

  /** Puts the job on the environment. Nothing is asked of a server yet. */
  void define(StreamExecutionEnvironment env) {
    env.setMaxParallelism(States.MAX_PARALLELISM);
    env.fromSource(alerts(), WatermarkStrategy.noWatermarks(), "alerts")
        .uid(Uids.AlertArchive.SOURCE)
        .sinkTo(new AlertSink(config.database(), config.flushInterval()))
        .name("alert tables")
        .uid(Uids.AlertArchive.SINK);
  }

  private KafkaSource<RawAlert> alerts() {
    Properties properties = new Properties();
    properties.putAll(config.kafka());
    properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.fetch().addTo(properties);
    properties.put(
        KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), String.valueOf(!config.bounded()));
    properties.putIfAbsent(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "30000");
    var builder =
        KafkaSource.<RawAlert>builder()
            .setTopics(config.topic())
            .setGroupId(GROUP)
            .setClientIdPrefix(GROUP)
            .setStartingOffsets(new FromTheBeginning())
            .setDeserializer(new RawAlertDeserializer())
            .setProperties(properties);
    if (config.bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }
}
