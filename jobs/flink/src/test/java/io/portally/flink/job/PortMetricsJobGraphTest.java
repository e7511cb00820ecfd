package io.portally.flink.job;

import static io.portally.flink.fixture.Times.NINE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.flink.operator.States;
import io.portally.flink.pipeline.Uids;
import io.portally.flink.sink.DatabaseAccess;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The production graph, built as on a cluster and compiled, but not run. */
class PortMetricsJobGraphTest {

  private static final String PASSWORD_OF_THE_FILE = "password-of-the-file";
  private static final String DATABASE = "jdbc:postgresql://database.example/portally";

  /** Flink gives a sink's second operator the sink's own uid behind this. */
  private static final String COMMITTER = "Sink Committer: ";

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  Path secrets;

  @Test
  void everyOperatorHasItsUidAndEveryUidItsOperator() throws Exception {
    assertThat(uidsOf(graph())).containsExactlyInAnyOrderElementsOf(allUids());
  }

  @Test
  void withoutHeartbeatsTheirOperatorsAreMissingAndNothingElse() throws Exception {
    List<String> others = allUids();
    others.removeAll(List.of(Uids.HEARTBEAT_TICKS, Uids.HEARTBEAT_SINK));

    assertThat(uidsOf(graph("-Dportally.heartbeat.interval=0")))
        .containsExactlyInAnyOrderElementsOf(others);
    assertThat(uidsOf(graph("--bounded"))).containsExactlyInAnyOrderElementsOf(others);
  }

  @Test
  void readingAloneIsTheSameSourceAndNothingElse() throws Exception {
    StreamExecutionEnvironment env = environment("--bounded");
    SourceOnlyJob.define(env, PortMetricsConfig.of(configuration("--bounded"), NINE));

    assertThat(uidsOf(env.getStreamGraph())).containsExactlyInAnyOrder(Uids.SOURCE, "discarded");
  }

  @Test
  void stateCanAlwaysBeSpreadOverTheSameKeyGroups() throws Exception {
    assertThat(graph().getJobGraph().getVertices())
        .extracting(JobVertex::getMaxParallelism)
        .containsOnly(States.MAX_PARALLELISM);
  }

  @Test
  void noPasswordTravelsInTheGraph() throws Exception {
    assertThat(System.getenv(DatabaseAccess.PASSWORD_VARIABLE)).isNotBlank();
    Path file = Files.writeString(secrets.resolve("password"), PASSWORD_OF_THE_FILE, UTF_8);
    for (StreamGraph graph : List.of(graph(), graph("-Dportally.jdbc.password-file=" + file))) {
      for (String serialized : List.of(bytesOf(graph), bytesOf(graph.getJobGraph()))) {
        assertThat(serialized)
            .doesNotContain(PASSWORD_OF_THE_FILE)
            .doesNotContain(System.getenv(DatabaseAccess.PASSWORD_VARIABLE));
      }
    }
  }

  @Test
  void whatDoesTravelInTheGraphWouldBeFound() throws Exception {
    JobGraph graph = graph().getJobGraph();

    assertThat(bytesOf(graph)).contains(DATABASE);
  }

  @Test
  void aMissingUidStopsTheStart() {
    var env = environment();
    env.fromData("a").uid("a").sinkTo(new DiscardingSink<>());

    assertThatThrownBy(() -> env.getStreamGraph().getJobGraph())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no UID");
  }

  @Test
  void aTypeLeftToReflectionStopsTheStart() {
    var serializers = environment().getConfig().getSerializerConfig();

    assertThatThrownBy(() -> TypeInformation.of(StringBuilder.class).createSerializer(serializers))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Generic types have been disabled");
  }

  @Test
  void mainIsNoLongerThanTenLines() throws IOException {
    List<String> source =
        Files.readAllLines(Path.of("src/main/java/io/portally/flink/job/PortMetricsJob.java"));
    int begin = source.indexOf("  public static void main(String[] args) throws Exception {");
    int end = begin + source.subList(begin, source.size()).indexOf("  }");

    assertThat(begin).isPositive();
    assertThat(end - begin - 1).isBetween(1, 10);
  }

  private static StreamGraph graph(String... arguments) throws Exception {
    StreamExecutionEnvironment env = environment(arguments);
    PortMetricsConfig config = PortMetricsConfig.of(configuration(arguments), NINE);
    new PortMetricsJob(config, 1).define(env);
    return env.getStreamGraph();
  }

  private static StreamExecutionEnvironment environment(String... arguments) {
    return StreamExecutionEnvironment.getExecutionEnvironment(configuration(arguments));
  }

  private static Configuration configuration(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-Dportally.kafka.bootstrap-servers=broker.example:9092");
    all.add("-Dportally.jdbc.url=" + DATABASE);
    return JobArguments.parse(all.toArray(String[]::new)).over(new Configuration());
  }

  private static List<String> uidsOf(StreamGraph graph) {
    // Compiled, as only then a missing uid is noticed.
    assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
    return graph.getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .map(uid -> uid.startsWith(COMMITTER) ? uid.substring(COMMITTER.length()) : uid)
        .distinct()
        .toList();
  }

  private static List<String> allUids() throws IllegalAccessException {
    List<String> uids = new ArrayList<>();
    for (Field field : Uids.class.getDeclaredFields()) {
      if (field.getType() == String.class) {
        uids.add((String) field.get(null));
      }
    }
    return uids;
  }

  private static String bytesOf(Object graph) throws IOException {
    return new String(InstantiationUtil.serializeObject(graph), ISO_8859_1);
  }
}
