package io.portally.tally.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.datadoghq.sketch.ddsketch.mapping.LogarithmicMapping;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketsTest {

  private static final long NINETY_DAYS = Duration.ofDays(90).toSeconds();

  /** Beyond, a length and a double are no longer the same. */
  private static final long EXACT_IN_DOUBLE = 1L << 53;

  /** Half a unit in the last place of what is near 1.01. */
  private static final double ROUNDING = 1e-12;

  private final LogarithmicMapping reference = new LogarithmicMapping(Buckets.RELATIVE_ACCURACY);

  @Test
  void everySecondUpToNinetyDaysIsInTheBucketOfTheDefinitionAndOfTheReference() {
    int differences = 0;
    for (long seconds = 1; seconds <= NINETY_DAYS; seconds++) {
      int bucket = Buckets.of(seconds);
      if (bucket != Buckets.byDefinition(seconds) || bucket != reference.index((double) seconds)) {
        differences++;
      }
    }

    assertThat(differences).isZero();
    assertThat(Buckets.of(NINETY_DAYS)).isEqualTo(793);
  }

  @Test
  void aroundEachBorderOfBucketsLengthsAreInTheBucketOfTheDefinition() {
    for (int bucket = 0; bucket < Buckets.of(Long.MAX_VALUE); bucket++) {
      long border = (long) Buckets.lowerBorder(bucket + 1);
      long reach = Math.max(3, border >>> 40);
      for (long seconds = Math.max(1, border - reach);
          seconds <= border + reach;
          seconds += Math.max(1, reach / 1_000)) {
        assertThat(Buckets.of(seconds)).isEqualTo(Buckets.byDefinition(seconds));
      }
    }
  }

  @Test
  void powersOfTwoAndTheirNeighboursAreInTheBucketOfTheDefinition() {
    for (long power = 2; power > 0; power *= 2) {
      for (long seconds = power - 1; seconds <= power + 1; seconds++) {
        assertThat(Buckets.of(seconds)).isEqualTo(Buckets.byDefinition(seconds));
      }
    }
    assertThat(Buckets.of(Long.MAX_VALUE)).isEqualTo(Buckets.byDefinition(Long.MAX_VALUE));
  }

  @Test
  void anEstimateIsWithinOnePercentOfEveryLengthInItsBucket() {
    double worst = 0;
    for (long seconds = 1; seconds <= NINETY_DAYS; seconds++) {
      double error = Math.abs(Buckets.estimate(Buckets.of(seconds)) - seconds) / seconds;
      worst = Math.max(worst, error);
    }

    assertThat(worst).isBetween(0.0099, Buckets.RELATIVE_ACCURACY + ROUNDING);
  }

  @Test
  void estimatesAreTheReferences() {
    for (int bucket = 0; bucket <= Buckets.of(EXACT_IN_DOUBLE); bucket++) {
      assertThat(Buckets.estimate(bucket) / reference.value(bucket)).isEqualTo(1, within(ROUNDING));
    }
  }

  @Test
  void lengthsOfNoSecondAndLessAreInNoBucket() {
    assertThatThrownBy(() -> Buckets.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a length of 0 s is in no bucket: buckets begin at 1 s");
    assertThatThrownBy(() -> Buckets.of(-5)).hasMessageContaining("a length of -5 s");
  }
}
