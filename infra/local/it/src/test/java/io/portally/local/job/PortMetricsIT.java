package io.portally.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.local.oracle.Oracle;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.StackOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seeded nation through the real broker, the real job and the real database, cell by cell. */
// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
class PortMetricsIT {

  /** A day and a half of them: the first windows close. */
  private static final int EVENTS = 39_000;

  private static final double RATE = 0.3;
  private static final int PARTITIONS = 4;

  private static Path temp;
  private static EmbeddedStack stack;
  private static RecordedTraffic traffic;

  @BeforeAll
  static void startStackAndRecordTraffic(@TempDir Path directory) {
    temp = directory;
    traffic = RecordedTraffic.record(temp.resolve("lines"), 20260301, EVENTS, RATE);
    stack = EmbeddedStack.start(StackOptions.in(temp.resolve("stack")));
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }

  @Test
  void boundedRunEqualsTheOracle() throws Exception {
    World world = World.make(stack, 1, "bounded.", PARTITIONS);
    traffic.publish(stack.bootstrapServers(), world.topicPrefix());
    Instant asOf = traffic.end().minus(Duration.ofHours(3));

    assertThat(world.run("--bounded", "-D", "portally.bounded.as-of=" + asOf)).isZero();

    try (Oracle oracle = traffic.judged(asOf)) {
      assertThat(oracle.fateCounts())
          .containsOnlyKeys(
              "ACCEPTED",
              "DUPLICATE",
              "IGNORED",
              "LATE",
              "REJECTED",
              "REJECTED/UNDECODABLE",
              "REJECTED/FUTURE_DATED");
      assertThat(oracle.throughputRows()).isGreaterThan(60_000);
      assertThat(oracle.clearanceActivityRows()).isGreaterThan(30_000);
      assertThat(oracle.rowsOf("transfer_times")).isGreaterThan(6_000);
      assertThat(oracle.rowsOf("corridor_times")).isGreaterThan(20);
      assertThat(oracle.rowsOf("clearance_cohorts")).isGreaterThan(1_200);
      assertThat(oracle.rowsOf("programme_activity")).isGreaterThan(600);
      assertThat(oracle.rowsOf("single_window_activity")).isGreaterThan(300);
      assertThat(oracle.rowsOf("partner_trade")).isGreaterThan(100);
      world.assertEquals(oracle);
      assertThat(world.recordsOn("dead-letters")).isEqualTo(oracle.recordsWithFate("REJECTED"));
      assertThat(world.recordsOn("late-events")).isEqualTo(oracle.recordsWithFate("LATE"));
    }
  }
}
