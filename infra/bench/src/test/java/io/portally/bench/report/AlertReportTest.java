package io.portally.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.bench.alerts.AlertObservation;
import io.portally.bench.engine.Resources;
import io.portally.bench.latency.Percentiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertReportTest {

  private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");

  @Test
  void itTellsDelaysAndTheHeapOfEachOpenClearance() {
    assertThat(report(0).lines())
        .contains("1,000,000 open, 20,000 records/s: 300 bytes of heap for each open one")
        .anyMatch(
            line ->
                line.startsWith("all along ")
                    && line.contains("10,250")
                    && line.endsWith("     120      300      400"))
        .anyMatch(
            line ->
                line.startsWith("  at Alertmanager ")
                    && line.endsWith("     170      350      450"))
        .contains(
            "a rule that made 1,400 of the open ones slow: alerts within 900 ms (p50), 1,700 ms (p99), 1,800 ms (all)")
        .noneMatch(line -> line.contains("NEVER CAME"));
  }

  @Test
  void itTellsWhatNeverCame() {
    assertThat(report(3).lines()).anyMatch(line -> line.endsWith("3 NEVER CAME"));
    assertThat(report(3).observations().get(0).isWhole()).isFalse();
  }

  @Test
  void itIsWrittenAsJson(@TempDir Path folder) throws IOException {
    report(0).write(folder.resolve("alerts.json"));

    assertThat(Files.readString(folder.resolve("alerts.json")))
        .contains("\"open\" : 1000000", "\"name\" : \"all along\"", "\"p99\" : 300.0");
  }

  private static AlertReport report(int missing) {
    return new AlertReport(
        AT,
        new Machine("cpu", 2, 8L << 30, "kernel", "17"),
        new Commit("0123456", false),
        List.of("0.1.0"),
        List.of("alerts"),
        Resources.onTheHeap(4096, 2, Duration.ofSeconds(30), List.of()),
        List.of(
            new AlertObservation(
                1_000_000,
                20_000,
                AT,
                60,
                100_000_000,
                400_000_000,
                4.5,
                20,
                0,
                List.of(
                    new AlertObservation.Group(
                        "all along",
                        new AlertObservation.Delays(
                            missing,
                            new Percentiles(3_000, 10_250, 10_400, 10_450, 10_500),
                            new Percentiles(3_000, 120, 300, 350, 400)),
                        new AlertObservation.Delays(
                            0,
                            new Percentiles(3_000, 10_300, 10_450, 10_500, 10_550),
                            new Percentiles(3_000, 170, 350, 400, 450)))),
                new AlertObservation.Ruled(0, new Percentiles(1_400, 900, 1_700, 1_750, 1_800)))));
  }
}
