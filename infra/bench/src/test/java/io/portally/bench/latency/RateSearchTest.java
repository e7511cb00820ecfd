package io.portally.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateSearchTest {

  private static final Percentiles NONE = Percentiles.of();
  private static final Work WORK = new Work(0, 0, 0, 0, 0, Map.of());

  @Test
  void itFindsTheHighestRateThatIsSustainedFromBelow() {
    RateSearch search = searchWhere(130_000);
    assertThat(search.search(50_000, 2_000_000)).isBetween(117_000.0, 130_000.0);
    assertThat(search.trials()).hasSizeLessThan(8);
  }

  @Test
  void itFindsItFromAboveToo() {
    assertThat(searchWhere(9_000).search(50_000, 2_000_000)).isBetween(8_100.0, 9_000.0);
  }

  @Test
  void itDoesNotGoBeyondTheMost() {
    RateSearch search = searchWhere(1e9);
    assertThat(search.search(50_000, 180_000)).isEqualTo(180_000);
    assertThat(search.trials()).allSatisfy(t -> assertThat(t.rate()).isLessThanOrEqualTo(180_000));
  }

  @Test
  void whereNothingIsSustainedItEndsWithNothing() {
    assertThat(searchWhere(0).search(50_000, 100_000)).isZero();
  }

  @Test
  void aProducerThatIsBehindOrALagThatGrowsOrIsLongIsNotSustained() {
    assertThat(observation(1_000, 10, 5_000, 1_000).isSustained()).isTrue();
    assertThat(observation(1_000, 11, 5_000, 1_000).isSustained()).isFalse();
    assertThat(observation(1_000, 10, 5_001, 1_000).isSustained()).isFalse();
    assertThat(observation(1_000, 10, 5_000, 1_001).isSustained()).isFalse();
    assertThat(observation(1_000, 0, 0, 2_000).verdict()).contains("producer");
  }

  private static RateSearch searchWhere(double sustainable) {
    return new RateSearch(rate -> observation(rate, rate > sustainable ? rate : 0, 0, 0), 0.1);
  }

  private static Observation observation(double rate, double growth, double lag, double behind) {
    return new Observation(rate, Instant.EPOCH, 60, growth, lag, behind, 0, NONE, NONE, WORK);
  }
}
