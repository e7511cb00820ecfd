package io.portally.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portally.bench.Bench;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DrainIT {

  private static final int RECORDS = 60_000;

  /** The stack and its topics are kept from one drain to the next, as they usually are. */
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  static Path data;

  private final StringWriter out = new StringWriter();

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  Path folder;

  @Test
  void allEnginesDrainTheTopicIntoTheSameTable() throws Exception {
    // A run alone of the main job would be a Flink cluster more, and show no more.
    JsonNode runs = drain("--engines=a", "--skip-alone=c");

    assertThat(out.toString())
        .contains("NOT CHECKED", "plain Java (a)", "PortMetricsJob (c)", "c / a");
    assertThat(runs.findValuesAsText("engine")).containsExactly("c", "a", "a");
    assertThat(runs).allSatisfy(run -> assertThat(run.path("records").asInt()).isEqualTo(RECORDS));
    assertThat(runs.get(0).at("/checksum/rows").asInt()).isGreaterThan(1_000);
    assertThat(runs.findValues("checksum")).allMatch(runs.get(0).path("checksum")::equals);
    assertThat(runs.get(2).at("/writes/inserted").asInt()).isGreaterThan(1_000);
    assertThat(folder.resolve("out/configuration/c/cluster-config.yaml")).isNotEmptyFile();
  }

  @Test
  void journeysOfBothTopicsAreDrainedEvenOnesAndSkewedOnes() throws Exception {
    JsonNode runs = drain("--traffic=JOURNEYS", "--skew=0.5", "--engines=c", "--skip-alone");

    assertThat(out.toString()).contains("c / c skewed");
    assertThat(runs.findValuesAsText("engine")).containsExactly("c", "c");
    assertThat(runs).allSatisfy(run -> assertThat(run.path("records").asInt()).isEqualTo(RECORDS));
    assertThat(runs.get(0).at("/checksum/rows").asInt()).isGreaterThan(1_000);
    assertThat(runs.get(0).path("checksum")).isNotEqualTo(runs.get(1).path("checksum"));
  }

  @Test
  void anEngineThatKnowsMovementsAloneIsNoneOfThoseForJourneys() {
    int exit = execute("bench", "drain", "--traffic=JOURNEYS", "--engines=a");

    assertThat(exit).isEqualTo(2);
    assertThat(out.toString())
        .contains("There is no engine 'a'", "the engines are: b (Flink, source alone), c (Port");
  }

  private JsonNode drain(String... options) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "bench",
                "drain",
                "--records=" + RECORDS,
                "--pairs=1",
                "--skip-aa",
                "--heap=768",
                "--jvm-option=-XX:TieredStopAtLevel=1",
                "--data=" + data,
                "--out=" + folder.resolve("out")));
    all.addAll(List.of(options));
    assertThat(execute(all.toArray(String[]::new))).as(out.toString()).isZero();
    return new ObjectMapper().readTree(folder.resolve("out/result.json").toFile()).path("runs");
  }

  private int execute(String... arguments) {
    CommandLine commands = Bench.commandLine();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(out, true));
    return commands.execute(arguments);
  }
}
