package io.portally.tally.area;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LifetimesTest {
  private static final Duration SLACK = Duration.ofHours(24).plusMinutes(5).plusHours(1);
  private static final Instant END = Instant.parse("2026-03-02T08:31:00Z");
  private static final long YEAR_2000 = 946_684_800_000L;
  private static final long YEAR_2100 = 4_102_444_800_000L;

  private final Lifetimes lifetimes =
      new Lifetimes(
          Duration.ofHours(24), Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofDays(30));

  @Test
  void aWindowClosesLatenessSkewAndMarginAfterItsEnd() {
    assertThat(lifetimes.windowClosesAt(END.toEpochMilli()))
        .isEqualTo(END.plus(SLACK).toEpochMilli());
  }

  @Test
  void aWatermarkHasPassedAnInstantOnceEverythingBeforeItHasBeenSeen() {
    assertThat(Lifetimes.hasPassed(1_000, 998)).isFalse();
    assertThat(Lifetimes.hasPassed(1_000, 999)).isTrue();
  }

  @Test
  void aMinuteIsOpenUntilItsWindowCloses() {
    long last = END.minusMillis(1).toEpochMilli();
    long first = END.minusSeconds(60).toEpochMilli();
    long closing = END.plus(SLACK).toEpochMilli() - 1;

    assertThat(lifetimes.isClosed(first, closing - 1)).isFalse();
    assertThat(lifetimes.isClosed(last, closing)).isTrue();
    assertThat(lifetimes.isClosed(END.toEpochMilli(), closing)).isFalse();
  }

  @Property
  void aMinuteIsClosedExactlyWhenTheStateOfItsWindowIsLetGo(
      @ForAll @LongRange(min = YEAR_2000, max = YEAR_2100 - 1) long eventTime,
      @ForAll @LongRange(min = -90_000, max = 90_000) long around) {
    long end = Windows.millisOf(Windows.minuteOf(eventTime) + 1);
    long watermark = lifetimes.windowClosesAt(end) + around;

    assertThat(lifetimes.isClosed(eventTime, watermark))
        .isEqualTo(Lifetimes.hasPassed(lifetimes.windowClosesAt(end), watermark));
  }

  @Property
  void theOldestOpenMinuteIsTheFirstThatIsNotClosed(
      @ForAll @LongRange(min = YEAR_2000, max = YEAR_2100 - 1) long watermark) {
    long oldest = lifetimes.oldestOpenMinute(watermark);

    assertThat(lifetimes.isClosed(Windows.millisOf(oldest), watermark)).isFalse();
    assertThat(lifetimes.isClosed(Windows.millisOf(oldest) - 1, watermark)).isTrue();
  }

  @Test
  void beforeTheFirstWatermarkEverythingIsOpenAndAfterTheLastNothing() {
    assertThat(lifetimes.isClosed(0, Long.MIN_VALUE)).isFalse();
    assertThat(lifetimes.isClosed(YEAR_2000, Long.MIN_VALUE)).isFalse();
    assertThat(lifetimes.isClosed(YEAR_2100, Long.MAX_VALUE)).isTrue();
  }

  @Test
  void aJourneyEndsAGapAndAMinuteLaterThanAWindowThatEndsWithItsNewestEvent() {
    long newest = END.toEpochMilli();

    assertThat(lifetimes.gap()).isEqualTo(Duration.ofDays(30).toMillis());
    assertThat(lifetimes.journeyEndsAt(newest))
        .isEqualTo(
            END.plus(Duration.ofDays(30)).plus(SLACK).plus(Duration.ofMinutes(1)).toEpochMilli());
  }
}
