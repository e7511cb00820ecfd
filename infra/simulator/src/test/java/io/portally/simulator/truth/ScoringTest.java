package io.portally.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.AlertKind;
import io.portally.events.AlertStatus;
import io.portally.events.AreaLevel;
import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.events.Severity;
import io.portally.events.SlaRule;
import io.portally.events.SlowClearance;
import io.portally.events.WaitingOn;
import io.portally.tally.area.RegisterReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoringTest {
  private static final Instant LODGED = Instant.parse("2026-03-02T09:00:00Z");
  private static final Instant DUE = LODGED.plus(Duration.ofHours(4));
  private static final Instant HORIZON = LODGED.plus(Duration.ofHours(12));
  private static final SlaRule FOUR_HOURS = rule("four-hours", 240);

  @Test
  void anAlertOfALegThatTakesLongerIsFoundWithItsDelay() {
    Scoring scoring = scoring(leg("a", Duration.ofHours(5)), leg("b", Duration.ofHours(3)));
    scoring.take(opened("a"), millis(DUE.plusSeconds(12)));

    Score score = scoring.score();

    assertThat(score.expected()).isEqualTo(1);
    assertThat(score.found()).isEqualTo(1);
    assertThat(score.missed()).isZero();
    assertThat(score.falseAlarms()).isZero();
    assertThat(score.delays()).containsExactly(Duration.ofSeconds(12));
  }

  @Test
  void aLegOfExactlyTheThresholdIsNotSlow() {
    assertThat(scoring(leg("a", Duration.ofHours(4))).expected()).isEmpty();
    assertThat(scoring(leg("a", Duration.ofHours(4).plusMillis(1))).expected()).hasSize(1);
  }

  @Test
  void whatIsNotRaisedIsMissedAndWhatShouldNotBeIsFalse() {
    Scoring scoring = scoring(leg("a", Duration.ofHours(5)), leg("b", Duration.ofHours(3)));
    scoring.take(opened("b"), millis(DUE.plusSeconds(12)));

    assertThat(scoring.score().missed()).isEqualTo(1);
    assertThat(scoring.score().falseAlarms()).isEqualTo(1);
  }

  @Test
  void whatIsOpenIsExpectedToo() {
    assertThat(scoring(leg("a", null)).expected()).hasSize(1);
  }

  @Test
  void whatIsDueShortlyBeforeTheTruthEndsIsNeitherMissedNorFalse() {
    Instant late = HORIZON.minus(Duration.ofHours(4)).minusSeconds(30);
    TrueLeg leg = leg("a", late, null);
    Scoring scoring = scoring(leg);
    assertThat(scoring.score().missed()).isZero();

    scoring.take(alert("a", late, AlertStatus.OPEN, null), millis(HORIZON));
    assertThat(scoring.score().found()).isEqualTo(1);
  }

  @Test
  void anAlertIsExcusedIfTheEndInTimeWasToldAfterIt() {
    Instant ended = LODGED.plus(Duration.ofHours(3));
    TrueLeg toldLate = leg("a", LODGED, ended, DUE.plusSeconds(60));
    Scoring scoring = scoring(toldLate);
    scoring.take(opened("a"), millis(DUE.plusSeconds(12)));

    assertThat(scoring.score().excused()).isEqualTo(1);
    assertThat(scoring.score().falseAlarms()).isZero();
  }

  @Test
  void anAlertOfAConsignmentThatNobodyKnowsIsElsewhere() {
    Scoring scoring = scoring(leg("a", Duration.ofHours(3)));
    scoring.take(opened("x"), millis(DUE));

    assertThat(scoring.score().elsewhere()).isEqualTo(1);
    assertThat(scoring.score().falseAlarms()).isZero();
  }

  @Test
  void theDelayOfALegThatWasToldLateCountsFromThen() {
    Instant told = DUE.plus(Duration.ofMinutes(5));
    TrueLeg leg =
        new TrueLeg(
            Leg.LODGEMENT_TO_RELEASE,
            "a",
            "D1",
            null,
            "CNTAO",
            Direction.IMPORT,
            Mode.SEA,
            List.of(),
            LODGED,
            LODGED,
            LODGED,
            told,
            null,
            null,
            false,
            0,
            List.of());
    Scoring scoring = scoring(leg);
    scoring.take(opened("a"), millis(told.plusMillis(250)));

    assertThat(scoring.score().delays()).containsExactly(Duration.ofMillis(250));
  }

  @Test
  void anAlertHasEndedRightIfItIsResolvedWithTheTrueEnd() {
    Instant ended = LODGED.plus(Duration.ofHours(5));
    Scoring scoring =
        scoring(
            leg("right", Duration.ofHours(5)),
            leg("wrong", Duration.ofHours(5)),
            leg("open", Duration.ofHours(5)));
    for (String consignment : List.of("right", "wrong", "open")) {
      scoring.take(opened(consignment), millis(DUE.plusSeconds(12)));
    }
    scoring.take(alert("right", LODGED, AlertStatus.RESOLVED, ended), millis(ended.plusSeconds(1)));
    scoring.take(
        alert("wrong", LODGED, AlertStatus.RESOLVED, ended.plusSeconds(1)),
        millis(ended.plusSeconds(1)));

    assertThat(scoring.score().ended()).isEqualTo(1);
    assertThat(scoring.score().wronglyEnded()).isEqualTo(2);
  }

  @Test
  void theMostSpecificRuleSays() {
    SlaRule ofTheProvince = at(AreaLevel.PROVINCE, "CN-SD", rule("province", 300)).build();
    SlaRule ofThePort = at(AreaLevel.PORT, "CNTAO", rule("port", 600)).build();
    SlaRule ofFreshProduce =
        SlaRule.newBuilder(rule("fresh", 120))
            .setProgramme(Programme.GREEN_CHANNEL)
            .setDirection(Direction.IMPORT)
            .build();
    SlaRule off =
        at(AreaLevel.PORT, "CNTAO", rule("off", 1))
            .setDirection(Direction.IMPORT)
            .setMode(Mode.SEA)
            .setEnabled(false)
            .build();
    SlaRule elsewhere = at(AreaLevel.PORT, "CNSHA", rule("elsewhere", 1)).setMode(Mode.SEA).build();

    assertThat(ruleOf(FOUR_HOURS, ofTheProvince, elsewhere, off)).isEqualTo("province");
    assertThat(ruleOf(FOUR_HOURS, ofTheProvince, ofThePort)).isEqualTo("port");
    assertThat(ruleOf(FOUR_HOURS, ofThePort, ofFreshProduce)).isEqualTo("fresh");
    assertThat(ruleOf(FOUR_HOURS, rule("three-hours", 180))).isEqualTo("three-hours");
    assertThat(ruleOf(FOUR_HOURS, rule("also-four", 240))).isEqualTo("also-four");
  }

  @Test
  void ofTheVersionsOfARuleTheNewestHolds() {
    SlaRule newer = SlaRule.newBuilder(rule("four-hours", 600)).setVersion(2).build();

    assertThat(
            new Scoring(
                    HORIZON,
                    List.of(leg("a", Duration.ofHours(5))),
                    List.of(newer, FOUR_HOURS),
                    RegisterReader.bundled())
                .expected())
        .isEmpty();
  }

  @Test
  void anEarlyWarningIsAnAlertOfItsOwn() {
    SlaRule warned = SlaRule.newBuilder(rule("warned", 240)).setAtRiskMinutes(120).build();
    Scoring scoring =
        new Scoring(
            HORIZON,
            List.of(leg("a", Duration.ofHours(3))),
            List.of(warned),
            RegisterReader.bundled());

    assertThat(scoring.expected())
        .extracting(ExpectedAlert::kind)
        .containsExactly(AlertKind.AT_RISK);
    assertThat(scoring.expected())
        .extracting(ExpectedAlert::dueAt)
        .containsExactly(LODGED.plus(Duration.ofHours(2)));
  }

  @Test
  void aPercentileOfDelaysIsOneOfThem() {
    List<Duration> delays = Stream.of(1, 2, 3, 4).map(Duration::ofSeconds).toList();
    Score score = new Score(4, 4, 0, 0, 0, 0, 0, 0, delays);

    assertThat(score.delay(50)).isEqualTo(Duration.ofSeconds(2));
    assertThat(score.delay(99)).isEqualTo(Duration.ofSeconds(4));
    assertThat(score.delay(100)).isEqualTo(Duration.ofSeconds(4));
    assertThat(new Score(0, 0, 0, 0, 0, 0, 0, 0, List.of()).delay(50)).isNull();
  }

  private static Scoring scoring(TrueLeg... legs) {
    return new Scoring(HORIZON, List.of(legs), List.of(FOUR_HOURS), RegisterReader.bundled());
  }

  private static String ruleOf(SlaRule... rules) {
    Scoring scoring =
        new Scoring(HORIZON, List.of(leg("a", null)), List.of(rules), RegisterReader.bundled());
    return scoring.expected().get(0).ruleId();
  }

  private static TrueLeg leg(String consignment, @Nullable Duration length) {
    return leg(consignment, LODGED, length == null ? null : LODGED.plus(length));
  }

  private static TrueLeg leg(String consignment, Instant started, @Nullable Instant ended) {
    return leg(consignment, started, ended, ended);
  }

  private static TrueLeg leg(
      String consignment, Instant started, @Nullable Instant ended, @Nullable Instant told) {
    return new TrueLeg(
        Leg.LODGEMENT_TO_RELEASE,
        consignment,
        "D1",
        null,
        "CNTAO",
        Direction.IMPORT,
        Mode.SEA,
        List.of(Programme.GREEN_CHANNEL),
        started,
        started,
        started,
        started,
        ended,
        told,
        false,
        0,
        List.of());
  }

  private static SlaRule rule(String id, int minutes) {
    return new SlaRule(
        id,
        1L,
        Leg.LODGEMENT_TO_RELEASE,
        null,
        null,
        null,
        null,
        null,
        minutes,
        null,
        Severity.WARNING,
        true);
  }

  private static SlaRule.Builder at(AreaLevel level, String code, SlaRule rule) {
    return SlaRule.newBuilder(rule).setAreaLevel(level).setAreaCode(code);
  }

  private static SlowClearance opened(String consignment) {
    return alert(consignment, LODGED, AlertStatus.OPEN, null);
  }

  private static SlowClearance alert(
      String consignment, Instant started, AlertStatus status, @Nullable Instant ended) {
    return new SlowClearance(
        consignment + "-alert",
        1,
        AlertKind.SLOW,
        status,
        consignment,
        "D1",
        null,
        "CNTAO",
        Leg.LODGEMENT_TO_RELEASE,
        "four-hours",
        1L,
        Severity.WARNING,
        started,
        started.plus(Duration.ofHours(4)),
        ended,
        Milestone.RELEASED,
        WaitingOn.CUSTOMS);
  }

  private static long millis(Instant instant) {
    return instant.toEpochMilli();
  }
}
