package io.portally.flink.operator;

import static io.portally.flink.fixture.Cells.arrivalToRelease;
import static io.portally.flink.fixture.Cells.complete;
import static io.portally.flink.fixture.Cells.discharged;
import static io.portally.flink.fixture.Cells.length;
import static io.portally.flink.fixture.Cells.lengthTakenBack;
import static io.portally.flink.fixture.Cells.lodged;
import static io.portally.flink.fixture.Cells.oneBox;
import static io.portally.flink.fixture.Cells.running;
import static io.portally.flink.fixture.Cells.runningOf;
import static io.portally.flink.fixture.Rules.DEFINITIONS;
import static io.portally.flink.fixture.Rules.REGISTER;
import static io.portally.flink.fixture.Rules.SLACK;
import static io.portally.flink.fixture.Times.DAY;
import static io.portally.flink.fixture.Times.HOUR;
import static io.portally.flink.fixture.Times.MILLI;
import static io.portally.flink.fixture.Times.MINUTE;
import static io.portally.flink.fixture.Times.NEXT_MIDNIGHT;
import static io.portally.flink.fixture.Times.NINE;
import static io.portally.flink.fixture.Times.SECOND;
import static io.portally.flink.fixture.Times.TEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.flink.fixture.Harness;
import io.portally.flink.type.PortallyTypes;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.area.Granularity;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyOperatorTest {

  private static final Refresh REFRESH =
      new Refresh(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15));

  private static final Duration FIRST = Duration.ofMillis(400);

  /** Between one piece of rows and the next. */
  private static final Duration PAUSE = Duration.ofMillis(40);

  /** Rows of more than two pieces. */
  private static final int MANY = 2_500;

  private static final int PORTS = 50;
  private static final Instant END_OF_MANY = NINE.plus(MINUTE.multipliedBy(MANY / PORTS));

  private static final Cell MINUTE_OF_NINE = cell(Granularity.MINUTE);
  private static final Cell HOUR_OF_NINE = cell(Granularity.HOUR);
  private static final Cell DAY_OF_NINE = cell(Granularity.DAY);
  private static final Cell RELEASES =
      arrivalToRelease(AreaLevel.PORT, "CNYTN", Granularity.HOUR, NINE);
  private static final Cell COHORT = lodged(AreaLevel.PORT, "CNYTN", Granularity.DAY, NINE);
  private static final Instant END_OF_MINUTE = NINE.plus(MINUTE);

  @Test
  void theFirstRowIsSentAfterTwoFifthsOfARefreshInterval() throws Exception {
    try (var tally = open()) {
      tally.send(oneBox(MINUTE_OF_NINE), oneBox(DAY_OF_NINE));

      tally.processingTime(FIRST.minus(MILLI));
      assertThat(tally.news()).isEmpty();
      tally.processingTime(FIRST);
      assertThat(tally.news())
          .containsExactlyInAnyOrder(running(MINUTE_OF_NINE, 1), running(DAY_OF_NINE, 1));
    }
  }

  @Test
  void aWindowThatCompletesBeforeItsFirstRowIsDueIsSentOnce() throws Exception {
    try (var tally = open()) {
      tally.send(oneBox(MINUTE_OF_NINE), oneBox(MINUTE_OF_NINE)).eventTime(END_OF_MINUTE);
      assertThat(tally.news()).containsExactly(complete(MINUTE_OF_NINE, 2));

      tally.processingTime(SECOND.multipliedBy(10));
      assertThat(tally.news()).isEmpty();
    }
  }

  @Test
  void furtherOnesAreSentAsOneRowARefreshInterval() throws Exception {
    try (var tally = open()) {
      tally.send(oneBox(MINUTE_OF_NINE)).processingTime(FIRST);
      tally.send(oneBox(MINUTE_OF_NINE), oneBox(MINUTE_OF_NINE));
      assertThat(tally.news()).containsExactly(running(MINUTE_OF_NINE, 1));

      tally.processingTime(SECOND.minus(MILLI));
      assertThat(tally.news()).isEmpty();
      tally.processingTime(SECOND);
      assertThat(tally.news()).containsExactly(running(MINUTE_OF_NINE, 3));

      tally.processingTime(SECOND.multipliedBy(10));
      assertThat(tally.news()).as("nothing changed, nothing is sent").isEmpty();
    }
  }

  @Test
  void longerWindowsAreRefreshedLessOften() throws Exception {
    try (var tally = open()) {
      tally.send(oneBox(HOUR_OF_NINE), oneBox(DAY_OF_NINE)).processingTime(FIRST);
      tally.send(oneBox(HOUR_OF_NINE), oneBox(DAY_OF_NINE));
      tally.news();

      tally.processingTime(Duration.ofMillis(4_999));
      assertThat(tally.news()).isEmpty();
      tally.processingTime(Duration.ofMillis(14_999));
      assertThat(tally.news()).containsExactly(running(HOUR_OF_NINE, 2));
      tally.processingTime(Duration.ofSeconds(15));
      assertThat(tally.news()).containsExactly(running(DAY_OF_NINE, 2));
    }
  }

  @Test
  void aRowIsCompleteAtOnceWhenTheWatermarkPassesTheWindowsEnd() throws Exception {
    try (var tally = open()) {
      tally.send(oneBox(MINUTE_OF_NINE)).processingTime(FIRST).send(oneBox(MINUTE_OF_NINE));
      tally.news();

      tally.eventTime(END_OF_MINUTE.minus(MILLI));
      assertThat(tally.news()).isEmpty();
      tally.eventTime(END_OF_MINUTE);
      assertThat(tally.news()).containsExactly(complete(MINUTE_OF_NINE, 2));

      tally.processingTime(SECOND);
      assertThat(tally.news()).as("the refresh finds nothing more to send").isEmpty();
    }
  }

  @Test
  void daysEndAtMidnightInTheConfiguredZone() throws Exception {
    try (var tally = open()) {
      tally.send(oneBox(HOUR_OF_NINE), oneBox(DAY_OF_NINE));
      tally.news();

      tally.eventTime(TEN);
      assertThat(tally.news()).containsExactly(complete(HOUR_OF_NINE, 1));
      tally.eventTime(NEXT_MIDNIGHT.minus(MILLI));
      assertThat(tally.news()).isEmpty();
      tally.eventTime(NEXT_MIDNIGHT);
      assertThat(tally.news()).containsExactly(complete(DAY_OF_NINE, 1));
    }
  }

  @Test
  void aContributionAfterCompletionRevisesTheRow() throws Exception {
    try (var tally = open()) {
      tally.send(oneBox(MINUTE_OF_NINE)).eventTime(END_OF_MINUTE);
      tally.news();

      tally.send(oneBox(MINUTE_OF_NINE)).processingTime(SECOND);
      assertThat(tally.news()).containsExactly(complete(MINUTE_OF_NINE, 2));
    }
  }

  @Test
  void aWindowThatBeginsAfterItsEndIsCompleteFromTheFirstRow() throws Exception {
    try (var tally = open()) {
      tally.eventTime(END_OF_MINUTE.plus(HOUR)).send(oneBox(MINUTE_OF_NINE));
      tally.processingTime(FIRST);
      assertThat(tally.output()).containsExactly(complete(MINUTE_OF_NINE, 1));

      tally.eventTime(END_OF_MINUTE.plus(SLACK));
      assertThat(tally.output()).hasSize(1);
      assertThat(tally.isAtRest()).isTrue();
    }
  }

  @Test
  void aRowIsSentAgainWhereOnlyItsRevisionHasChanged() throws Exception {
    try (var tally = open()) {
      tally.send(oneBox(MINUTE_OF_NINE)).processingTime(FIRST);
      tally.news();

      tally.send(new Contribution(MINUTE_OF_NINE, 1, new long[] {0, 0, 0})).processingTime(SECOND);
      assertThat(tally.news())
          .containsExactly(new Row(MINUTE_OF_NINE, 2, false, new long[] {1, 20_000, 200}));
    }
  }

  @Test
  void aWindowIsLetGoWhenNoRecordCanReachItAnyMore() throws Exception {
    try (var tally = open()) {
      tally.send(oneBox(MINUTE_OF_NINE)).eventTime(END_OF_MINUTE);

      tally.eventTime(END_OF_MINUTE.plus(SLACK).minus(MILLI));
      assertThat(tally.valuesInState()).isEqualTo(1);
      tally.eventTime(END_OF_MINUTE.plus(SLACK));
      assertThat(tally.isAtRest()).isTrue();
    }
  }

  @Test
  void aWindowThatIsLetGoSendsWhatIsUnsentAndNothingAfterwards() throws Exception {
    try (var tally = open()) {
      tally.send(oneBox(MINUTE_OF_NINE)).eventTime(END_OF_MINUTE);
      tally.send(oneBox(MINUTE_OF_NINE));
      tally.news();

      tally.eventTime(END_OF_MINUTE.plus(SLACK));
      assertThat(tally.news()).containsExactly(complete(MINUTE_OF_NINE, 2));
      assertThat(tally.isAtRest()).isTrue();
      tally.processingTime(SECOND);
      assertThat(tally.news()).isEmpty();
    }
  }

  @Test
  void lengthsOfTimeAreSentWithTheirBuckets() throws Exception {
    try (var tally = open()) {
      tally.send(length(RELEASES, 0), length(RELEASES, 3_600), length(RELEASES, 60));
      tally.send(length(RELEASES, 3_600)).processingTime(FIRST);

      assertThat(tally.news()).containsExactly(runningOf(RELEASES, 0, 60, 3_600, 3_600));
    }
  }

  @Test
  void lengthsThatAreTakenBackLeaveZerosAndNoBucket() throws Exception {
    try (var tally = open()) {
      tally.send(length(RELEASES, 3_600), length(RELEASES, 60)).processingTime(FIRST);
      tally.news();

      tally.send(lengthTakenBack(RELEASES, 3_600), lengthTakenBack(RELEASES, 60));
      tally.processingTime(SECOND.multipliedBy(5));
      assertThat(tally.news()).containsExactly(new Row(RELEASES, 4, false, new long[9]));
    }
  }

  @Test
  void lengthsOfTimeAreKeptOverARestart() throws Exception {
    OperatorSubtaskState kept;
    try (var before = open()) {
      before.send(length(RELEASES, 3_600), length(RELEASES, 0));
      kept = before.snapshot();
    }
    try (var after = harness(null, 0, 1).open(kept)) {
      after.send(length(RELEASES, 3_600)).processingTime(SECOND);

      assertThat(after.output()).containsExactly(runningOf(RELEASES, 0, 3_600, 3_600));
    }
  }

  @Test
  void aCohortIsFollowedUpForSixtyDaysMoreThanOtherWindowsAreRemembered() throws Exception {
    Instant others = NEXT_MIDNIGHT.plus(SLACK);
    try (var tally = open()) {
      tally.send(new Contribution(COHORT, 1, new long[12])).eventTime(others);
      assertThat(tally.news()).containsExactly(new Row(COHORT, 1, true, new long[12]));

      tally.eventTime(others.plus(DAY.multipliedBy(60)).minus(MILLI));
      assertThat(tally.valuesInState()).isEqualTo(1);
      tally.send(new Contribution(COHORT, 2, new long[12])).processingTime(HOUR);
      assertThat(tally.news()).containsExactly(new Row(COHORT, 3, true, new long[12]));
      tally.eventTime(others.plus(DAY.multipliedBy(60)));
      assertThat(tally.isAtRest()).isTrue();
    }
  }

  @Test
  void aContributionToAClosedWindowFailsLoudly() throws Exception {
    try (var tally = open()) {
      tally.eventTime(END_OF_MINUTE.plus(SLACK));

      assertThatThrownBy(() -> tally.send(oneBox(MINUTE_OF_NINE)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("contribution to a closed window");
    }
  }

  @Test
  void theEndOfABoundedInputCompletesWhatHasEndedByThenAndSendsTheRestAsItStands()
      throws Exception {
    try (var tally = open(TEN)) {
      tally.send(
          oneBox(MINUTE_OF_NINE), oneBox(HOUR_OF_NINE), oneBox(DAY_OF_NINE), oneBox(DAY_OF_NINE));
      tally.news();

      tally.endOfInput();
      assertThat(tally.news())
          .containsExactlyInAnyOrder(
              complete(MINUTE_OF_NINE, 1), complete(HOUR_OF_NINE, 1), running(DAY_OF_NINE, 2));
      assertThat(tally.isAtRest()).isTrue();
    }
  }

  @Test
  void aRowOfABoundedInputIsSentWhenItsWindowCompletesAndIfRevisedWhenItCloses() throws Exception {
    try (var tally = open(TEN)) {
      tally.send(oneBox(MINUTE_OF_NINE)).processingTime(HOUR);
      assertThat(tally.news()).as("nobody watches it grow").isEmpty();

      tally.eventTime(END_OF_MINUTE);
      assertThat(tally.news()).containsExactly(complete(MINUTE_OF_NINE, 1));
      tally.send(oneBox(MINUTE_OF_NINE)).processingTime(HOUR.multipliedBy(2));
      assertThat(tally.news()).isEmpty();
      tally.eventTime(END_OF_MINUTE.plus(SLACK));
      assertThat(tally.news()).containsExactly(complete(MINUTE_OF_NINE, 2));
      assertThat(tally.isAtRest()).isTrue();
    }
  }

  @Test
  void eventsBeyondTheOrderedInstantCompleteNothingMore() throws Exception {
    try (var tally = open(TEN)) {
      tally.send(oneBox(HOUR_OF_NINE), oneBox(DAY_OF_NINE)).eventTime(NEXT_MIDNIGHT.plus(HOUR));
      tally.send(oneBox(DAY_OF_NINE)).endOfInput();

      assertThat(tally.output())
          .contains(complete(HOUR_OF_NINE, 1), running(DAY_OF_NINE, 2))
          .noneMatch(row -> row.cell().equals(DAY_OF_NINE) && row.complete());
      assertThat(tally.isAtRest()).isTrue();
    }
  }

  @Test
  void aWindowThatEndsAMomentAfterTheOrderedInstantIsStillRunning() throws Exception {
    try (var tally = open(TEN.minus(MILLI))) {
      tally.send(oneBox(HOUR_OF_NINE)).endOfInput();

      assertThat(tally.output()).containsExactly(running(HOUR_OF_NINE, 1));
    }
  }

  @Test
  void theEndOfAnUnboundedInputCompletesNothingMore() throws Exception {
    try (var tally = open()) {
      tally.send(oneBox(MINUTE_OF_NINE), oneBox(DAY_OF_NINE), oneBox(DAY_OF_NINE));
      tally.eventTime(END_OF_MINUTE);
      tally.news();

      tally.endOfInput();
      assertThat(tally.news()).containsExactly(running(DAY_OF_NINE, 2));
      assertThat(tally.isAtRest()).isTrue();
    }
  }

  @Test
  void aRowThatWasChangedButUnsentAtACheckpointIsSentAfterARestart() throws Exception {
    OperatorSubtaskState kept;
    try (var before = open()) {
      before.send(oneBox(MINUTE_OF_NINE), oneBox(MINUTE_OF_NINE));
      assertThat(before.news()).isEmpty();
      kept = before.snapshot();
    }
    try (var after = harness(null, 0, 1).open(kept)) {
      after.processingTime(SECOND);

      assertThat(after.output()).containsExactly(running(MINUTE_OF_NINE, 2));
    }
  }

  @Test
  void aWindowThatWasRunningAtACheckpointCompletesAndClosesAfterARestart() throws Exception {
    OperatorSubtaskState kept;
    try (var before = open()) {
      before.send(oneBox(MINUTE_OF_NINE)).processingTime(SECOND);
      kept = before.snapshot();
    }
    try (var after = harness(null, 0, 1).open(kept)) {
      after.processingTime(SECOND);
      assertThat(after.news()).as("it was sent before").isEmpty();

      after.eventTime(END_OF_MINUTE);
      assertThat(after.news()).containsExactly(complete(MINUTE_OF_NINE, 1));
      after.eventTime(END_OF_MINUTE.plus(SLACK));
      assertThat(after.isAtRest()).isTrue();
    }
  }

  @Test
  void windowsMoveWithTheirKeysToAnotherParallelism() throws Exception {
    OperatorSubtaskState kept;
    try (var before = open()) {
      before.send(oneBox(MINUTE_OF_NINE), oneBox(HOUR_OF_NINE), oneBox(DAY_OF_NINE));
      before.eventTime(END_OF_MINUTE).send(oneBox(MINUTE_OF_NINE));
      kept = before.snapshot();
    }
    int subtask =
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            MINUTE_OF_NINE, States.MAX_PARALLELISM, 2);
    try (var after = harness(null, subtask, 2).open(Harness.share(subtask, 1, 2, kept))) {
      after.send(oneBox(MINUTE_OF_NINE)).processingTime(SECOND);

      assertThat(after.output()).contains(complete(MINUTE_OF_NINE, 3));
      after.eventTime(NEXT_MIDNIGHT.plus(SLACK));
      assertThat(after.isAtRest()).isTrue();
    }
  }

  @Test
  void manyRowsAreSentAgainInPiecesAndFirstRowsComeInBetween() throws Exception {
    Cell fresh = minute(MANY);
    try (var tally = open()) {
      tally.send(oneBoxInEachOfManyMinutes()).processingTime(FIRST);
      assertThat(tally.news()).as("first rows wait for no others").hasSize(MANY);
      tally.send(oneBoxInEachOfManyMinutes());
      tally.processingTime(SECOND.plus(PAUSE.multipliedBy(2)).minus(FIRST)).send(oneBox(fresh));

      tally.processingTime(SECOND);
      List<Row> again = new ArrayList<>(tally.news());
      assertThat(again).hasSizeBetween(1, MANY - 1);
      tally.processingTime(SECOND.plus(PAUSE));
      again.addAll(tally.news());
      assertThat(again).hasSizeBetween(2, MANY - 1);

      tally.processingTime(SECOND.plus(PAUSE.multipliedBy(2)));
      List<Row> last = tally.news();
      assertThat(last).startsWith(running(fresh, 1));
      again.addAll(last.subList(1, last.size()));
      assertThat(again)
          .doesNotHaveDuplicates()
          .hasSize(MANY)
          .allMatch(row -> row.measures()[0] == 2);
    }
  }

  @Test
  void manyWindowsCompleteInPiecesAndBeforeOtherRows() throws Exception {
    try (var tally = open()) {
      tally.send(oneBoxInEachOfManyMinutes()).processingTime(FIRST);
      tally.send(oneBox(DAY_OF_NINE)).processingTime(SECOND);
      Duration refresh = SECOND.multipliedBy(15);
      tally.send(oneBox(DAY_OF_NINE)).processingTime(refresh.minusMillis(10));
      tally.news();

      tally.eventTime(END_OF_MANY);
      List<Row> complete = new ArrayList<>(tally.news());
      assertThat(complete).hasSizeBetween(1, MANY - 1);
      tally.processingTime(refresh);
      complete.addAll(tally.news());
      assertThat(complete).hasSizeBetween(2, MANY - 1).allMatch(Row::complete);
      tally.processingTime(refresh.plus(PAUSE));
      complete.addAll(tally.news());

      assertThat(complete.remove(complete.size() - 1)).isEqualTo(running(DAY_OF_NINE, 2));
      assertThat(complete).hasSize(MANY).doesNotHaveDuplicates().allMatch(Row::complete);
    }
  }

  @Test
  void whatAWatermarkHasReachedIsCompleteByTheNextOne() throws Exception {
    try (var tally = open()) {
      tally.send(oneBoxInEachOfManyMinutes());

      tally.eventTime(END_OF_MANY).eventTime(END_OF_MANY.plus(MINUTE));

      assertThat(tally.news()).hasSize(MANY).allMatch(Row::complete);
    }
  }

  private static Contribution[] oneBoxInEachOfManyMinutes() {
    return IntStream.range(0, MANY).mapToObj(i -> oneBox(minute(i))).toArray(Contribution[]::new);
  }

  /** A minute of its own at one of the ports. */
  private static Cell minute(int number) {
    return discharged(
        AreaLevel.PORT,
        REGISTER.ports().get(number % PORTS).code(),
        Granularity.MINUTE,
        NINE.plus(MINUTE.multipliedBy(number / PORTS)));
  }

  private static Harness<Contribution, Row> open() throws Exception {
    return harness(null, 0, 1).open();
  }

  private static Harness<Contribution, Row> open(Instant boundedAsOf) throws Exception {
    return harness(boundedAsOf, 0, 1).open();
  }

  private static Harness<Contribution, Row> harness(
      @Nullable Instant boundedAsOf, int subtask, int parallelism) throws Exception {
    return Harness.<Cell, Contribution, Row>keyed(
        new TallyOperator(DEFINITIONS, REFRESH, boundedAsOf),
        Contribution::cell,
        PortallyTypes.CELL,
        PortallyTypes.ROW,
        subtask,
        parallelism);
  }

  private static Cell cell(Granularity granularity) {
    return discharged(AreaLevel.PORT, "CNYTN", granularity, NINE);
  }
}
