package io.portally.tally.fate;

import static io.portally.tally.Samples.HAPPENED;
import static io.portally.tally.Samples.clearance;
import static io.portally.tally.Samples.movement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.tally.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
  private static final int BYTES = 200;
  private static final long PUBLISHED = HAPPENED.plusSeconds(3).toEpochMilli();
  private static final Instant DISTANT_FUTURE = Instant.parse("2100-01-01T00:00:00Z");
  private static final String ID_OF_64 = "x".repeat(64);
  private static final String SHIP = "\uD83D\uDEA2";

  private final Judge judge = Samples.DEFINITIONS.judge();

  @Test
  void nothingSpeaksAgainstTheSamples() {
    assertThat(judge(movement(m -> {}))).isEqualTo(Verdict.Accepted.INSTANCE);
    assertThat(judge(clearance(c -> {}))).isEqualTo(Verdict.Accepted.INSTANCE);
  }

  @Test
  void aRecordMayHaveAsManyBytesAsTheBoundAndNotOneMore() {
    int most = Bounds.DEFAULT.recordBytes();
    for (SpecificRecord event : List.of(movement(m -> {}), clearance(c -> {}))) {
      assertThat(judge.judge(event, most, PUBLISHED)).isEqualTo(Verdict.Accepted.INSTANCE);
      assertThat(reasonOf(judge.judge(event, most + 1, PUBLISHED))).isEqualTo(Reason.TOO_LARGE);
    }
  }

  static Stream<Arguments> eventsWithAnIdentifier() {
    return Stream.of(
        arguments("a movement's event", id(id -> movement(m -> m.setEventId(id)))),
        arguments("a movement's consignment", id(id -> movement(m -> m.setConsignmentId(id)))),
        arguments("a movement's equipment", id(id -> movement(m -> m.setEquipmentId(id)))),
        arguments("a clearance's event", id(id -> clearance(c -> c.setEventId(id)))),
        arguments("a clearance's consignment", id(id -> clearance(c -> c.setConsignmentId(id)))),
        arguments("a clearance's declaration", id(id -> clearance(c -> c.setDeclarationId(id)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("eventsWithAnIdentifier")
  void anIdentifierHasOneTo64CodePointsAndNoControlCharacter(String whose, Identified event) {
    for (String good : List.of("x", " ", "箱号-7", ID_OF_64, SHIP.repeat(64), "\u00A0", "a\u2028")) {
      assertThat(judge(event.with(good))).as(good).isEqualTo(Verdict.Accepted.INSTANCE);
    }
    for (String bad :
        List.of(
            "",
            ID_OF_64 + "x",
            SHIP.repeat(65),
            "\0",
            "a\nb",
            "a\u001F",
            "\u007F",
            "a\u0080",
            "\u009F")) {
      assertThat(reasonOf(judge(event.with(bad)))).as(bad).isEqualTo(Reason.BAD_IDENTIFIER);
    }
  }

  @Test
  void aMovementNeedNotNameItsEquipmentNorItsOtherPort() {
    assertThat(judge(movement(m -> m.setEquipmentId(null).setOtherPort(null))))
        .isEqualTo(Verdict.Accepted.INSTANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NLRTM", "", "cnytn", "CNYTN ", "CN-GD", "GBA", "CN"})
  void aPortIsInTheRegister(String port) {
    assertThat(reasonOf(judge(movement(m -> m.setPort(port))))).isEqualTo(Reason.UNKNOWN_PORT);
    assertThat(reasonOf(judge(clearance(c -> c.setPort(port))))).isEqualTo(Reason.UNKNOWN_PORT);
  }

  @Test
  void whatIsSaidOfAForeignCodeHasNoControlCharactersAndAnEnd() {
    String port = "\u0085\u0000\r\nX-Header: 1" + "y".repeat(100);

    Verdict.Rejected rejected = (Verdict.Rejected) judge(movement(m -> m.setPort(port)));

    assertThat(rejected.why()).contains("????X-Header: 1y").doesNotContainPattern("\\p{Cc}");
    assertThat(rejected.why()).hasSizeLessThan(200);
  }

  static Stream<Arguments> badCodes() {
    return Stream.of(
        badMovement("version", m -> m.setVersion(-1)),
        badMovement("classifier", m -> m.setClassifier(Classifier.UNKNOWN)),
        badMovement("movement", m -> m.setMovement(Movement.UNKNOWN)),
        badMovement("direction", m -> m.setDirection(Direction.UNKNOWN)),
        badMovement("mode", m -> m.setMode(Mode.UNKNOWN)),
        badMovement("otherPort", m -> m.setOtherPort("")),
        badMovement("otherPort", m -> m.setOtherPort("SGSI")),
        badMovement("otherPort", m -> m.setOtherPort("SGSINX")),
        badMovement("otherPort", m -> m.setOtherPort("SG SIN")),
        badMovement("otherPort", m -> m.setOtherPort("sgsin")),
        badMovement("otherPort", m -> m.setOtherPort("S1SIN")),
        badMovement("otherPort", m -> m.setOtherPort("SGSI-")),
        badMovement("otherPort", m -> m.setOtherPort("SGSI\u0660")),
        badClearance("version", c -> c.setVersion(Integer.MIN_VALUE)),
        badClearance("stage", c -> c.setStage(Stage.UNKNOWN)),
        badClearance("direction", c -> c.setDirection(Direction.UNKNOWN)),
        badClearance("mode", c -> c.setMode(Mode.UNKNOWN)),
        badClearance("aeoCountry", c -> c.setAeoCountry("")),
        badClearance("aeoCountry", c -> c.setAeoCountry("S")),
        badClearance("aeoCountry", c -> c.setAeoCountry("SGP")),
        badClearance("aeoCountry", c -> c.setAeoCountry("sg")),
        badClearance("partnerCountry", c -> c.setPartnerCountry("S1")),
        badClearance("partnerCountry", c -> c.setPartnerCountry("ＳＧ")),
        badClearance("singleWindowService", c -> c.setSingleWindowService(0)),
        badClearance("singleWindowService", c -> c.setSingleWindowService(10_000)),
        badClearance("singleWindowCategory", c -> c.setSingleWindowCategory(0)),
        badClearance("singleWindowCategory", c -> c.setSingleWindowCategory(100)),
        badClearance("hsChapter", c -> c.setHsChapter(0)),
        badClearance("hsChapter", c -> c.setHsChapter(100)));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("badCodes")
  void aCodeIsOneOfItsList(String field, SpecificRecord event) {
    Verdict verdict = judge(event);

    assertThat(reasonOf(verdict)).isEqualTo(Reason.BAD_CODE);
    assertThat(((Verdict.Rejected) verdict).why()).startsWith(field + " is ");
  }

  static Stream<SpecificRecord> codesAtTheirBounds() {
    return Stream.of(
        movement(m -> m.setVersion(Integer.MAX_VALUE)),
        movement(m -> m.setOtherPort("USNYC")),
        movement(m -> m.setOtherPort("US2AB")),
        movement(m -> m.setOtherPort("ZZ999")),
        movement(m -> m.setOtherPort("CNYTN")),
        clearance(c -> c.setVersion(Integer.MAX_VALUE)),
        clearance(c -> c.setAeoCountry("SG").setPartnerCountry("ZZ")),
        clearance(c -> c.setSingleWindowService(1).setSingleWindowCategory(1).setHsChapter(1)),
        clearance(
            c -> c.setSingleWindowService(9_999).setSingleWindowCategory(99).setHsChapter(99)),
        clearance(c -> c.setOffice("")),
        clearance(c -> c.setProgrammes(List.of(Programme.UNKNOWN, Programme.AEO))));
  }

  @ParameterizedTest
  @MethodSource("codesAtTheirBounds")
  void everyCodeOfItsListIsGood(SpecificRecord event) {
    assertThat(judge(event)).isEqualTo(Verdict.Accepted.INSTANCE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void everyKnownMovementIsGood(Movement known) {
    assertThat(judge(movement(m -> m.setMovement(known)))).isEqualTo(Verdict.Accepted.INSTANCE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void everyKnownStageIsGood(Stage known) {
    assertThat(judge(clearance(c -> c.setStage(known)))).isEqualTo(Verdict.Accepted.INSTANCE);
  }

  @Test
  void amountsAreBelievedFromZeroToTheirBoundsOfTheContract() {
    assertAmount(1_000_000_000L, kg -> movement(m -> m.setGrossMassKg(kg)));
    assertAmount(2_500_000L, teu -> movement(m -> m.setTeuHundredths(Math.toIntExact(teu))));
    assertAmount(1_000_000_000L, kg -> clearance(c -> c.setGrossMassKg(kg)));
    assertAmount(1_000_000_000_000_000L, fen -> clearance(c -> c.setValueFen(fen)));
  }

  private void assertAmount(long most, LongFunction<SpecificRecord> event) {
    assertThat(judge(event.apply(0))).isEqualTo(Verdict.Accepted.INSTANCE);
    assertThat(judge(event.apply(most))).isEqualTo(Verdict.Accepted.INSTANCE);
    assertThat(reasonOf(judge(event.apply(-1)))).isEqualTo(Reason.OUT_OF_BOUNDS);
    assertThat(reasonOf(judge(event.apply(most + 1)))).isEqualTo(Reason.OUT_OF_BOUNDS);
  }

  @Test
  void eventTimesBeginWithTheYear2000() {
    Instant first = Instant.parse("2000-01-01T00:00:00Z");

    assertThat(judgeAt(first, movement(m -> m.setEventTime(first)))).isEqualTo(Fate.ACCEPTED);
    assertThat(judgeAt(first, clearance(c -> c.setEventTime(first)))).isEqualTo(Fate.ACCEPTED);
    assertOutOfRange(first, movement(m -> m.setEventTime(first.minusMillis(1))));
    assertOutOfRange(first, clearance(c -> c.setEventTime(first.minusMillis(1))));
  }

  @Test
  void eventTimesEndBeforeTheYear2100() {
    Instant last = DISTANT_FUTURE.minusMillis(1);

    assertThat(judgeAt(last, movement(m -> m.setEventTime(last)))).isEqualTo(Fate.ACCEPTED);
    assertThat(judgeAt(last, clearance(c -> c.setEventTime(last)))).isEqualTo(Fate.ACCEPTED);
    assertOutOfRange(last, movement(m -> m.setEventTime(DISTANT_FUTURE)));
    assertOutOfRange(last, clearance(c -> c.setEventTime(DISTANT_FUTURE)));
  }

  @Test
  void anAppointmentLiesInRangeTooAndMayLieAhead() {
    Instant first = Instant.parse("2000-01-01T00:00:00Z");
    Instant last = DISTANT_FUTURE.minusMillis(1);

    assertThat(judge(clearance(c -> c.setAppointmentTime(first))))
        .isEqualTo(Verdict.Accepted.INSTANCE);
    assertThat(judge(clearance(c -> c.setAppointmentTime(last))))
        .isEqualTo(Verdict.Accepted.INSTANCE);
    assertOutOfRange(HAPPENED, clearance(c -> c.setAppointmentTime(first.minusMillis(1))));
    assertOutOfRange(HAPPENED, clearance(c -> c.setAppointmentTime(DISTANT_FUTURE)));
  }

  @Test
  void anEventMayLieTheSkewAfterItsRecordTimestampAndNotAMillisecondMore() {
    Instant published = HAPPENED.minus(Duration.ofMinutes(5));

    for (SpecificRecord event : List.of(movement(m -> {}), clearance(c -> {}))) {
      assertThat(judgeAt(published, event)).isEqualTo(Fate.ACCEPTED);
      Verdict verdict = judge.judge(event, BYTES, published.toEpochMilli() - 1);
      assertThat(reasonOf(verdict)).isEqualTo(Reason.FUTURE_DATED);
    }
  }

  @Test
  void anEventMayLieTheLatenessBeforeItsRecordTimestampAndNotAMillisecondMore() {
    Instant published = HAPPENED.plus(Duration.ofHours(24));

    for (SpecificRecord event : List.of(movement(m -> {}), clearance(c -> {}))) {
      assertThat(judgeAt(published, event)).isEqualTo(Fate.ACCEPTED);
      Verdict verdict = judge.judge(event, BYTES, published.toEpochMilli() + 1);
      assertThat(verdict).isInstanceOf(Verdict.Late.class);
      assertThat(verdict.reason()).isEqualTo(Reason.NONE);
      assertThat(((Verdict.Late) verdict).millis()).isEqualTo(Duration.ofHours(24).toMillis() + 1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ESTIMATED", "PLANNED"})
  void whatIsNotActualIsIgnored(Classifier classifier) {
    assertThat(judge(movement(m -> m.setClassifier(classifier))))
        .isEqualTo(Verdict.Ignored.INSTANCE);
  }

  @Test
  void aLatePlanIsIgnored() {
    CargoMovement plan = movement(m -> m.setClassifier(Classifier.PLANNED));

    assertThat(judgeAt(HAPPENED.plus(Duration.ofDays(3)), plan)).isEqualTo(Fate.IGNORED);
  }

  @Test
  void aPlanThatCannotBeBelievedIsRejected() {
    CargoMovement plan = movement(m -> m.setClassifier(Classifier.PLANNED).setGrossMassKg(-1));

    assertThat(reasonOf(judge(plan))).isEqualTo(Reason.OUT_OF_BOUNDS);
  }

  @Test
  void theFirstReasonThatHoldsIsTheOneThatIsGivenForAMovement() {
    CargoMovement.Builder event = CargoMovement.newBuilder(movement(m -> {}));
    event.setConsignmentId("").setPort("NLRTM").setMovement(Movement.UNKNOWN);
    event.setGrossMassKg(-1).setEventTime(DISTANT_FUTURE).setClassifier(Classifier.PLANNED);

    Verdict tooLarge = judge.judge(event.build(), Integer.MAX_VALUE, PUBLISHED);
    assertThat(reasonOf(tooLarge)).isEqualTo(Reason.TOO_LARGE);
    assertThat(reasonOf(judge(event.build()))).isEqualTo(Reason.BAD_IDENTIFIER);
    event.setConsignmentId("6CN-1");
    assertThat(reasonOf(judge(event.build()))).isEqualTo(Reason.UNKNOWN_PORT);
    event.setPort("CNYTN");
    assertThat(reasonOf(judge(event.build()))).isEqualTo(Reason.BAD_CODE);
    event.setMovement(Movement.ARRIVED);
    assertThat(reasonOf(judge(event.build()))).isEqualTo(Reason.OUT_OF_BOUNDS);
    event.setGrossMassKg(1);
    assertThat(reasonOf(judge(event.build()))).isEqualTo(Reason.TIME_OUT_OF_RANGE);
    event.setEventTime(DISTANT_FUTURE.minusSeconds(1));
    assertThat(reasonOf(judge(event.build()))).isEqualTo(Reason.FUTURE_DATED);
    event.setEventTime(HAPPENED.minus(Duration.ofDays(2)));
    assertThat(judge(event.build()).fate()).isEqualTo(Fate.IGNORED);
    event.setClassifier(Classifier.ACTUAL);
    assertThat(judge(event.build()).fate()).isEqualTo(Fate.LATE);
    event.setEventTime(HAPPENED);
    assertThat(judge(event.build()).fate()).isEqualTo(Fate.ACCEPTED);
  }

  @Test
  void theFirstReasonThatHoldsIsTheOneThatIsGivenForAClearance() {
    ClearanceEvent.Builder event = ClearanceEvent.newBuilder(clearance(c -> {}));
    event.setDeclarationId("").setPort("NLRTM").setHsChapter(100).setValueFen(-1);
    event.setAppointmentTime(DISTANT_FUTURE).setEventTime(DISTANT_FUTURE.minusSeconds(1));

    Verdict tooLarge = judge.judge(event.build(), Integer.MAX_VALUE, PUBLISHED);
    assertThat(reasonOf(tooLarge)).isEqualTo(Reason.TOO_LARGE);
    assertThat(reasonOf(judge(event.build()))).isEqualTo(Reason.BAD_IDENTIFIER);
    event.setDeclarationId("531620261");
    assertThat(reasonOf(judge(event.build()))).isEqualTo(Reason.UNKNOWN_PORT);
    event.setPort("CNYTN");
    assertThat(reasonOf(judge(event.build()))).isEqualTo(Reason.BAD_CODE);
    event.setHsChapter(99);
    assertThat(reasonOf(judge(event.build()))).isEqualTo(Reason.OUT_OF_BOUNDS);
    event.setValueFen(1);
    assertThat(reasonOf(judge(event.build()))).isEqualTo(Reason.TIME_OUT_OF_RANGE);
    event.setAppointmentTime(HAPPENED);
    assertThat(reasonOf(judge(event.build()))).isEqualTo(Reason.FUTURE_DATED);
    event.setEventTime(HAPPENED.minus(Duration.ofDays(2)));
    assertThat(judge(event.build()).fate()).isEqualTo(Fate.LATE);
    event.setEventTime(HAPPENED);
    assertThat(judge(event.build()).fate()).isEqualTo(Fate.ACCEPTED);
  }

  @Test
  void reasonsStandInTheOrderOfTheContract() {
    assertThat(Stream.of(Reason.values()).map(Reason::word))
        .containsExactly(
            "-",
            "UNDECODABLE",
            "TOO_LARGE",
            "BAD_IDENTIFIER",
            "UNKNOWN_PORT",
            "BAD_CODE",
            "OUT_OF_BOUNDS",
            "TIME_OUT_OF_RANGE",
            "FUTURE_DATED",
            "JOURNEY_TOO_LONG",
            "WINDOW_CLOSED");
  }

  @Test
  void aHeartbeatIsBelievedUpToTheSkewAfterItsRecordTimestamp() {
    Instant ahead = HAPPENED.plus(Duration.ofMinutes(5));

    assertThat(judge.believesHeartbeat(ahead, HAPPENED.toEpochMilli())).isTrue();
    assertThat(judge.believesHeartbeat(ahead.plusMillis(1), HAPPENED.toEpochMilli())).isFalse();
  }

  @Test
  void anOldHeartbeatIsBelievedAsItMovesNothingBack() {
    long published = HAPPENED.plus(Duration.ofDays(400)).toEpochMilli();

    assertThat(judge.believesHeartbeat(HAPPENED, published)).isTrue();
  }

  @Test
  void aHeartbeatOutOfRangeIsNotBelieved() {
    Instant before = Instant.parse("1999-12-31T23:59:59.999Z");

    assertThat(judge.believesHeartbeat(before, before.toEpochMilli())).isFalse();
    assertThat(judge.believesHeartbeat(DISTANT_FUTURE, DISTANT_FUTURE.toEpochMilli())).isFalse();
  }

  private Verdict judge(SpecificRecord event) {
    return judge.judge(event, BYTES, PUBLISHED);
  }

  private Fate judgeAt(Instant published, SpecificRecord event) {
    return judge.judge(event, BYTES, published.toEpochMilli()).fate();
  }

  private void assertOutOfRange(Instant published, SpecificRecord event) {
    Verdict verdict = judge.judge(event, BYTES, published.toEpochMilli());
    assertThat(reasonOf(verdict)).isEqualTo(Reason.TIME_OUT_OF_RANGE);
  }

  /** The reason for which it is rejected; fails where it is not. */
  private static Reason reasonOf(Verdict verdict) {
    assertThat(verdict.fate()).as(verdict.toString()).isEqualTo(Fate.REJECTED);
    return verdict.reason();
  }

  private static Arguments badMovement(String field, Consumer<CargoMovement.Builder> set) {
    return arguments(field, movement(set));
  }

  private static Arguments badClearance(String field, Consumer<ClearanceEvent.Builder> set) {
    return arguments(field, clearance(set));
  }

  private static Identified id(Identified event) {
    return event;
  }

  /** An event with that identifier in one of its fields. */
  private interface Identified {
    SpecificRecord with(String id);
  }
}
