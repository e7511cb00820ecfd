package io.portally.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(3);
  private static final Pattern TONNES = Pattern.compile("\\| CN ([0-9,]+\\.\\d) t,");

  @Test
  void showsTonnageThatGrowsAndEndsByItself(@TempDir Path temp) throws Exception {
    PortallyProcess demo =
        PortallyProcess.start(
            temp.resolve("output"),
            "demo",
            "--for",
            "20s",
            "--data",
            temp.resolve("data").toString());

    assertThat(demo.await(LONG_ENOUGH)).as(demo::output).isZero();

    List<Double> tonnes = TONNES.matcher(demo.output()).results().map(DemoIT::tonnes).toList();
    assertThat(tonnes).hasSizeGreaterThanOrEqualTo(2).isSorted();
    assertThat(tonnes.get(tonnes.size() - 1)).isGreaterThan(tonnes.get(0));
    assertThat(demo.output())
        .contains("Flink UI    http://127.0.0.1:", "psql        (set -a; .", "job RUNNING")
        .doesNotContain("\u001b");
  }

  private static double tonnes(MatchResult line) {
    return Double.parseDouble(line.group(1).replace(",", ""));
  }
}
