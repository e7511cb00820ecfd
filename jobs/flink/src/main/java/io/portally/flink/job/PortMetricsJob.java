package io.portally.flink.job;

import io.portally.flink.operator.States;
import io.portally.flink.pipeline.PortMetricsPipeline;
import io.portally.flink.pipeline.PortMetricsPipeline.Outputs;
import io.portally.flink.pipeline.PortMetricsPipeline.Pace;
import io.portally.flink.pipeline.Uids;
import io.portally.flink.sink.FactSink;
import io.portally.flink.sink.SetAsideSerializer;
import io.portally.flink.type.JudgedRecord;
import java.time.Clock;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The main job: both event topics in, every metric out. Builds the real sources and sinks around
 * {@link PortMetricsPipeline}.
 */
public final class PortMetricsJob {

  static final String NAME = "port-metrics";

  static final String DEAD_LETTERS = "dead-letters";
  static final String LATE_EVENTS = "late-events";

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
    config.input().sendHeartbeats(env);
  }

  KafkaSource<JudgedRecord> events() {
    return config.input().source(config.groupOf(generation));
  }

  WatermarkStrategy<JudgedRecord> watermarks() {
    return config.input().watermarks();
  }

  private KafkaSink<JudgedRecord.Refused> setAside(String topic) {
    return ReliableTopic.setAside(
        config.kafka(),
        config.setAsideBytes(),
        new SetAsideSerializer(config.topicPrefix(), topic, config.setAsideBytes()));
  }
}
