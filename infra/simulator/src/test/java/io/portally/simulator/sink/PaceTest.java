package io.portally.simulator.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private Instant clock = NOW;

  @Test
  void anHourOfSimulatedTimeTakesAMinuteAtSixtyTimesTheSpeed() {
    Pace pace = pace(60, START);

    pace.await(START.plus(Duration.ofHours(1)).toEpochMilli());

    assertThat(clock).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
  }

  @Test
  void whoIsLateDoesNotWait() {
    Pace pace = pace(60, START);
    clock = NOW.plus(Duration.ofHours(1));

    assertThat(pace.await(START.plus(Duration.ofHours(1)).toEpochMilli())).isFalse();
  }

  @Test
  void atFullSpeedNothingOfThePastIsWaitedFor() {
    assertThat(pace(Double.POSITIVE_INFINITY, START).await(NOW.toEpochMilli())).isFalse();
  }

  @Test
  void noSpeedPassesTheClock() {
    Instant ahead = NOW.plus(Duration.ofSeconds(30));

    assertThat(pace(Double.POSITIVE_INFINITY, START).await(ahead.toEpochMilli())).isTrue();
    assertThat(clock).isEqualTo(ahead);
  }

  @Test
  void anInterruptionEndsTheWait() {
    Pace pace = new Pace(1, NOW, () -> clock, nanos -> Thread.currentThread().interrupt());

    pace.await(NOW.plus(Duration.ofDays(1)).toEpochMilli());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(clock).isEqualTo(NOW);
  }

  private Pace pace(double speed, Instant start) {
    return new Pace(speed, start, () -> clock, nanos -> clock = clock.plusNanos(nanos));
  }
}
