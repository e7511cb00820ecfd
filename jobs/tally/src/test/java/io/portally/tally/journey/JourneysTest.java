package io.portally.tally.journey;

import static io.portally.tally.Samples.DEFINITIONS;
import static io.portally.tally.Samples.HAPPENED;
import static io.portally.tally.Samples.remembered;
import static io.portally.tally.Samples.rememberedClearance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.events.Milestone;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.tally.area.Lifetimes;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.fate.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JourneysTest {
  private static final Duration GAP = Duration.ofDays(30);
  private static final Duration SLACK = Duration.ofHours(24).plusMinutes(5).plusHours(1);

  private final Lifetimes lifetimes = DEFINITIONS.lifetimes();
  private final Journeys journeys = new Journeys();

  @Test
  void aConsignmentOfWhichNothingIsKnownHasNoEndAndNoWakeUp() {
    assertThat(journeys.isEmpty()).isTrue();
    assertThat(journeys.wakeAt()).isEqualTo(Journeys.NONE);
    assertThatThrownBy(() -> journeys.firstEnd(lifetimes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no journey");
  }

  @Test
  void aJourneyEndsWhenTheWatermarkHasPassedItsNewestEventByGapLatenessSkewAndMargin() {
    journeys.remember(at("newest", HAPPENED));
    journeys.remember(at("older", HAPPENED.minus(Duration.ofDays(3))));
    long end = end(HAPPENED);

    assertThat(journeys.firstEnd(lifetimes)).isEqualTo(end);
    journeys.forgetEnded(lifetimes, end - 2);
    assertThat(journeys.records()).hasSize(2);
    journeys.forgetEnded(lifetimes, end - 1);
    assertThat(journeys.isEmpty()).isTrue();
  }

  @Test
  void aSilenceOfExactlyTheGapIsStillOneJourney() {
    journeys.remember(at("e1", HAPPENED));
    journeys.remember(at("e2", HAPPENED.plus(GAP)));

    assertThat(journeys.firstEnd(lifetimes)).isEqualTo(end(HAPPENED.plus(GAP)));
    journeys.forgetEnded(lifetimes, end(HAPPENED));
    assertThat(journeys.records()).hasSize(2);
  }

  @Test
  void twoJourneysAreJoinedByWhatIsWithinTheGapOfBoth() {
    Instant later = HAPPENED.plus(Duration.ofDays(40));
    journeys.remember(at("e1", HAPPENED));
    journeys.remember(at("e2", later));

    assertThat(joins(HAPPENED.plus(GAP))).isTrue();
    assertThat(joins(later.minus(GAP))).isTrue();
    assertThat(joins(HAPPENED.plus(GAP).plusMillis(1))).isFalse();
    assertThat(joins(later.minus(GAP).minusMillis(1))).isFalse();
    assertThat(joins(HAPPENED)).isFalse();
    assertThat(joins(later.plusMillis(1))).isFalse();

    journeys.remember(at("e3", HAPPENED.plus(GAP)));
    assertThat(joins(HAPPENED.plus(GAP).minusMillis(1))).as("they are one already").isFalse();
  }

  @Test
  void aGlanceSeesTheMilestonesAndProgrammesOfAllThatIsRemembered() {
    journeys.remember(remembered(m -> m.setEventId("m1").setMovement(Movement.ARRIVED)));
    journeys.remember(
        remembered(m -> m.setEventId("m2").setMovement(Movement.GATED_OUT).setEquipmentId(null)));
    journeys.remember(
        rememberedClearance(
            c ->
                c.setEventId("c1")
                    .setStage(Stage.LODGED)
                    .setProgrammes(List.of(Programme.AEO, Programme.GREEN_CHANNEL))
                    .setRetracted(true)));

    Glance known = journeys.changeBy(at("e1", HAPPENED), GAP.toMillis()).known();

    assertThat(known)
        .isEqualTo(
            new Glance(
                Glance.bit(Milestone.ARRIVED)
                    | Glance.bit(Milestone.GATED_OUT)
                    | Glance.bit(Milestone.LODGED),
                1 << Programme.AEO.ordinal() | 1 << Programme.GREEN_CHANNEL.ordinal()));
  }

  private boolean joins(Instant eventTime) {
    return journeys.changeBy(at("joining", eventTime), GAP.toMillis()).joinsJourneys();
  }

  @Test
  void aMillisecondMoreBeginsTheNextJourneyAndTheFirstEndsAlone() {
    JourneyRecord next = at("e2", HAPPENED.plus(GAP).plusMillis(1));
    journeys.remember(next);
    journeys.remember(at("e1", HAPPENED));

    assertThat(journeys.firstEnd(lifetimes)).isEqualTo(end(HAPPENED));
    journeys.forgetEnded(lifetimes, end(HAPPENED) - 1);
    assertThat(journeys.records()).containsExactly(next);
    assertThat(journeys.firstEnd(lifetimes)).isEqualTo(end(HAPPENED.plus(GAP).plusMillis(1)));
  }

  @Test
  void aRecordOfEitherTopicKeepsAJourneyTogether() {
    Instant halfWay = HAPPENED.plus(Duration.ofDays(20));
    Instant last = HAPPENED.plus(Duration.ofDays(40));
    journeys.remember(at("e1", HAPPENED));
    journeys.remember(at("e2", last));
    journeys.remember(rememberedClearance(c -> c.setEventTime(halfWay)));

    assertThat(journeys.firstEnd(lifetimes)).isEqualTo(end(last));
  }

  @Test
  void allJourneysThatHaveEndedAreForgottenAtOnce() {
    journeys.remember(at("e1", HAPPENED));
    journeys.remember(at("e2", HAPPENED.plus(Duration.ofDays(40))));
    journeys.remember(at("e3", HAPPENED.plus(Duration.ofDays(80))));

    journeys.forgetEnded(lifetimes, end(HAPPENED.plus(Duration.ofDays(40))));

    assertThat(journeys.records()).extracting(JourneyRecord::eventId).containsExactly("e3");
  }

  @Test
  void onceAJourneyHasEndedNoRecordThatCouldContinueItIsAccepted() {
    for (int millis = 0; millis < 60_000; millis += 777) {
      Instant newest = HAPPENED.plusMillis(millis);
      long watermark = end(newest) - 1;
      long lastToContinue = newest.plus(GAP).toEpochMilli();

      assertThat(lifetimes.isClosed(lastToContinue, watermark)).as("newest %s", newest).isTrue();
      MovementRecord continuing = at("e2", newest.plus(GAP));
      assertThat(
              DEFINITIONS
                  .admission()
                  .judge(new Journeys(), continuing, lastToContinue, watermark)
                  .fate())
          .isEqualTo(Fate.LATE);
    }
  }

  @Test
  void versionsAreThoseOfOneEventOfOneTopicInOrderOfAcceptance() {
    JourneyRecord second = remembered(m -> m.setVersion(2));
    JourneyRecord first = remembered(m -> m.setVersion(1));
    journeys.remember(second);
    journeys.remember(remembered(m -> m.setEventId("e2")));
    journeys.remember(rememberedClearance(c -> {}));
    journeys.remember(first);

    assertThat(journeys.versionsOf(EventTopic.CARGO_MOVEMENTS, "e1"))
        .containsExactly(second, first);
    assertThat(journeys.versionsOf(EventTopic.CLEARANCE_EVENTS, "e2")).isEmpty();
    assertThat(journeys.count(EventTopic.CARGO_MOVEMENTS)).isEqualTo(3);
    assertThat(journeys.count(EventTopic.CLEARANCE_EVENTS)).isEqualTo(1);
  }

  @Test
  void whatWasKeptComesBackAndDoesNotShareItsList() {
    List<JourneyRecord> kept = List.of(remembered(m -> {}));
    Journeys restored = new Journeys(kept, 42);

    restored.remember(rememberedClearance(c -> {}));

    assertThat(restored.records()).hasSize(2);
    assertThat(restored.wakeAt()).isEqualTo(42);
    assertThat(kept).hasSize(1);
  }

  private static MovementRecord at(String eventId, Instant eventTime) {
    return remembered(m -> m.setEventId(eventId).setEventTime(eventTime));
  }

  /** Of a journey with that newest event; a window closes as a whole, so a minute is added. */
  private static long end(Instant newest) {
    return newest.plus(GAP).plus(SLACK).plus(Duration.ofMinutes(1)).toEpochMilli();
  }
}
