package io.portally.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portally.bench.Bench;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DrainIT {

  private static final int RECORDS = 60_000;

  @Test
  void allEnginesDrainTheTopicIntoTheSameTable(@TempDir Path folder) throws Exception {
    StringWriter out = new StringWriter();
    CommandLine commands = Bench.commandLine();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(out, true));

    int exit =
        commands.execute(
            "bench",
            "drain",
            "--records=" + RECORDS,
            "--engines=a,b",
            "--pairs=1",
            "--skip-aa",
            "--heap=768",
            "--data=" + folder.resolve("data"),
            "--out=" + folder.resolve("out"));

    assertThat(exit).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("NOT CHECKED", "plain Java (a)", "PortMetricsJob (c)", "c / a", "c / b");
    JsonNode runs =
        new ObjectMapper().readTree(folder.resolve("out/result.json").toFile()).path("runs");
    assertThat(runs.findValuesAsText("engine")).containsExactly("c", "a", "c", "b");
    assertThat(runs).allSatisfy(run -> assertThat(run.path("records").asInt()).isEqualTo(RECORDS));
    assertThat(runs.get(0).at("/checksum/rows").asInt()).isGreaterThan(1_000);
    assertThat(runs.get(1).path("checksum")).isEqualTo(runs.get(0).path("checksum"));
    assertThat(runs.get(0).at("/writes/inserted").asInt()).isGreaterThan(1_000);
    assertThat(runs.get(3).path("checksum").isNull()).isTrue();
    assertThat(folder.resolve("out/configuration/c/cluster-config.yaml")).isNotEmptyFile();
  }
}
