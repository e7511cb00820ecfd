package io.portally.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RhythmTest {
  private static final long HOUR = 3_600_000;
  private static final long MINUTE = 60_000;

  @ParameterizedTest
  @EnumSource
  void bentTimeNeverRunsBackwardsNorAheadNorBehindByMoreThanItSays(Rhythm rhythm) {
    long before = Long.MIN_VALUE;
    for (long even = -Rhythm.WEEK; even <= Rhythm.WEEK; even += 7 * MINUTE) {
      long bent = rhythm.bend(even);
      assertThat(bent).isGreaterThanOrEqualTo(before).isBetween(even, even + rhythm.most());
      before = bent;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWeekIsAsLongAsEver(Rhythm rhythm) {
    for (long even = 0; even < Rhythm.WEEK; even += HOUR) {
      assertThat(rhythm.bend(even + Rhythm.WEEK) - rhythm.bend(even)).isEqualTo(Rhythm.WEEK);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hoursHaveTheActivityOfTheFigures(Rhythm rhythm) {
    int[] counts = new int[168];
    for (long even = 0; even < Rhythm.WEEK; even += MINUTE) {
      counts[(int) (Math.floorMod(rhythm.bend(even), Rhythm.WEEK) / HOUR)]++;
    }

    double night = counts[24 + 3];
    double day = counts[24 + 10];
    double sunday = counts[6 * 24 + 10];
    boolean byHour = rhythm != Rhythm.ROUND_THE_CLOCK;
    boolean byWeekday = rhythm == Rhythm.WEEKLY;
    assertThat(night / day)
        .isCloseTo(
            byHour ? Figures.ACTIVITY_BY_HOUR[3] / Figures.ACTIVITY_BY_HOUR[10] : 1, within(0.05));
    assertThat(sunday / day)
        .isCloseTo(byWeekday ? Figures.ACTIVITY_BY_WEEKDAY[6] : 1, within(0.05));
  }
}
