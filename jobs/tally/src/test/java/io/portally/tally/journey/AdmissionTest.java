package io.portally.tally.journey;

import static io.portally.tally.Samples.DEFINITIONS;
import static io.portally.tally.Samples.HAPPENED;
import static io.portally.tally.Samples.REGISTER;
import static io.portally.tally.Samples.SHANGHAI;
import static io.portally.tally.Samples.remembered;
import static io.portally.tally.Samples.rememberedClearance;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.tally.Definitions;
import io.portally.tally.fate.Bounds;
import io.portally.tally.fate.Fate;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final Instant PUBLISHED = HAPPENED.plusSeconds(3);
  private static final Instant NOTHING_SEEN = Instant.EPOCH;
  private static final Duration LATENESS = Duration.ofHours(24);

  /** Lateness, skew and margin: how long after its end a window closes. */
  private static final Duration SLACK = LATENESS.plusMinutes(5).plusHours(1);

  /** At this watermark the minute of the samples closes: everything before its end. */
  private static final Instant MINUTE_CLOSES =
      HAPPENED
          .truncatedTo(ChronoUnit.MINUTES)
          .plus(Duration.ofMinutes(1))
          .plus(SLACK)
          .minusMillis(1);

  private final Admission admission = DEFINITIONS.admission();
  private final Journeys journeys = new Journeys();

  @Test
  void theFirstRecordOfAConsignmentIsAccepted() {
    assertThat(judge(remembered(m -> {}))).isEqualTo(Verdict.Accepted.INSTANCE);
    assertThat(judge(rememberedClearance(c -> {}))).isEqualTo(Verdict.Accepted.INSTANCE);
  }

  @Test
  void theSameVersionOfAnEventIsADuplicateWhateverElseItSays() {
    journeys.remember(remembered(m -> m.setVersion(3)));

    assertThat(judge(remembered(m -> m.setVersion(3)))).isEqualTo(Verdict.Duplicate.INSTANCE);
    assertThat(judge(remembered(m -> m.setVersion(3).setRetracted(true).setGrossMassKg(7))))
        .isEqualTo(Verdict.Duplicate.INSTANCE);
  }

  @Test
  void aHigherAndALowerVersionAreAccepted() {
    journeys.remember(remembered(m -> m.setVersion(3)));

    assertThat(judge(remembered(m -> m.setVersion(4)))).isEqualTo(Verdict.Accepted.INSTANCE);
    assertThat(judge(remembered(m -> m.setVersion(2)))).isEqualTo(Verdict.Accepted.INSTANCE);
  }

  @Test
  void aVersionOfARetractedEventIsADuplicateOrAcceptedAsAnyOther() {
    journeys.remember(remembered(m -> m.setVersion(1).setRetracted(true)));

    assertThat(judge(remembered(m -> m.setVersion(1)))).isEqualTo(Verdict.Duplicate.INSTANCE);
    assertThat(judge(remembered(m -> m.setVersion(0)))).isEqualTo(Verdict.Accepted.INSTANCE);
  }

  @Test
  void theOtherTopicsEventsWithTheSameIdAreOthers() {
    journeys.remember(remembered(m -> {}));

    assertThat(judge(rememberedClearance(c -> {}))).isEqualTo(Verdict.Accepted.INSTANCE);
  }

  @Test
  void anotherEventWithTheSameVersionIsAccepted() {
    journeys.remember(remembered(m -> {}));

    assertThat(judge(remembered(m -> m.setEventId("e2")))).isEqualTo(Verdict.Accepted.INSTANCE);
  }

  @Test
  void aJourneyTakesAsManyRecordsOfATopicAsTheBoundAndNotOneMore() {
    Admission narrow = admissionOf(2);
    journeys.remember(remembered(m -> m.setEventId("e1")));

    assertThat(narrow.judge(journeys, remembered(m -> m.setEventId("e2")), published(), 0).fate())
        .isEqualTo(Fate.ACCEPTED);
    journeys.remember(remembered(m -> m.setEventId("e2")));

    Verdict third = narrow.judge(journeys, remembered(m -> m.setEventId("e3")), published(), 0);
    assertThat(third.fate()).isEqualTo(Fate.REJECTED);
    assertThat(third.reason()).isEqualTo(Reason.JOURNEY_TOO_LONG);
    assertThat(((Verdict.Rejected) third).why()).contains("cargo-movements", "constant");
  }

  @Test
  void eachTopicHasAJourneysLengthOfItsOwn() {
    Admission narrow = admissionOf(1);
    journeys.remember(remembered(m -> {}));

    assertThat(narrow.judge(journeys, rememberedClearance(c -> {}), published(), 0).fate())
        .isEqualTo(Fate.ACCEPTED);
    journeys.remember(rememberedClearance(c -> {}));

    assertThat(
            narrow
                .judge(journeys, rememberedClearance(c -> c.setEventId("e2")), published(), 0)
                .reason())
        .isEqualTo(Reason.JOURNEY_TOO_LONG);
  }

  @Test
  void aJourneyThatIsTooLongRejectsItsDuplicatesToo() {
    journeys.remember(remembered(m -> {}));

    assertThat(admissionOf(1).judge(journeys, remembered(m -> {}), published(), 0).reason())
        .isEqualTo(Reason.JOURNEY_TOO_LONG);
  }

  @Test
  void aRecordIsLateThroughTheEarliestAcceptedVersionOfItsEvent() {
    journeys.remember(remembered(m -> m.setVersion(0).setEventTime(HAPPENED.minusSeconds(60))));
    journeys.remember(remembered(m -> m.setVersion(1)));
    MovementRecord correction =
        remembered(m -> m.setVersion(2).setEventTime(HAPPENED.plusSeconds(9)));
    Instant last = HAPPENED.minusSeconds(60).plus(LATENESS);

    assertThat(judge(correction, last, NOTHING_SEEN)).isEqualTo(Verdict.Accepted.INSTANCE);
    Verdict verdict = judge(correction, last.plusMillis(1), NOTHING_SEEN);
    assertThat(verdict.fate()).isEqualTo(Fate.LATE);
    assertThat(verdict.reason()).isEqualTo(Reason.NONE);
    assertThat(((Verdict.Late) verdict).millis()).isEqualTo(LATENESS.toMillis() + 1);
  }

  @Test
  void aRecordIsLateByItself() {
    assertThat(
            judge(remembered(m -> {}), HAPPENED.plus(LATENESS).plusMillis(1), NOTHING_SEEN).fate())
        .isEqualTo(Fate.LATE);
  }

  @Test
  void anotherEventsTimeMakesNoRecordLate() {
    journeys.remember(
        remembered(m -> m.setEventId("e2").setEventTime(HAPPENED.minus(Duration.ofDays(9)))));
    journeys.remember(rememberedClearance(c -> c.setEventTime(HAPPENED.minus(Duration.ofDays(9)))));

    assertThat(judge(remembered(m -> {}))).isEqualTo(Verdict.Accepted.INSTANCE);
  }

  @Test
  void lateComesBeforeDuplicate() {
    journeys.remember(remembered(m -> {}));
    Instant tooLate = HAPPENED.plus(LATENESS).plusMillis(1);

    assertThat(judge(remembered(m -> {}), tooLate, NOTHING_SEEN).fate()).isEqualTo(Fate.LATE);
    assertThat(judge(remembered(m -> {}), PUBLISHED, MINUTE_CLOSES).reason())
        .isEqualTo(Reason.WINDOW_CLOSED);
  }

  @Test
  void theWindowIsOpenUntilTheWatermarkHasPassedItsEndByLatenessSkewAndMargin() {
    assertThat(judge(remembered(m -> {}), PUBLISHED, MINUTE_CLOSES.minusMillis(1)))
        .isEqualTo(Verdict.Accepted.INSTANCE);

    Verdict verdict = judge(remembered(m -> {}), PUBLISHED, MINUTE_CLOSES);
    assertThat(verdict.fate()).isEqualTo(Fate.LATE);
    assertThat(verdict.reason()).isEqualTo(Reason.WINDOW_CLOSED);
    assertThat(((Verdict.Late) verdict).millis()).isEqualTo(3_000);
  }

  @Test
  void theWindowOfTheEarliestAcceptedVersionIsTheOneThatMustBeOpen() {
    Instant earlier = HAPPENED.minus(Duration.ofHours(1));
    Instant earlierCloses = MINUTE_CLOSES.minus(Duration.ofHours(1));
    journeys.remember(remembered(m -> m.setVersion(1).setEventTime(earlier)));
    journeys.remember(remembered(m -> m.setVersion(2)));
    MovementRecord correction = remembered(m -> m.setVersion(3));

    assertThat(judge(correction, PUBLISHED, earlierCloses.minusMillis(1)))
        .isEqualTo(Verdict.Accepted.INSTANCE);
    assertThat(judge(correction, PUBLISHED, earlierCloses).reason())
        .isEqualTo(Reason.WINDOW_CLOSED);
  }

  @Test
  void whatIsLateByItsTimestampIsNotBlamedOnTheWatermark() {
    Instant tooLate = HAPPENED.plus(LATENESS).plusMillis(1);

    assertThat(judge(remembered(m -> {}), tooLate, MINUTE_CLOSES).reason()).isEqualTo(Reason.NONE);
  }

  private Verdict judge(JourneyRecord record) {
    return judge(record, PUBLISHED, NOTHING_SEEN);
  }

  private Verdict judge(JourneyRecord record, Instant published, Instant watermark) {
    return admission.judge(journeys, record, published.toEpochMilli(), watermark.toEpochMilli());
  }

  private static long published() {
    return PUBLISHED.toEpochMilli();
  }

  private static Admission admissionOf(int mostRecords) {
    return new Definitions(
            REGISTER,
            SHANGHAI,
            Bounds.DEFAULT,
            Duration.ofHours(1),
            Duration.ofDays(30),
            mostRecords)
        .admission();
  }
}
