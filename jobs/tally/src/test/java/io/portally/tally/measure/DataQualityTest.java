package io.portally.tally.measure;

import static io.portally.tally.Samples.DEFINITIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.tally.area.Windows;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.fate.Fate;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DataQualityTest {
  private static final Instant PUBLISHED = Instant.parse("2026-03-02T08:30:20Z");
  private static final Duration SLACK = Duration.ofHours(24).plusMinutes(5).plusHours(1);
  private static final Instant MINUTE_CLOSES =
      Instant.parse("2026-03-02T08:31:00Z").plus(SLACK).minusMillis(1);

  private final DataQuality dataQuality = DEFINITIONS.dataQuality();

  @Test
  void aRecordCountsOnceUnderItsTopicFateAndReason() {
    Verdict rejected = new Verdict.Rejected(Reason.OUT_OF_BOUNDS, "");

    Contribution one = count(EventTopic.CLEARANCE_EVENTS, rejected, Instant.EPOCH);

    long dimensions =
        FactTable.DATA_QUALITY.pack(
            EventTopic.CLEARANCE_EVENTS.ordinal(),
            Fate.REJECTED.ordinal(),
            Reason.OUT_OF_BOUNDS.ordinal());
    assertThat(one)
        .isEqualTo(new Contribution(Cell.part(dimensions, minute(PUBLISHED)), 1, new long[] {1}));
  }

  @Test
  void eachFateIsCountedByItself() {
    assertThat(
            Stream.of(
                    Verdict.Accepted.INSTANCE,
                    Verdict.Duplicate.INSTANCE,
                    Verdict.Ignored.INSTANCE,
                    new Verdict.Late(Reason.NONE, "", 1),
                    new Verdict.Late(Reason.WINDOW_CLOSED, "", 1),
                    new Verdict.Rejected(Reason.UNDECODABLE, ""))
                .map(verdict -> count(EventTopic.CARGO_MOVEMENTS, verdict, Instant.EPOCH).cell()))
        .doesNotHaveDuplicates();
  }

  @Test
  void itIsTheWindowOfTheRecordTimestampAsLongAsThatIsOpen() {
    Contribution lastMoment =
        count(EventTopic.CARGO_MOVEMENTS, Verdict.Accepted.INSTANCE, MINUTE_CLOSES.minusMillis(1));

    assertThat(lastMoment.cell().startMinute()).isEqualTo(minute(PUBLISHED));
  }

  @Test
  void whereThatIsClosedItIsTheOldestOpenOne() {
    Contribution next = count(EventTopic.CARGO_MOVEMENTS, Verdict.Accepted.INSTANCE, MINUTE_CLOSES);
    Contribution muchLater =
        count(
            EventTopic.CARGO_MOVEMENTS,
            Verdict.Accepted.INSTANCE,
            MINUTE_CLOSES.plus(Duration.ofDays(2)));

    assertThat(next.cell().startMinute()).isEqualTo(minute(PUBLISHED) + 1);
    assertThat(muchLater.cell().startMinute()).isEqualTo(minute(PUBLISHED) + 1 + 2 * 1_440);
  }

  @Test
  void beforeTheFirstWatermarkEveryWindowIsOpen() {
    assertThat(
            count(EventTopic.CARGO_MOVEMENTS, Verdict.Accepted.INSTANCE, 0, Long.MIN_VALUE)
                .cell()
                .startMinute())
        .isZero();
  }

  private Contribution count(EventTopic topic, Verdict verdict, Instant watermark) {
    return count(topic, verdict, PUBLISHED.toEpochMilli(), watermark.toEpochMilli());
  }

  private Contribution count(EventTopic topic, Verdict verdict, long timestamp, long watermark) {
    List<Contribution> counted = new ArrayList<>();
    dataQuality.count(
        topic,
        verdict,
        timestamp,
        watermark,
        (dimensions, window, revision, measures) ->
            counted.add(
                new Contribution(new Cell(dimensions, window), revision, measures.clone())));
    assertThat(counted).hasSize(1);
    return counted.get(0);
  }

  private static long minute(Instant instant) {
    return Windows.minuteOf(instant.toEpochMilli());
  }
}
