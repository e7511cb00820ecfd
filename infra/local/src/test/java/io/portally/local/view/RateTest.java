package io.portally.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void isNothingAtTheFirstSample() {
    assertThat(new Rate().at(0, 5_000)).isZero();
  }

  @Test
  void isTheGrowthInASecond() {
    Rate rate = new Rate();
    rate.at(0, 1_000);
    assertThat(rate.at(2 * SECOND, 5_000)).isEqualTo(2_000);
  }

  @Test
  void forgetsWhatIsLongPast() {
    Rate rate = new Rate();
    rate.at(0, 0);
    for (int second = 1; second <= 30; second++) {
      rate.at(second * SECOND, second <= 15 ? 0 : (second - 15) * 100L);
    }
    assertThat(rate.at(31 * SECOND, 1_600)).isEqualTo(100);
  }
}
