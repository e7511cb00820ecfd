package io.portally.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Test
  void aPercentileIsAValueThatWasMeasured() {
    double[] oneToThousand =
        IntStream.rangeClosed(1, 1_000).map(i -> 1_001 - i).asDoubleStream().toArray();

    assertThat(Percentiles.of(oneToThousand))
        .isEqualTo(new Percentiles(1_000, 500, 990, 999, 1_000));
  }

  @Test
  void ofOneValueAllAreThatOne() {
    assertThat(Percentiles.of(7)).isEqualTo(new Percentiles(1, 7, 7, 7, 7));
  }

  @Test
  void withoutValuesTheCountSaysSo() {
    assertThat(Percentiles.of().count()).isZero();
  }
}
