package io.portally.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portally.local.stack.DataDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);
  private static final Pattern TONNES = Pattern.compile("\\| CN ([0-9,]+\\.\\d) t,");

  private static final Pattern CLEARANCE =
      Pattern.compile("\\| import clearance .*GBA [0-9]+\\.[0-9] h");

  private Path data;
  private Path output;

  @BeforeEach
  void inADirectory(@TempDir Path temp) {
    data = temp.resolve("data");
    output = temp.resolve("output");
  }

  @AfterEach
  void nothingIsLeft() {
    DataDirectory.at(data).stopSupervisor();
    DataDirectory.at(data).endOrphans();
  }

  @Test
  void showsTonnageThatGrowsUntilItIsStopped() throws Exception {
    PortallyProcess demo = demo("--history", "48h");
    await()
        .atMost(LONG_ENOUGH)
        .until(
            () ->
                !demo.isAlive()
                    || (tonnes(demo).stream().distinct().count() >= 3
                        && CLEARANCE.matcher(demo.output()).find()));

    demo.terminate();

    assertThat(demo.await(LONG_ENOUGH)).as(demo::output).isZero();
    assertThat(demo.output()).containsPattern(CLEARANCE);
    assertThat(tonnes(demo)).isSorted().hasSizeGreaterThanOrEqualTo(3);
    assertThat(demo.output())
        .contains("Flink UI    http://127.0.0.1:", "psql        (set -a; .", "job RUNNING")
        .contains("Stopped. The data stays in " + data)
        .doesNotContain("\u001b");
  }

  @Test
  void endsByItselfWhenItWasGivenATime() throws Exception {
    PortallyProcess demo = demo("--for", "1s", "--history", "1h");
    assertThat(demo.await(LONG_ENOUGH)).as(demo::output).isZero();
    assertThat(demo.output()).contains("Stopping ...", "Stopped.");
  }

  private PortallyProcess demo(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("demo", "--data", data.toString()));
    // Enough for figures that grow; more would only take longer to count.
    all.addAll(List.of("--rate", "200"));
    all.addAll(List.of(arguments));
    return PortallyProcess.start(output, all.toArray(String[]::new));
  }

  private static List<Double> tonnes(PortallyProcess demo) {
    return TONNES.matcher(demo.output()).results().map(DemoIT::tonnes).toList();
  }

  private static double tonnes(MatchResult line) {
    return Double.parseDouble(line.group(1).replace(",", ""));
  }
}
