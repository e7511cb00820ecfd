package io.portally.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.bench.growth.Slope.Spot;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SlopeTest {

  private static final Offset<Double> NEARLY = Offset.offset(1e-9);

  @Test
  void whatStaysTheSameHasNone() {
    assertThat(Slope.of(List.of(new Spot(10, 3), new Spot(1_000, 3))).exponent())
        .isCloseTo(0, NEARLY);
  }

  @Test
  void whatGrowsInProportionHasOneWhateverItBeginsWith() {
    Slope slope = Slope.of(List.of(new Spot(10, 3), new Spot(50, 15), new Spot(1_000, 300)));
    assertThat(slope.exponent()).isCloseTo(1, NEARLY);
    assertThat(slope.ends()).isEqualTo(100);
  }

  @Test
  void allSpotsCountAndNotTheEndsAlone() {
    Slope slope = Slope.of(List.of(new Spot(1, 1), new Spot(10, 10), new Spot(100, 1)));
    assertThat(slope.exponent()).isCloseTo(0, NEARLY);
    assertThat(slope.ends()).isEqualTo(1);
  }

  @Test
  void oneSpotIsNoLine() {
    assertThatThrownBy(() -> Slope.of(List.of(new Spot(1, 1))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
