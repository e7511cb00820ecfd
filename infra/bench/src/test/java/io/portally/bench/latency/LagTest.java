package io.portally.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LagTest {

  private final Lag lag = new Lag();

  @Test
  void aLagThatStaysDoesNotGrow() {
    for (int second = 0; second < 60; second++) {
      lag.add(second, second % 2 == 0 ? 900 : 1_100);
    }
    assertThat(lag.growth()).isCloseTo(0, Offset.offset(2.0));
  }

  @Test
  void growthIsThatOfAllLooksTogether() {
    for (int second = 0; second < 60; second++) {
      lag.add(second, 5_000 + 30 * second);
    }
    assertThat(lag.growth()).isCloseTo(30, Offset.offset(1e-6));
    assertThat(lag.last()).isEqualTo(6_770);
  }

  @Test
  void oneLookTellsNoGrowth() {
    lag.add(1, 1_000);
    assertThat(lag.growth()).isZero();
  }
}
