package io.portally.bench.report;

import static io.portally.bench.measure.Measurements.taking;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void aRatioSaysHowManyTimesAsFastTheMainJobIs() {
    Pair first = new Pair(taking("c", 10, 20, 7), taking("d", 30, 40, 7));
    Pair second = new Pair(taking("c", 10, 20, 7), taking("d", 20, 120, 7));

    Comparison comparison = Comparison.of("d", true, List.of(first, second));

    assertThat(comparison.perCpuSecond()).isEqualTo(new Ratio(4, 2, 6));
    assertThat(comparison.perWallSecond()).isEqualTo(new Ratio(2.5, 2, 3));
  }
}
