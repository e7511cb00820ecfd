package io.portally.flink.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.flink.operator.States;
import io.portally.flink.pipeline.Uids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The production graph, built as on a cluster and compiled, but not run. */
class SlowClearanceJobGraphTest {

  private static final List<String> ITS_OWN_UIDS =
      List.of(
          Uids.SlowClearance.TOLD,
          Uids.SlowClearance.RULES,
          Uids.SlowClearance.RULE_ROUTE,
          Uids.SlowClearance.WATCH,
          Uids.SlowClearance.ALERT_SINK,
          Uids.SlowClearance.RULE_LETTER_SINK);

  private static final List<String> HEARTBEATS = List.of(Uids.HEARTBEAT_TICKS, Uids.HEARTBEAT_SINK);

  @Test
  void everyOperatorHasItsUid() throws Exception {
    assertThat(uidsOf(graph()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(ITS_OWN_UIDS, HEARTBEATS, List.of(Uids.SOURCE, Uids.ROUTE))
                .flatMap(List::stream)
                .toList());
  }

  @Test
  void aBoundedJobSendsNoHeartbeats() throws Exception {
    assertThat(uidsOf(graph("--bounded"))).doesNotContainAnyElementsOf(HEARTBEATS);
  }

  @Test
  void eventTimeIsToldOftenAsAlertsWaitForIt() throws Exception {
    assertThat(betweenWatermarks("-Dpipeline.auto-watermark-interval=200ms")).isEqualTo(50);
    assertThat(betweenWatermarks("-Dpipeline.auto-watermark-interval=10ms")).isEqualTo(10);
  }

  private static long betweenWatermarks(String... arguments) throws Exception {
    return graph(arguments).getExecutionConfig().getAutoWatermarkInterval();
  }

  @Test
  void stateCanAlwaysBeSpreadOverTheSameKeyGroups() throws Exception {
    assertThat(graph().getJobGraph().getVertices())
        .extracting(JobVertex::getMaxParallelism)
        .containsOnly(States.MAX_PARALLELISM);
  }

  @Test
  void rulesAreReadInTheirOrder() throws Exception {
    assertThat(graph("-Dparallelism.default=4").getStreamNodes())
        .filteredOn(
            node ->
                List.of(Uids.SlowClearance.RULES, Uids.SlowClearance.RULE_ROUTE)
                    .contains(uidOf(node)))
        .hasSize(2)
        .allSatisfy(node -> assertThat(node.getParallelism()).isOne());
  }

  @Test
  void mainIsNoLongerThanTenLines() throws IOException {
    List<String> source =
        Files.readAllLines(Path.of("src/main/java/io/portally/flink/job/SlowClearanceJob.java"));
    int begin = source.indexOf("  public static void main(String[] args) throws Exception {");
    int end = begin + source.subList(begin, source.size()).indexOf("  }");

    assertThat(begin).isPositive();
    assertThat(end - begin - 1).isBetween(1, 10);
  }

  private static StreamGraph graph(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-Dportally.kafka.bootstrap-servers=broker.example:9092");
    Configuration configuration =
        JobArguments.parse(all.toArray(String[]::new)).over(new Configuration());
    var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    new SlowClearanceJob(SlowClearanceConfig.of(configuration)).define(env);
    return env.getStreamGraph();
  }

  private static List<String> uidsOf(StreamGraph graph) {
    // Compiled, as only then a missing uid is noticed.
    assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
    return graph.getStreamNodes().stream()
        .map(SlowClearanceJobGraphTest::uidOf)
        .distinct()
        .toList();
  }

  /** Flink gives a sink's second operator the sink's own uid behind some words. */
  private static String uidOf(StreamNode node) {
    return node.getTransformationUID().replace("Sink Committer: ", "");
  }
}
