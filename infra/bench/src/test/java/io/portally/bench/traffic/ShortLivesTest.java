package io.portally.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.simulator.traffic.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShortLivesTest {

  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  @Test
  void afterALifesLengthAsManyEndAsBeginAndTheyComeAtAnEvenPace() {
    ShortLives lives = new ShortLives(START, 1_000, Duration.ofSeconds(8), 1);
    Map<String, Integer> records = new HashMap<>();
    Publication.Event last = lives.next();
    for (int i = 1; i < 40_000; i++) {
      last = lives.next();
      if (i >= 20_000) {
        records.merge(last.key(), 1, Integer::sum);
      }
    }

    assertThat(Instant.ofEpochMilli(last.recordMillis())).isEqualTo(START.plusMillis(39_999));
    assertThat(records.values()).allMatch(count -> count <= LifeTopics.RECORDS_EACH);
    // 20,000 records of eight each are 2,500 lives, and 1,000 are open at either end.
    assertThat(records.size()).isBetween(3_000, 4_000);
  }
}
