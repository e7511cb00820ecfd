package io.portally.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {

  @Test
  void theMiddleOfThePairsCountsAndNotTheBest() {
    assertThat(Ratio.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Ratio(2, 1, 3));
    assertThat(Ratio.of(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
  }

  @Test
  void withoutAPairThereIsNone() {
    assertThatThrownBy(() -> Ratio.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneIsOneWithinTheToleranceOnly() {
    assertThat(new Ratio(1.029, 0.9, 1.1).isOneWithin(0.03)).isTrue();
    assertThat(new Ratio(0.971, 0.9, 1.1).isOneWithin(0.03)).isTrue();
    assertThat(new Ratio(1.031, 1, 1).isOneWithin(0.03)).isFalse();
    assertThat(new Ratio(0.969, 1, 1).isOneWithin(0.03)).isFalse();
  }
}
