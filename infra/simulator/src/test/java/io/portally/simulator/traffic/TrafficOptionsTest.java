package io.portally.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrafficOptionsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final Instant NOW_MILLIS = Instant.parse("2026-03-01T12:00:00.123Z");

  @ParameterizedTest
  @MethodSource
  void aWrongOptionIsRefusedWithItsNameAndValue(
      UnaryOperator<TrafficOptions.Builder> change, String name, String value) {
    assertThatThrownBy(() -> change.apply(TrafficOptions.builder()).build(NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("%s is %s: ".formatted(name, value));
  }

  static Stream<Arguments> aWrongOptionIsRefusedWithItsNameAndValue() {
    return Stream.of(
        refused(b -> b.speed(0), "speed", "0.0"),
        refused(b -> b.speed(Double.NaN), "speed", "NaN"),
        refused(b -> b.rate(-1), "rate", "-1.0"),
        refused(b -> b.rate(1e9), "rate", "1.0E9"),
        refused(b -> b.events(-1), "events", "-1"),
        refused(b -> b.start(Instant.EPOCH), "start", "1970-01-01T00:00:00Z"),
        refused(b -> b.start(NOW), "start", "2026-03-01T12:00:00.123456Z"),
        refused(b -> b.duplicates(1.5), "duplicates", "1.5"),
        refused(b -> b.corrections(-0.1), "corrections", "-0.1"),
        refused(b -> b.late(Double.NaN), "late", "NaN"),
        refused(b -> b.corrupt(2), "corrupt", "2.0"),
        refused(b -> b.futureDated(2), "future-dated", "2.0"),
        refused(b -> b.reportedAgain(-1), "reported-again", "-1.0"),
        refused(b -> b.busiestPortShare(90), "busiest-port-share", "90.0"),
        refused(b -> b.late(0.6).corrupt(0.6), "the sum of the shares", "1.2"));
  }

  private static Arguments refused(
      UnaryOperator<TrafficOptions.Builder> change, String name, String value) {
    return Arguments.of(change, name, value);
  }

  @Test
  void atRealTimeTheStartIsNow() {
    assertThat(TrafficOptions.builder().build(NOW).start()).isEqualTo(NOW_MILLIS);
  }

  @Test
  void aFastRunEndsBeforeTheClockIsReached() {
    TrafficOptions options = TrafficOptions.builder().speed(60).rate(10).events(36_000).build(NOW);

    Duration simulated = Duration.ofHours(1);
    Duration run = simulated.dividedBy(60);
    assertThat(options.start().plus(simulated)).isBefore(NOW.plus(run));
  }

  @Test
  void aFastRunWithoutEndReachesTheClockAfterADay() {
    TrafficOptions options = TrafficOptions.builder().speed(60).build(NOW);

    assertThat(options.start()).isEqualTo(NOW_MILLIS.minus(Duration.ofDays(59)));
  }

  @Test
  void aStartThatWasGivenStays() {
    Instant given = Instant.parse("2025-01-01T00:00:00Z");

    assertThat(TrafficOptions.builder().speed(60).start(given).build(NOW).start()).isEqualTo(given);
    assertThatThrownBy(() -> TrafficOptions.builder().build())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void heartbeatsAreFiveSecondsToAMinuteApartBySpeed() {
    assertThat(interval(1)).isNull();
    assertThat(interval(0.5)).isEqualTo(Duration.ofSeconds(5));
    assertThat(interval(2)).isEqualTo(Duration.ofSeconds(5));
    assertThat(interval(30)).isEqualTo(Duration.ofSeconds(30));
    assertThat(interval(3600)).isEqualTo(Duration.ofMinutes(1));
    assertThat(interval(Double.POSITIVE_INFINITY)).isEqualTo(Duration.ofMinutes(1));
  }

  private static @Nullable Duration interval(double speed) {
    return TrafficOptions.builder().speed(speed).build(NOW).heartbeatInterval().orElse(null);
  }
}
