package io.portally.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.bench.traffic.ShortLives;
import io.portally.simulator.traffic.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTest {

  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  @Test
  void bothComeAsTheyAreDueAndNoneIsLost() {
    InOrder both = new InOrder(lives(START, 100), lives(START.plusMillis(500), 300));

    long[] dues =
        IntStream.range(0, 450)
            .mapToObj(i -> both.next())
            .mapToLong(Publication::recordMillis)
            .toArray();

    assertThat(dues).isSorted();
    // 1.5 seconds of a hundred a second, and of three hundred that begin half a second later.
    assertThat(dues[449]).isBetween(START.toEpochMilli() + 1_490, START.toEpochMilli() + 1_510);
    assertThat(dues[49]).isLessThan(START.toEpochMilli() + 500);
  }

  private static ShortLives lives(Instant start, double rate) {
    return new ShortLives(start, rate, Duration.ofSeconds(8), 1);
  }
}
