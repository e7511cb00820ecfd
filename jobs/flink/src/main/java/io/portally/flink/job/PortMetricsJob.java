package io.portally.flink.job;

import io.portally.flink.operator.States;
import io.portally.flink.pipeline.PortMetricsPipeline;
import io.portally.flink.pipeline.PortMetricsPipeline.Outputs;
import io.portally.flink.pipeline.PortMetricsPipeline.Pace;
import io.portally.flink.pipeline.Uids;
import io.portally.flink.sink.FactSink;
import io.portally.flink.sink.SetAsideSerializer;
import io.portally.flink.source.EventTimeWatermarks;
import io.portally.flink.source.FromTheBeginning;
import io.portally.flink.source.HeartbeatSink;
import io.portally.flink.source.JudgingDeserializer;
import io.portally.flink.type.JudgedRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The main job: both event topics in, every metric out. Builds the real sources and sinks around
 * {@link PortMetricsPipeline}.
 */
public final class PortMetricsJob {

  static final String NAME = "port-metrics";

  static final String DEAD_LETTERS = "dead-letters";
  static final String LATE_EVENTS = "late-events";

  /**
   * A broker may be away this long before a record that must not be lost fails the job. Less than a
   * checkpoint may take, which waits for it.
   */
  private static final Duration PRODUCER_PATIENCE = Duration.ofMinutes(5);

  private final PortMetricsConfig config;
  private final int generation;

  PortMetricsJob(PortMetricsConfig config, int generation) {
    this.config = config;
    this.generation = generation;
  }

  public static void main(String[] args) throws Exception {
    var cluster = StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
    Configuration configuration = JobArguments.parse(args).over(cluster);
    PortMetricsConfig config = PortMetricsConfig.of(configuration, Clock.systemUTC().instant());
    var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    int generation = StartConditions.generation(config);
    boolean wantsBeginning = StartConditions.wantsBeginning(configuration, config, generation);
    StartConditions.checkTopics(config, env.getParallelism(), wantsBeginning);
    new PortMetricsJob(config, generation).define(env);
    env.execute(nameOf(generation));
  }

  /** As Flink's web UI shows it: two generations may be computed side by side. */
  static String nameOf(int generation) {
    return generation > 1 ? "%s, generation %d".formatted(NAME, generation) : NAME;
  }

  /** Puts the job on the environment. Nothing is asked of a server yet. */
  void define(StreamExecutionEnvironment env) {
    env.setMaxParallelism(States.MAX_PARALLELISM);
    DataStream<JudgedRecord> records =
        env.fromSource(events(), watermarks(), "events").uid(Uids.SOURCE);
    Pace pace = new Pace(config.combineInterval(), config.refresh(), config.boundedAsOf());
    Outputs outputs = PortMetricsPipeline.build(records, config.definitions(), generation, pace);
    outputs
        .rows()
        .sinkTo(
            new FactSink(
                config.database(),
                generation,
                config.definitions().register(),
                config.flushInterval()))
        .name("facts")
        .uid(Uids.FACT_SINK);
    outputs
        .rejected()
        .sinkTo(setAside(DEAD_LETTERS))
        .name("dead letters")
        .uid(Uids.DEAD_LETTER_SINK);
    outputs.late().sinkTo(setAside(LATE_EVENTS)).name("late events").uid(Uids.LATE_EVENT_SINK);
    if (!config.heartbeatInterval().isZero()) {
      sendHeartbeats(env);
    }
  }

  KafkaSource<JudgedRecord> events() {
    Properties properties = new Properties();
    properties.putAll(config.kafka());
    String group = config.groupOf(generation);
    properties.putIfAbsent(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.fetch().addTo(properties);
    properties.put(
        KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), String.valueOf(!config.isBounded()));
    properties.putIfAbsent(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "30000");
    var builder =
        KafkaSource.<JudgedRecord>builder()
            .setTopics(config.eventTopics())
            .setGroupId(group)
            .setClientIdPrefix(group)
            .setStartingOffsets(new FromTheBeginning())
            .setDeserializer(new JudgingDeserializer(config.definitions(), config.topicPrefix()))
            .setProperties(properties);
    if (config.isBounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }

  WatermarkStrategy<JudgedRecord> watermarks() {
    Duration outOfOrderness = config.outOfOrderness();
    WatermarkStrategy<JudgedRecord> strategy =
        WatermarkStrategy.forGenerator(context -> new EventTimeWatermarks(outOfOrderness));
    return config.idleTimeout() == null ? strategy : strategy.withIdleness(config.idleTimeout());
  }

  private KafkaSink<JudgedRecord.Refused> setAside(String topic) {
    Properties properties = new Properties();
    properties.putAll(config.kafka());
    String patience = String.valueOf(PRODUCER_PATIENCE.toMillis());
    properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
    properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
    // A record that is too large to be set aside would fail the job again and again.
    properties.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        String.valueOf(SetAsideSerializer.largestRecord(config.setAsideBytes())));
    return KafkaSink.<JudgedRecord.Refused>builder()
        .setKafkaProducerConfig(properties)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(
            new SetAsideSerializer(config.topicPrefix(), topic, config.setAsideBytes()))
        .build();
  }

  private void sendHeartbeats(StreamExecutionEnvironment env) {
    double perSecond = 1_000.0 / config.heartbeatInterval().toMillis();
    var ticks =
        new DataGeneratorSource<>(
            tick -> tick, Long.MAX_VALUE, RateLimiterStrategy.perSecond(perSecond), Types.LONG);
    env.fromSource(ticks, WatermarkStrategy.noWatermarks(), "heartbeat ticks")
        .uid(Uids.HEARTBEAT_TICKS)
        .setParallelism(1)
        .sinkTo(new HeartbeatSink(config.kafka(), config.eventTopics(), config.heartbeatInterval()))
        .name("heartbeats")
        .uid(Uids.HEARTBEAT_SINK)
        .setParallelism(1);
  }
}
