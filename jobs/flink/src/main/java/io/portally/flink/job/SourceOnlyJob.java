package io.portally.flink.job;

import io.portally.flink.pipeline.Uids;
import java.time.Clock;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Reads, decodes and judges what {@link PortMetricsJob} reads, just as it does, and throws it away:
 * what is left of the engine's speed before anything is counted. For measuring only; it takes the
 * same arguments and writes nothing.
 */
public final class SourceOnlyJob {

  private static final String NAME = "source-only";

  /** Not among the uids of the main job: nobody keeps a savepoint of this one. */
  private static final String SINK = "discarded";

  private SourceOnlyJob() {}

  public static void main(String[] args) throws Exception {
    var cluster = StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
    Configuration configuration = JobArguments.parse(args).over(cluster);
    PortMetricsConfig config = PortMetricsConfig.of(configuration, Clock.systemUTC().instant());
    var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    StartConditions.checkTopics(config, env.getParallelism(), false);
    define(env, config);
    env.execute(NAME);
  }

  static void define(StreamExecutionEnvironment env, PortMetricsConfig config) {
    PortMetricsJob job = new PortMetricsJob(config, 0);
    env.fromSource(job.events(), job.watermarks(), "events")
        .uid(Uids.SOURCE)
        .sinkTo(new DiscardingSink<>())
        .name("discarded")
        .uid(SINK);
  }
}
