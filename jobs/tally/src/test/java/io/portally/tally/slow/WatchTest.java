package io.portally.tally.slow;

import static io.portally.tally.Samples.DEFINITIONS;
import static io.portally.tally.Samples.HAPPENED;
import static io.portally.tally.Samples.REGISTER;
import static io.portally.tally.Samples.remembered;
import static io.portally.tally.Samples.rememberedClearance;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.AlertStatus;
import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Severity;
import io.portally.events.Stage;
import io.portally.tally.journey.JourneyRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final Instant LODGED = HAPPENED;
  private static final Instant HALF_WAY = LODGED.plus(Duration.ofHours(5));
  private static final Instant DUE = LODGED.plus(Duration.ofHours(10));
  private static final Instant LATER = LODGED.plus(Duration.ofHours(12));

  private static final Rule TEN_HOURS = new Draft(Leg.LODGEMENT_TO_RELEASE, 600).rule();

  private final Watch watch = new Watch(DEFINITIONS.lifetimes());
  private final WatchedConsignment consignment = WatchedConsignment.unknown("6CN-1");
  private final List<Alert> told = new ArrayList<>();
  private RuleBook rules = RuleBook.of(REGISTER, List.of(TEN_HOURS));
  private Instant now = LODGED;
  private int events;

  // The life of an alert.

  @Test
  void itOpensWhenTheThresholdHasPassedAndNotBefore() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(DUE.minusMillis(1));
    assertThat(told).isEmpty();

    timeComesTo(DUE);

    assertThat(states()).containsExactly("SLOW OPEN 1");
    Raised raised = told.get(0).raised();
    assertThat(raised.dueAt()).isEqualTo(DUE.toEpochMilli());
    assertThat(raised.startedAt()).isEqualTo(LODGED.toEpochMilli());
    assertThat(raised.declarationId()).isEqualTo("531620261");
    assertThat(raised.equipmentId()).isNull();
  }

  @Test
  void itIsResolvedByTheEndWithTheTrueDuration() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(LATER);
    accept(told(Stage.RELEASED, LATER));

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW RESOLVED 1");
    assertThat(told.get(1).raised().endedAt()).isEqualTo(LATER.toEpochMilli());
    assertThat(told.get(1).id(REGISTER)).isEqualTo(told.get(0).id(REGISTER));
  }

  @Test
  void whatEndsAtTheThresholdIsInTime() {
    accept(told(Stage.LODGED, LODGED), told(Stage.RELEASED, DUE));
    timeComesTo(LATER);

    assertThat(told).isEmpty();
  }

  @Test
  void whatIsKnownToHaveEndedTooLateIsToldWhenEventTimeHasCome() {
    accept(told(Stage.LODGED, LODGED), told(Stage.RELEASED, DUE.plusMillis(1)));
    assertThat(told).isEmpty();

    timeComesTo(DUE);

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW RESOLVED 1");
  }

  @Test
  void anEndThatIsLateOnTheWireButWasInTimeLeavesNoAlertOpen() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(LATER);
    accept(told(Stage.RELEASED, HALF_WAY));

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW WITHDRAWN 1");
  }

  @Test
  void aCancelledDeclarationIsNotWaitedFor() {
    accept(told(Stage.LODGED, LODGED), told(Stage.CANCELLED, HALF_WAY));
    timeComesTo(DUE);
    assertThat(told).isEmpty();
  }

  @Test
  void aDeclarationThatIsCancelledTooLateWithdrawsItsAlert() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(DUE);
    accept(told(Stage.CANCELLED, LATER));
    accept(told(Stage.RELEASED, LATER.plusSeconds(1)));

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW WITHDRAWN 1");
    assertThat(told.get(1).raised().endedAt()).isEqualTo(LATER.toEpochMilli());
  }

  @Test
  void aRetractedStartWithdrawsItsAlertAndLeavesNothingOrdered() {
    JourneyRecord lodged = told(Stage.LODGED, LODGED, "lodged", 0, false);
    accept(lodged);
    timeComesTo(DUE);
    accept(told(Stage.LODGED, LODGED, "lodged", 1, true));

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW WITHDRAWN 1");
    assertEndsWithNothing();
  }

  @Test
  void aRetractedEndOpensTheAlertOnceMore() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(LATER);
    accept(told(Stage.RELEASED, LATER, "released", 0, false));
    accept(told(Stage.RELEASED, LATER, "released", 1, true));
    accept(told(Stage.RELEASED, LATER.plusSeconds(9), "released", 2, false));

    assertThat(states())
        .containsExactly("SLOW OPEN 1", "SLOW RESOLVED 1", "SLOW OPEN 2", "SLOW RESOLVED 2");
  }

  @Test
  void aCorrectedEndIsToldAgain() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(LATER);
    accept(told(Stage.RELEASED, LATER, "released", 0, false));
    accept(told(Stage.RELEASED, LATER.plusSeconds(9), "released", 1, false));

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW RESOLVED 1", "SLOW RESOLVED 1");
    assertThat(told.get(2).raised().endedAt()).isEqualTo(LATER.plusSeconds(9).toEpochMilli());
  }

  @Test
  void aCorrectedStartIsAnotherAlert() {
    accept(told(Stage.LODGED, LODGED, "lodged", 0, false));
    timeComesTo(LATER);
    accept(told(Stage.LODGED, LODGED.plusSeconds(60), "lodged", 1, false));

    assertThat(states())
        .containsExactlyInAnyOrder("SLOW OPEN 1", "SLOW OPEN 1", "SLOW WITHDRAWN 1");
    assertThat(told.get(0).id(REGISTER)).isNotEqualTo(told.get(1).id(REGISTER));
  }

  // The orders in which ends come.

  @Test
  void aStartThatNeverComesLeavesNothing() {
    accept(told(Stage.RELEASED, LODGED));
    timeComesTo(LATER);

    assertThat(told).isEmpty();
    assertEndsWithNothing();
  }

  @Test
  void anEndThatComesFirstLeavesNothing() {
    accept(told(Stage.RELEASED, HALF_WAY), told(Stage.LODGED, LODGED));
    timeComesTo(LATER);

    assertThat(told).isEmpty();
    assertEndsWithNothing();
  }

  @Test
  void aStartThatIsRepeatedCountsOnce() {
    accept(told(Stage.LODGED, LODGED), told(Stage.LODGED, HALF_WAY));
    timeComesTo(HALF_WAY.plus(Duration.ofHours(10)));

    assertThat(states()).containsExactly("SLOW OPEN 1");
    assertThat(told.get(0).raised().startedAt()).isEqualTo(LODGED.toEpochMilli());
  }

  @Test
  void anEndThatNeverComesIsWithdrawnWhenTheJourneyIsLetGo() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(DUE);

    assertEndsWithNothing();

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW WITHDRAWN 1");
  }

  // Rules.

  @Test
  void aShorterThresholdAlertsForWhatIsAlreadyBeyondIt() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(HALF_WAY);
    change(new Draft(Leg.LODGEMENT_TO_RELEASE, 60).version(2).rule());

    assertThat(states()).containsExactly("SLOW OPEN 1");
    assertThat(told.get(0).raised().ruleVersion()).isEqualTo(2);
  }

  @Test
  void aLongerOneWithdrawsWhatIsNoLongerSlowAndAlertsAgainInItsTime() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(DUE);
    change(new Draft(Leg.LODGEMENT_TO_RELEASE, 720).version(2).rule());
    timeComesTo(LATER);

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW WITHDRAWN 1", "SLOW OPEN 2");
  }

  @Test
  void aDeletedOrDisabledRuleWithdrawsItsAlerts() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(DUE);
    change(new RuleVerdict.Deleted(TEN_HOURS.ruleId()));

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW WITHDRAWN 1");
  }

  @Test
  void anOlderVersionThatComesAfterANewerOneChangesNothing() {
    RuleBook book =
        rules.with(new RuleVerdict.Put(new Draft(Leg.LODGEMENT_TO_RELEASE, 60).version(7).rule()));

    assertThat(book.with(new RuleVerdict.Put(TEN_HOURS))).isSameAs(book);
    assertThat(
            book.with(
                new RuleVerdict.Put(new Draft(Leg.LODGEMENT_TO_RELEASE, 90).version(7).rule())))
        .isSameAs(book);
    assertThat(book.with(new RuleVerdict.Deleted("another"))).isSameAs(book);
  }

  @Test
  void whatIsResolvedIsNotTouchedByLaterRules() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(LATER);
    accept(told(Stage.RELEASED, LATER));
    change(new Draft(Leg.LODGEMENT_TO_RELEASE, 6_000).version(2).rule());
    accept(moved(Movement.GATED_OUT, LATER));
    timeComesTo(LATER.plus(Duration.ofDays(10)));

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW RESOLVED 1");
  }

  @Test
  void whatEndedInTimeDoesNotBecomeSlowByAShorterRule() {
    accept(told(Stage.LODGED, LODGED), told(Stage.RELEASED, HALF_WAY));
    timeComesTo(HALF_WAY);
    change(new Draft(Leg.LODGEMENT_TO_RELEASE, 60).version(2).rule());
    accept(moved(Movement.GATED_OUT, LATER));
    timeComesTo(LATER);

    assertThat(told).isEmpty();
  }

  @Test
  void aMoreSpecificRuleTakesOver() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(DUE);
    change(
        new Draft(Leg.LODGEMENT_TO_RELEASE, 300).id("imports").direction(Direction.IMPORT).rule());

    assertThat(states())
        .containsExactlyInAnyOrder("SLOW OPEN 1", "SLOW WITHDRAWN 1", "SLOW OPEN 1");
    assertThat(consignment.raised())
        .extracting(Raised::ruleId, Raised::status)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(TEN_HOURS.ruleId(), AlertStatus.WITHDRAWN),
            org.assertj.core.groups.Tuple.tuple("imports", AlertStatus.OPEN));
  }

  @Test
  void aProgrammeBringsItsOwnRule() {
    rules =
        RuleBook.of(
            REGISTER,
            List.of(
                TEN_HOURS,
                new Draft(Leg.LODGEMENT_TO_RELEASE, 120)
                    .id("green")
                    .programme(Programme.GREEN_CHANNEL)
                    .rule()));
    accept(
        rememberedClearance(
            event ->
                event
                    .setEventId("green")
                    .setStage(Stage.LODGED)
                    .setEventTime(LODGED)
                    .setProgrammes(List.of(Programme.GREEN_CHANNEL))));
    timeComesTo(LODGED.plus(Duration.ofHours(2)));

    assertThat(consignment.raised()).extracting(Raised::ruleId).containsExactly("green");
  }

  @Test
  void aNoticeHasTheSameLifeAndIsNeverMoreThanAWarning() {
    rules =
        RuleBook.of(REGISTER, List.of(new Draft(Leg.LODGEMENT_TO_RELEASE, 600).atRisk(300).rule()));
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(HALF_WAY);
    timeComesTo(DUE);
    accept(told(Stage.RELEASED, LATER));

    assertThat(states())
        .containsExactly("AT_RISK OPEN 1", "SLOW OPEN 1", "AT_RISK RESOLVED 1", "SLOW RESOLVED 1");
    assertThat(told.get(0).raised().severity()).isEqualTo(Severity.WARNING);
    assertThat(told.get(0).raised().dueAt()).isEqualTo(DUE.toEpochMilli());
    assertThat(told.get(1).raised().severity()).isEqualTo(Severity.CRITICAL);
  }

  // What a life that was lost has told.

  @Test
  void anEndThatALostLifeToldOtherwiseIsToldOnceMore() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(LATER);
    accept(told(Stage.RELEASED, LATER));
    hear(AlertStatus.RESOLVED, LATER.plusSeconds(9));
    timeComesTo(LATER.plus(Duration.ofHours(1)));

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW RESOLVED 1", "SLOW RESOLVED 1");
    assertThat(told.get(2).raised().endedAt()).isEqualTo(LATER.toEpochMilli());
  }

  @Test
  void whatALostLifeWithdrewAtTheInstantAtWhichItEndedIsToldWithItsEnd() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(LATER);
    hear(AlertStatus.WITHDRAWN, LATER);
    accept(told(Stage.RELEASED, LATER));
    timeComesTo(LATER.plus(Duration.ofHours(1)));

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW OPEN 2", "SLOW RESOLVED 2");
  }

  /** A declaration that nobody had seen before its release has never been waited for. */
  @Test
  void whatALostLifeResolvedIsWithdrawnWhereItCameInTimeByWhatIsKnownNow() {
    rules = RuleBook.of(REGISTER, List.of(new Draft(Leg.ARRIVAL_TO_RELEASE, 600).rule()));
    accept(moved(Movement.ARRIVED, LODGED), told(Stage.LODGED, HALF_WAY, "lodged", 0, false));
    timeComesTo(LATER);
    hear(AlertStatus.RESOLVED, LATER);
    accept(told(Stage.LODGED, HALF_WAY, "lodged", 1, true), told(Stage.RELEASED, LATER));
    timeComesTo(LATER.plus(Duration.ofHours(1)));

    assertThat(states()).containsExactly("SLOW OPEN 1", "SLOW WITHDRAWN 1");
  }

  @Test
  void whatALostLifeResolvedByTheRuleOfItsTimeStandsWhereALongerOneHoldsNow() {
    accept(told(Stage.LODGED, LODGED));
    timeComesTo(LATER);
    hear(AlertStatus.RESOLVED, LATER);
    change(new Draft(Leg.LODGEMENT_TO_RELEASE, 6_000).version(2).rule());
    accept(told(Stage.RELEASED, LATER));
    timeComesTo(LATER.plus(Duration.ofHours(1)));

    assertThat(states()).containsExactly("SLOW OPEN 1");
  }

  // What a test says.

  /** What was told first comes back, as it stood with a life that knew more. */
  private void hear(AlertStatus status, Instant endedAt) {
    Raised heard = told.get(0).raised().as(status, endedAt.toEpochMilli());
    watch.hear(consignment, heard, now.toEpochMilli(), now.toEpochMilli());
  }

  private void accept(JourneyRecord... records) {
    for (JourneyRecord record : records) {
      watch.accept(consignment, record, rules, now.toEpochMilli(), told::add);
    }
  }

  /** As the operator does it: it looks when event time has reached the instant that was ordered. */
  private void timeComesTo(Instant instant) {
    now = instant;
    while (consignment.journeys().wakeAt() <= now.toEpochMilli()) {
      watch.reach(consignment, rules, now.toEpochMilli(), told::add);
    }
  }

  private void change(Rule rule) {
    change(new RuleVerdict.Put(rule));
  }

  private void change(RuleVerdict verdict) {
    Set<Leg> changed = rules.legsChangedBy(verdict);
    rules = rules.with(verdict);
    watch.changeRules(consignment, changed, rules, now.toEpochMilli(), told::add);
  }

  private void assertEndsWithNothing() {
    timeComesTo(LATER.plus(Duration.ofDays(40)));
    assertThat(consignment.journeys().isEmpty()).isTrue();
    assertThat(consignment.raised()).isEmpty();
    assertThat(consignment.journeys().wakeAt()).isEqualTo(Watch.NEVER);
  }

  private List<String> states() {
    return told.stream()
        .map(Alert::raised)
        .map(raised -> raised.kind() + " " + raised.status() + " " + raised.occurrence())
        .toList();
  }

  private JourneyRecord told(Stage stage, Instant at) {
    return told(stage, at, "stage-" + ++events, 0, false);
  }

  private static JourneyRecord told(
      Stage stage, Instant at, String eventId, int version, boolean retracted) {
    return rememberedClearance(
        event ->
            event
                .setEventId(eventId)
                .setVersion(version)
                .setRetracted(retracted)
                .setStage(stage)
                .setEventTime(at));
  }

  private JourneyRecord moved(Movement movement, Instant at) {
    String eventId = "movement-" + ++events;
    return remembered(event -> event.setEventId(eventId).setMovement(movement).setEventTime(at));
  }

  /** A rule, but for what is set. */
  record Draft(Rule rule) {
    Draft(Leg leg, int thresholdMinutes) {
      this(
          new Rule(
              "ten-hours",
              1,
              leg,
              null,
              null,
              null,
              null,
              null,
              thresholdMinutes,
              null,
              Severity.CRITICAL,
              true));
    }

    private Draft with(UnaryOperator<Rule> change) {
      return new Draft(change.apply(rule));
    }

    Draft id(String id) {
      return with(
          r ->
              new Rule(
                  id,
                  r.version(),
                  r.leg(),
                  r.areaLevel(),
                  r.areaCode(),
                  r.direction(),
                  r.mode(),
                  r.programme(),
                  r.thresholdMinutes(),
                  r.atRiskMinutes(),
                  r.severity(),
                  r.enabled()));
    }

    Draft version(long version) {
      return with(
          r ->
              new Rule(
                  r.ruleId(),
                  version,
                  r.leg(),
                  r.areaLevel(),
                  r.areaCode(),
                  r.direction(),
                  r.mode(),
                  r.programme(),
                  r.thresholdMinutes(),
                  r.atRiskMinutes(),
                  r.severity(),
                  r.enabled()));
    }

    Draft direction(Direction direction) {
      return with(
          r ->
              new Rule(
                  r.ruleId(),
                  r.version(),
                  r.leg(),
                  r.areaLevel(),
                  r.areaCode(),
                  direction,
                  r.mode(),
                  r.programme(),
                  r.thresholdMinutes(),
                  r.atRiskMinutes(),
                  r.severity(),
                  r.enabled()));
    }

    Draft programme(Programme programme) {
      return with(
          r ->
              new Rule(
                  r.ruleId(),
                  r.version(),
                  r.leg(),
                  r.areaLevel(),
                  r.areaCode(),
                  r.direction(),
                  r.mode(),
                  programme,
                  r.thresholdMinutes(),
                  r.atRiskMinutes(),
                  r.severity(),
                  r.enabled()));
    }

    Draft atRisk(int minutes) {
      return with(
          r ->
              new Rule(
                  r.ruleId(),
                  r.version(),
                  r.leg(),
                  r.areaLevel(),
                  r.areaCode(),
                  r.direction(),
                  r.mode(),
                  r.programme(),
                  r.thresholdMinutes(),
                  minutes,
                  r.severity(),
                  r.enabled()));
    }
  }
}
