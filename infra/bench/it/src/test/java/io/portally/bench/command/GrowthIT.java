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

class GrowthIT {

  /** In RocksDB, as every other test keeps its state on the heap. */
  @Test
  void theJobReadsWholeLivesAndWhatItTookIsTold(@TempDir Path folder) throws Exception {
    StringWriter out = new StringWriter();
    CommandLine commands = Bench.commandLine();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(out, true));

    int exit =
        commands.execute(
            "bench",
            "growth",
            "--vary=PORTS",
            "--at=2000",
            "--ports=20",
            "--backends=ROCKSDB",
            "--warm-up=16000",
            "--records=64000",
            "--checkpoint-every=20000",
            "--rocksdb-memory=128",
            "--heap=768",
            "--data=" + folder.resolve("data"),
            "--out=" + folder.resolve("out"));

    assertThat(exit).as(out.toString()).isZero();
    assertThat(out.toString()).contains("2,000 open on rocksdb, 20 ports");
    JsonNode run =
        new ObjectMapper().readTree(folder.resolve("out/growth.json").toFile()).at("/runs/0");
    assertThat(run.path("records").asInt()).isBetween(1, 64_000);
    assertThat(run.path("engineCpuSeconds").asDouble()).isPositive();
    assertThat(run.at("/writes/inserted").asInt()).isGreaterThan(100);
    assertThat(run.path("heapBytes").asInt()).isGreaterThan(1 << 20);
    // All of a round are remembered, each with all that happened to it.
    assertThat(run.at("/atRest/stateBytes").asInt()).isGreaterThan(2_000 * 200);
    assertThat(folder.resolve("out/configuration/c/cluster-config.yaml")).isNotEmptyFile();
  }
}
