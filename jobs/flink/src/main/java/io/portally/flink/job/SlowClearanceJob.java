package io.portally.flink.job;

import io.portally.flink.operator.RuleLog;
import io.portally.flink.operator.States;
import io.portally.flink.pipeline.SlowClearancePipeline;
import io.portally.flink.pipeline.SlowClearancePipeline.Outputs;
import io.portally.flink.pipeline.Uids;
import io.portally.flink.sink.AlertRecordSerializer;
import io.portally.flink.sink.RuleLetterSerializer;
import io.portally.flink.source.AlertTopic;
import io.portally.flink.source.EchoDeserializer;
import io.portally.flink.source.NoWatermarks;
import io.portally.flink.source.RuleDeserializer;
import io.portally.flink.source.RuleTopic;
import io.portally.flink.type.AboutConsignment;
import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.RuleRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Alerts for every clearance that becomes slow: both event topics and the rules in, alerts out.
 * Stands alone, so that an alert never waits for the database. Builds the real sources and sinks
 * around {@link SlowClearancePipeline}.
 */
public final class SlowClearanceJob {

  static final String NAME = "slow-clearance";

  /** An alert waits for event time to be told, so it is told so often at least. */
  private static final Duration BETWEEN_WATERMARKS = Duration.ofMillis(50);

  private final SlowClearanceConfig config;

  SlowClearanceJob(SlowClearanceConfig config) {
    this.config = config;
  }

  public static void main(String[] args) throws Exception {
    var cluster = StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
    Configuration configuration = JobArguments.parse(args).over(cluster);
    SlowClearanceConfig config = SlowClearanceConfig.of(configuration);
    var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    StartConditions.checkTopics(config.input(), config.allTopics(), env.getParallelism(), false);
    StartConditions.checkRules(config.input(), config.topic(SlowClearanceConfig.RULES));
    new SlowClearanceJob(config).define(env);
    env.execute(NAME);
  }

  /** Puts the job on the environment. Nothing is asked of a server yet. */
  void define(StreamExecutionEnvironment env) {
    env.setMaxParallelism(States.MAX_PARALLELISM);
    env.getConfig()
        .setAutoWatermarkInterval(
            Math.min(env.getConfig().getAutoWatermarkInterval(), BETWEEN_WATERMARKS.toMillis()));
    EventInput input = config.input();
    DataStream<JudgedRecord> records =
        env.fromSource(input.source(config.groupId()), input.watermarksToTheEnd(), "events")
            .uid(Uids.SOURCE);
    DataStream<AboutConsignment> told =
        env.fromSource(
                told(), WatermarkStrategy.forGenerator(context -> new NoWatermarks<>()), "told")
            .uid(Uids.SlowClearance.TOLD);
    DataStream<RuleRecord> rules =
        env.fromSource(
                rules(),
                WatermarkStrategy.forGenerator(context -> new NoWatermarks<>()),
                "rule records")
            .uid(Uids.SlowClearance.RULES)
            .setParallelism(1);
    Outputs outputs =
        SlowClearancePipeline.build(
            records,
            told,
            rules,
            input.definitions(),
            ruleLog(),
            new AlertTopic(input.consumer(), config.topic(SlowClearanceConfig.ALERTS)),
            config.boundedAsOf());
    outputs
        .alerts()
        .sinkTo(
            ReliableTopic.soon(
                input.kafka(),
                new AlertRecordSerializer(
                    input.definitions().register(), config.topic(SlowClearanceConfig.ALERTS))))
        .name("alerts")
        .uid(Uids.SlowClearance.ALERT_SINK);
    outputs
        .refusedRules()
        .sinkTo(
            ReliableTopic.setAside(
                input.kafka(),
                config.setAsideBytes(),
                new RuleLetterSerializer(
                    config.topic(SlowClearanceConfig.RULES),
                    config.topic(PortMetricsJob.DEAD_LETTERS),
                    config.setAsideBytes())))
        .name("refused rules")
        .uid(Uids.SlowClearance.RULE_LETTER_SINK)
        .setParallelism(1);
    input.sendHeartbeats(env);
  }

  private RuleLog ruleLog() {
    return new RuleTopic(
        config.input().consumer(),
        config.topic(SlowClearanceConfig.RULES),
        config.input().definitions().register());
  }

  private KafkaSource<RuleRecord> rules() {
    return besides(
        SlowClearanceConfig.RULES, new RuleDeserializer(config.input().definitions().register()));
  }

  private KafkaSource<AboutConsignment> told() {
    return besides(SlowClearanceConfig.ALERTS, new EchoDeserializer());
  }

  /** A topic that is read besides the events, from its beginning. */
  private <T> KafkaSource<T> besides(
      String topic, KafkaRecordDeserializationSchema<T> deserializer) {
    var builder =
        KafkaSource.<T>builder()
            .setTopics(config.topic(topic))
            .setGroupId(config.groupId())
            .setClientIdPrefix(config.groupId() + "-" + topic)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(deserializer)
            .setProperties(config.input().consumer());
    if (config.input().bounded()) {
      builder.setBounded(OffsetsInitializer.latest());
    }
    return builder.build();
  }
}
