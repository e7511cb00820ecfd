package io.portally.local.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The oracle must not be what a full-size comparison waits for. */
class OracleSpeedTest {

  private static final Instant START = Instant.parse("2025-03-10T00:00:00Z");
  private static final int EVENTS = 240_000;
  private static final List<String> PORTS =
      List.of("CNSHA", "CNNGB", "CNYTN", "CNSHK", "CNCGO", "HKHKG");
  private static final List<String> MOVEMENTS =
      List.of("ARRIVED", "DISCHARGED", "GATED_IN", "LOADED", "DEPARTED", "GATED_OUT");
  private static final List<String> DIRECTIONS = List.of("IMPORT", "EXPORT", "DOMESTIC");

  @Test
  void three_hundred_thousand_lines_take_well_under_twenty_seconds() throws Exception {
    long seed = 20_250_310;
    List<String> lines = threeDaysOfLines(new Random(seed));
    assertThat(lines).hasSize(300_000);

    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          try (Oracle oracle =
              Oracle.judge(
                  OracleSettings.defaultsAsOf(START), SixPorts.register(), lines, List.of())) {
            assertThat(oracle.publishedRecords()).isEqualTo(300_000);
            assertThat(oracle.recordsWithFate("ACCEPTED")).isEqualTo(EVENTS + EVENTS / 8);
            assertThat(oracle.recordsWithFate("DUPLICATE")).isEqualTo(EVENTS / 8);
          }
        },
        "seed " + seed);
  }

  /** Every eighth event is corrected, every eighth is published twice. */
  private static List<String> threeDaysOfLines(Random random) {
    List<String> lines = new ArrayList<>();
    Duration between = Duration.ofDays(3).dividedBy(EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      Line line =
          Line.movement("event-" + i, START.plus(between.multipliedBy(i)))
              .with("consignmentId", "consignment-" + i / 8)
              .with("port", anyOf(PORTS, random))
              .with("movement", anyOf(MOVEMENTS, random))
              .with("direction", anyOf(DIRECTIONS, random))
              .with("grossMassKg", random.nextInt(30_000));
      lines.add(line.json());
      if (i % 8 == 3) {
        lines.add(line.version(1).with("port", anyOf(PORTS, random)).json());
      }
      if (i % 8 == 5) {
        lines.add(line.json());
      }
    }
    return lines;
  }

  private static String anyOf(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }
}
