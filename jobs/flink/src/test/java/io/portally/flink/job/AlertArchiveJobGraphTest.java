package io.portally.flink.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.flink.operator.States;
import io.portally.flink.pipeline.Uids;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph of AlertArchiveJob, built as on a cluster and compiled, but not run. */
class AlertArchiveJobGraphTest {

  private static final String DATABASE = "jdbc:postgresql://database.example/portally";

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  Path secrets;

  @Test
  void everyOperatorHasItsUid() throws Exception {
    for (StreamGraph graph : List.of(graph(), graph("--bounded"))) {
      assertThat(graph.getJobGraph().getVertices())
          .extracting(JobVertex::getMaxParallelism)
          .containsOnly(States.MAX_PARALLELISM);
      assertThat(graph.getStreamNodes())
          .extracting(StreamNode::getTransformationUID)
          .containsExactlyInAnyOrder(Uids.AlertArchive.SOURCE, Uids.AlertArchive.SINK);
    }
  }

  @Test
  void noPasswordTravelsInTheGraph() throws Exception {
    Path file = Files.writeString(secrets.resolve("password"), "password-of-the-file", UTF_8);
    StreamGraph graph = graph("-Dportally.jdbc.password-file=" + file);

    assertThat(new String(InstantiationUtil.serializeObject(graph), ISO_8859_1))
        .contains(DATABASE)
        .doesNotContain("password-of-the-file");
  }

  @Test
  void aMisspeltKeyStopsTheStart() {
    assertThatThrownBy(() -> graph("-Dportally.jdbc.flush=1 s"))
        .isInstanceOf(IllegalConfigurationException.class)
        .hasMessageContaining("portally.jdbc.flush is no option of a job");
  }

  private static StreamGraph graph(String... arguments) {
    Configuration configuration = configuration(arguments);
    var env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    new AlertArchiveJob(AlertArchiveConfig.of(configuration)).define(env);
    return env.getStreamGraph();
  }

  private static Configuration configuration(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-Dportally.kafka.bootstrap-servers=broker.example:9092");
    all.add("-Dportally.jdbc.url=" + DATABASE);
    return JobArguments.parse(all.toArray(String[]::new)).over(new Configuration());
  }
}
