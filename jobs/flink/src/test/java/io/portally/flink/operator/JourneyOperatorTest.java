package io.portally.flink.operator;

import static io.portally.flink.fixture.Cells.discharged;
import static io.portally.flink.fixture.Cells.quality;
import static io.portally.flink.fixture.ClearanceDraft.clearance;
import static io.portally.flink.fixture.MovementDraft.movement;
import static io.portally.flink.fixture.Rules.DEFINITIONS;
import static io.portally.flink.fixture.Rules.GAP;
import static io.portally.flink.fixture.Rules.SLACK;
import static io.portally.flink.fixture.Times.DAY;
import static io.portally.flink.fixture.Times.HOUR;
import static io.portally.flink.fixture.Times.MILLI;
import static io.portally.flink.fixture.Times.MINUTE;
import static io.portally.flink.fixture.Times.NINE;
import static io.portally.flink.fixture.Times.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.portally.flink.fixture.Harness;
import io.portally.flink.fixture.MovementDraft;
import io.portally.flink.fixture.Rules;
import io.portally.flink.type.JudgedRecord.Candidate;
import io.portally.flink.type.PortallyTypes;
import io.portally.tally.Definitions;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.area.Granularity;
import io.portally.tally.fate.Fate;
import io.portally.tally.fate.Reason;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Tally;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JourneyOperatorTest {

  private static final int GENERATION = 7;

  /** When a journey whose newest event happened at nine is let go. */
  private static final Instant END_OF_NINE = NINE.plus(GAP).plus(SLACK).plus(MINUTE);

  @Test
  void anAcceptedRecordCountsForItsPortAndAsAccepted() throws Exception {
    try (var journey = open(DEFINITIONS)) {
      journey.send(movement().kilograms(21_000).candidate());

      assertThat(measuresOf(yantian(NINE), journey)).containsExactly(1, 21_000, 200);
      assertThat(recordsOf(Fate.ACCEPTED, Reason.NONE, journey)).isEqualTo(1);
      assertThat(journey.side(RouteFunction.REFUSED)).isEmpty();
    }
  }

  @Test
  void aRecordSaidBeforeIsADuplicateAndChangesNothing() throws Exception {
    try (var journey = open(DEFINITIONS)) {
      journey.send(movement().candidate(), movement().offset(1).candidate());

      assertThat(measuresOf(yantian(NINE), journey)).containsExactly(1, 20_000, 200);
      assertThat(recordsOf(Fate.DUPLICATE, Reason.NONE, journey)).isEqualTo(1);
      assertThat(journey.side(RouteFunction.REFUSED)).isEmpty();
    }
  }

  @Test
  void theSameIdentifiersOnTheOtherTopicAreNoDuplicate() throws Exception {
    try (var journey = open(DEFINITIONS)) {
      journey.send(movement().candidate(), clearance().candidate());

      assertThat(recordsOf(Fate.DUPLICATE, Reason.NONE, journey)).isZero();
      assertThat(recordsOf(Fate.ACCEPTED, Reason.NONE, journey)).isEqualTo(1);
    }
  }

  @Test
  void aHigherVersionTakesTheLowerOnesPlace() throws Exception {
    try (var journey = open(DEFINITIONS)) {
      journey.send(
          movement().candidate(), movement().version(1).at(TEN).kilograms(5_000).candidate());

      assertThat(measuresOf(yantian(NINE), journey)).containsExactly(0, 0, 0);
      assertThat(measuresOf(yantian(TEN), journey)).containsExactly(1, 5_000, 200);
    }
  }

  @Test
  void aRetractionTakesTheEventBackInWhicheverOrderTheyCome() throws Exception {
    Candidate event = movement().candidate();
    Candidate retraction = movement().retractedIn(1).candidate();
    try (var inOrder = open(DEFINITIONS);
        var reversed = open(DEFINITIONS)) {
      inOrder.send(event, retraction);
      reversed.send(retraction, event);

      assertThat(measuresOf(yantian(NINE), inOrder)).containsExactly(0, 0, 0);
      assertThat(measuresOf(yantian(NINE), reversed)).containsExactly(0, 0, 0);
      assertThat(revisionOf(yantian(NINE), inOrder)).isEqualTo(2);
      assertThat(revisionOf(yantian(NINE), reversed)).isEqualTo(2);
    }
  }

  @Test
  void aCorrectionThatIsLateForAnAcceptedVersionIsSetAside() throws Exception {
    try (var journey = open(DEFINITIONS)) {
      Instant nextDay = NINE.plus(DAY).plus(MILLI);
      journey.send(movement().candidate(), movement().version(1).at(nextDay).candidate());

      assertThat(journey.side(RouteFunction.REFUSED))
          .extracting(refused -> refused.verdict().fate())
          .containsExactly(Fate.LATE);
      assertThat(recordsOf(Fate.LATE, Reason.NONE, journey)).isEqualTo(1);
      assertThat(measuresOf(yantian(NINE), journey)).containsExactly(1, 20_000, 200);
    }
  }

  @Test
  void aRecordBeyondTheBoundOfItsConsignmentIsRejected() throws Exception {
    try (var journey = open(Rules.remembering(2))) {
      journey.send(
          movement().event("A").candidate(),
          movement().event("B").candidate(),
          movement().event("C").offset(7).candidate(),
          movement().event("C").of("UCR-2").candidate());

      assertThat(journey.side(RouteFunction.REFUSED))
          .extracting(refused -> refused.verdict().reason(), refused -> refused.raw().offset())
          .containsExactly(tuple(Reason.JOURNEY_TOO_LONG, 7L));
      assertThat(recordsOf(Fate.REJECTED, Reason.JOURNEY_TOO_LONG, journey)).isEqualTo(1);
      assertThat(recordsOf(Fate.ACCEPTED, Reason.NONE, journey)).isEqualTo(3);
    }
  }

  @Test
  void aRecordWhoseWindowIsClosedIsLateAsAWhole() throws Exception {
    try (var journey = open(DEFINITIONS)) {
      journey.eventTime(NINE.plus(MINUTE).plus(SLACK)).send(movement().candidate());

      assertThat(journey.side(RouteFunction.REFUSED))
          .extracting(refused -> refused.verdict().reason())
          .containsExactly(Reason.WINDOW_CLOSED);
      assertThat(journey.valuesInState()).isZero();
    }
  }

  @Test
  void aMomentBeforeItsWindowClosesARecordStillCounts() throws Exception {
    try (var journey = open(DEFINITIONS)) {
      journey.eventTime(NINE.plus(MINUTE).plus(SLACK).minus(MILLI)).send(movement().candidate());

      assertThat(journey.side(RouteFunction.REFUSED)).isEmpty();
      assertThat(measuresOf(yantian(NINE), journey)).containsExactly(1, 20_000, 200);
    }
  }

  @Test
  void aJourneyIsLetGoWhenNothingCanContinueIt() throws Exception {
    try (var journey = open(DEFINITIONS)) {
      journey.send(movement().candidate(), clearance().candidate());

      journey.eventTime(END_OF_NINE.minus(MILLI));
      assertThat(journey.valuesInState()).isEqualTo(1);

      journey.eventTime(END_OF_NINE);
      assertThat(journey.isAtRest()).isTrue();
    }
  }

  @Test
  void aJourneyThatGoesOnHasItsEndMoved() throws Exception {
    try (var journey = open(DEFINITIONS)) {
      journey.send(movement().candidate());
      Instant later = NINE.plus(Duration.ofDays(20));
      journey.send(movement().event("LATER").at(later).candidate());

      journey.eventTime(END_OF_NINE);
      assertThat(journey.valuesInState()).isEqualTo(1);

      journey.eventTime(later.plus(GAP).plus(SLACK).plus(MINUTE).minus(MILLI));
      assertThat(journey.valuesInState()).isEqualTo(1);

      journey.eventTime(later.plus(GAP).plus(SLACK).plus(MINUTE));
      assertThat(journey.isAtRest()).isTrue();
    }
  }

  @Test
  void ofTwoJourneysTheEarlierIsForgottenAlone() throws Exception {
    try (var journey = open(DEFINITIONS)) {
      Instant second = NINE.plus(GAP).plus(HOUR);
      MovementDraft secondJourney = movement().event("SECOND").at(second);
      journey.send(movement().candidate(), secondJourney.candidate());

      journey.eventTime(END_OF_NINE);
      assertThat(journey.valuesInState()).isEqualTo(1);
      journey.send(secondJourney.candidate());
      assertThat(recordsOf(Fate.DUPLICATE, Reason.NONE, journey)).isEqualTo(1);

      journey.eventTime(second.plus(GAP).plus(SLACK).plus(MINUTE));
      assertThat(journey.isAtRest()).isTrue();
    }
  }

  @Test
  void theEndOfAnInputIsNotTheEndOfItsJourneys() throws Exception {
    try (var journey = open(DEFINITIONS)) {
      journey.send(movement().candidate(), movement().of("UCR-2").candidate()).endOfInput();

      assertThat(journey.valuesInState()).isEqualTo(2);
    }
  }

  @Test
  void aJourneyThatEndsWithinAMinuteIsForgottenWithIt() throws Exception {
    try (var journey = open(DEFINITIONS)) {
      journey.send(movement().at(NINE.plus(MILLI)).candidate());

      journey.eventTime(END_OF_NINE.plus(MINUTE).minus(MILLI));
      assertThat(journey.valuesInState()).isEqualTo(1);

      journey.eventTime(END_OF_NINE.plus(MINUTE));
      assertThat(journey.isAtRest()).isTrue();
    }
  }

  @Test
  void whatIsClosedIsDecidedTheSameAfterARestartAtAnotherParallelism() throws Exception {
    OperatorSubtaskState kept;
    try (var before = open(DEFINITIONS)) {
      before.send(movement().candidate()).eventTime(NINE.plus(MINUTE).plus(SLACK));
      kept = before.snapshot();
    }
    Candidate stranger = movement().of("UCR-2").candidate();
    int subtask = subtaskOf(stranger, 2);
    try (var after = harness(DEFINITIONS, subtask, 2).open(Harness.share(subtask, 1, 2, kept))) {
      after.send(stranger);

      assertThat(after.side(RouteFunction.REFUSED))
          .extracting(refused -> refused.verdict().reason())
          .containsExactly(Reason.WINDOW_CLOSED);
    }
  }

  @Test
  void withoutWhatWasKeptTheSameRecordWouldCount() throws Exception {
    try (var forgetful = open(DEFINITIONS)) {
      forgetful.send(movement().of("UCR-2").candidate());

      assertThat(forgetful.side(RouteFunction.REFUSED)).isEmpty();
    }
  }

  @Test
  void journeysAndTheirEndsMoveWithTheirKeysToAnotherParallelism() throws Exception {
    OperatorSubtaskState kept;
    try (var before = open(DEFINITIONS)) {
      before.send(movement().candidate(), movement().of("UCR-2").candidate());
      kept = before.snapshot();
    }
    int values = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var after = harness(DEFINITIONS, subtask, 2).open(Harness.share(subtask, 1, 2, kept))) {
        values += after.valuesInState();
        after.eventTime(END_OF_NINE);
        assertThat(after.isAtRest()).isTrue();
      }
    }
    assertThat(values).isEqualTo(2);
  }

  @Test
  void aDuplicateIsKnownAfterARestart() throws Exception {
    OperatorSubtaskState kept;
    try (var before = open(DEFINITIONS)) {
      before.send(movement().candidate());
      kept = before.snapshot();
    }
    try (var after = harness(DEFINITIONS, 0, 1).open(kept)) {
      after.send(movement().candidate());

      assertThat(recordsOf(Fate.DUPLICATE, Reason.NONE, after)).isEqualTo(1);
    }
  }

  @Test
  void stateOfOtherDefinitionsIsRefused() throws Exception {
    OperatorSubtaskState kept;
    try (var before = open(DEFINITIONS)) {
      kept = before.snapshot();
    }
    try (var after = harness(Rules.remembering(1_999), 0, 1)) {
      assertThatThrownBy(() -> after.open(kept))
          .hasStackTraceContaining("the state was written under other definitions")
          .hasStackTraceContaining(DEFINITIONS.fingerprint());
    }
  }

  @Test
  void stateOfAnotherGenerationIsRefused() throws Exception {
    OperatorSubtaskState kept;
    try (var before = open(DEFINITIONS)) {
      kept = before.snapshot();
    }
    try (var after = harness(DEFINITIONS, GENERATION + 1, 0, 1)) {
      assertThatThrownBy(() -> after.open(kept))
          .hasStackTraceContaining("the state belongs to generation 7, and generation 8 is to be");
    }
  }

  @Test
  void foreignStateFailsTheJobForGoodAsNoRestartWouldMendIt() {
    assertThat(ThrowableClassifier.getThrowableType(new ForeignStateException("foreign")))
        .isEqualTo(ThrowableType.NonRecoverableError);
  }

  private static Harness<Candidate, Contribution> open(Definitions definitions) throws Exception {
    return harness(definitions, 0, 1).open();
  }

  private static Harness<Candidate, Contribution> harness(
      Definitions definitions, int subtask, int parallelism) throws Exception {
    return harness(definitions, GENERATION, subtask, parallelism);
  }

  private static Harness<Candidate, Contribution> harness(
      Definitions definitions, int generation, int subtask, int parallelism) throws Exception {
    return Harness.<ConsignmentKey, Candidate, Contribution>keyed(
        new JourneyOperator(definitions, generation, Duration.ofMillis(250)),
        Candidate::key,
        PortallyTypes.CONSIGNMENT_KEY,
        PortallyTypes.CONTRIBUTION,
        subtask,
        parallelism);
  }

  private static int subtaskOf(Candidate candidate, int parallelism) {
    return KeyGroupRangeAssignment.assignKeyToParallelOperator(
        candidate.key(), States.MAX_PARALLELISM, parallelism);
  }

  private static Cell yantian(Instant at) {
    return discharged(AreaLevel.PORT, "CNYTN", Granularity.MINUTE, at);
  }

  private static long[] measuresOf(Cell cell, Harness<?, Contribution> journey) throws Exception {
    Tally tally = tallyOf(cell, journey);
    return tally == null ? new long[0] : tally.measures();
  }

  private static long revisionOf(Cell cell, Harness<?, Contribution> journey) throws Exception {
    Tally tally = tallyOf(cell, journey);
    return tally == null ? 0 : tally.revision();
  }

  /** How many movements had the fate. */
  private static long recordsOf(Fate fate, Reason reason, Harness<?, Contribution> journey)
      throws Exception {
    long fateAndReason = quality(fate, reason, Granularity.DAY, NINE).dimensions();
    return journey.barrier().output().stream()
        .filter(
            contribution ->
                contribution.cell().dimensions() == fateAndReason
                    && contribution.cell().granularity() == Granularity.DAY)
        .mapToLong(contribution -> contribution.measures()[0])
        .sum();
  }

  /** What has been handed on to the cell, all in all. */
  private static @Nullable Tally tallyOf(Cell cell, Harness<?, Contribution> journey)
      throws Exception {
    Tally tally = null;
    for (Contribution each : journey.barrier().output()) {
      if (each.cell().equals(cell)) {
        tally = tally == null ? new Tally(cell.table()) : tally;
        tally.add(each.revision(), each.measures());
      }
    }
    return tally;
  }
}
