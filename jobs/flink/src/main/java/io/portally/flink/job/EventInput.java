package io.portally.flink.job;

import static io.portally.flink.job.PortMetricsOptions.OUT_OF_ORDERNESS;
import static io.portally.flink.job.PortMetricsOptions.TOPIC_PREFIX;

import io.portally.flink.pipeline.Uids;
import io.portally.flink.source.EventTimeWatermarks;
import io.portally.flink.source.FromTheBeginning;
import io.portally.flink.source.HeartbeatSink;
import io.portally.flink.source.JudgingDeserializer;
import io.portally.flink.source.PromptWatermarks;
import io.portally.flink.type.JudgedRecord;
import io.portally.tally.Definitions;
import io.portally.tally.fate.EventTopic;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/**
 * The two event topics as every job reads them: decoded and judged, with a watermark for each
 * partition, and with the heartbeats that keep it moving.
 *
 * @param kafka the properties of the Kafka clients
 * @param topicPrefix what the names of all topics begin with
 * @param fetch how much is fetched at once
 * @param definitions by which records are judged
 * @param outOfOrderness how far watermarks stay behind
 * @param idleTimeout null: partitions never go idle, heartbeats keep them moving
 * @param heartbeatInterval zero: none are sent
 * @param bounded whether reading ends at what the topics hold at the start
 */
record EventInput(
    Properties kafka,
    String topicPrefix,
    Fetch fetch,
    Definitions definitions,
    Duration outOfOrderness,
    @Nullable Duration idleTimeout,
    Duration heartbeatInterval,
    boolean bounded) {

  static EventInput of(OptionReader options, boolean bounded) {
    Duration heartbeats = bounded ? Duration.ZERO : PortMetricsConfig.heartbeatInterval(options);
    return new EventInput(
        PortMetricsConfig.kafka(options),
        options.get(TOPIC_PREFIX),
        Fetch.of(options),
        PortMetricsConfig.definitions(options),
        options.notNegative(OUT_OF_ORDERNESS),
        PortMetricsConfig.idleTimeout(options, heartbeats),
        heartbeats,
        bounded);
  }

  /** The event topics by their full names. */
  List<String> topics() {
    return Stream.of(EventTopic.values()).map(topic -> topicPrefix + topic.suffix()).toList();
  }

  /**
   * The source of events.
   *
   * @param group under which offsets are committed
   */
  KafkaSource<JudgedRecord> source(String group) {
    var builder =
        KafkaSource.<JudgedRecord>builder()
            .setTopics(topics())
            .setGroupId(group)
            .setClientIdPrefix(group)
            .setStartingOffsets(new FromTheBeginning())
            .setDeserializer(new JudgingDeserializer(definitions, topicPrefix))
            .setProperties(consumer());
    if (bounded) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  /** The properties of a consumer. */
  Properties consumer() {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    fetch.addTo(properties);
    properties.put(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), String.valueOf(!bounded));
    properties.putIfAbsent(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "30000");
    return properties;
  }

  WatermarkStrategy<JudgedRecord> watermarks() {
    // A copy, so that not all of this travels with the strategy.
    Duration behind = outOfOrderness;
    WatermarkStrategy<JudgedRecord> strategy =
        WatermarkStrategy.forGenerator(context -> new EventTimeWatermarks(behind));
    return idleTimeout == null ? strategy : strategy.withIdleness(idleTimeout);
  }

  /** The same where it counts how far event time has come at the end of a bounded input. */
  WatermarkStrategy<JudgedRecord> watermarksToTheEnd() {
    Duration behind = outOfOrderness;
    return bounded
        ? WatermarkStrategy.forGenerator(context -> new PromptWatermarks(behind))
        : watermarks();
  }

  /** Puts the heartbeats on the environment, if any are to be sent. */
  void sendHeartbeats(StreamExecutionEnvironment env) {
    if (heartbeatInterval.isZero()) {
      return;
    }
    double perSecond = 1_000.0 / heartbeatInterval.toMillis();
    var ticks =
        new DataGeneratorSource<>(
            tick -> tick, Long.MAX_VALUE, RateLimiterStrategy.perSecond(perSecond), Types.LONG);
    env.fromSource(ticks, WatermarkStrategy.noWatermarks(), "heartbeat ticks")
        .uid(Uids.HEARTBEAT_TICKS)
        .setParallelism(1)
        .sinkTo(new HeartbeatSink(kafka, topics(), heartbeatInterval, outOfOrderness))
        .name("heartbeats")
        .uid(Uids.HEARTBEAT_SINK)
        .setParallelism(1);
  }
}
