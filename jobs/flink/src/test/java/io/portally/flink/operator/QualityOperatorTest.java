package io.portally.flink.operator;

import static io.portally.flink.fixture.Cells.quality;
import static io.portally.flink.fixture.MovementDraft.movement;
import static io.portally.flink.fixture.Rules.DEFINITIONS;
import static io.portally.flink.fixture.Rules.SLACK;
import static io.portally.flink.fixture.Times.HOUR;
import static io.portally.flink.fixture.Times.MINUTE;
import static io.portally.flink.fixture.Times.NINE;
import static io.portally.flink.fixture.Times.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.flink.fixture.Harness;
import io.portally.flink.type.JudgedRecord.Refused;
import io.portally.flink.type.PortallyTypes;
import io.portally.tally.area.Granularity;
import io.portally.tally.fate.Fate;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.Verdict;
import io.portally.tally.measure.Contribution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class QualityOperatorTest {

  @Test
  void aRefusedRecordCountsInTheMinuteOfItsPublication() throws Exception {
    try (var quality = harness().open()) {
      quality.send(rejected(NINE), ignored(TEN));

      assertThat(minutes(quality))
          .containsExactly(
              oneRecord(Fate.REJECTED, Reason.BAD_CODE, NINE),
              oneRecord(Fate.IGNORED, Reason.NONE, TEN));
    }
  }

  @Test
  void aRecordWhoseMinuteIsClosedCountsInTheOldestOpenOne() throws Exception {
    try (var quality = harness().open()) {
      quality.eventTime(TEN.plus(SLACK)).send(rejected(NINE));

      assertThat(minutes(quality)).containsExactly(oneRecord(Fate.REJECTED, Reason.BAD_CODE, TEN));
    }
  }

  @Test
  void theEndOfTheInputClosesNoMinute() throws Exception {
    try (var quality = harness().open()) {
      quality.watermark(Long.MAX_VALUE).send(rejected(NINE));

      assertThat(minutes(quality)).containsExactly(oneRecord(Fate.REJECTED, Reason.BAD_CODE, NINE));
    }
  }

  @Test
  void theOldestOpenMinuteIsTheSameAfterARestart() throws Exception {
    OperatorSubtaskState kept;
    try (var before = harness().open()) {
      kept = before.eventTime(TEN.plus(SLACK)).snapshot();
    }
    try (var after = harness().open(kept)) {
      after.send(rejected(NINE));

      assertThat(minutes(after)).containsExactly(oneRecord(Fate.REJECTED, Reason.BAD_CODE, TEN));
    }
  }

  /** Each subtask of a source's chain has a watermark of its own. */
  @Test
  void noSubtaskGoesOnWithTheWatermarkOfOneThatIsAheadOfIt() throws Exception {
    OperatorSubtaskState behind;
    OperatorSubtaskState ahead;
    try (var first = harness().open();
        var second = harness().open()) {
      behind = first.eventTime(TEN.plus(SLACK)).snapshot();
      ahead = second.eventTime(TEN.plus(HOUR).plus(SLACK)).snapshot();
    }
    try (var after = harness().open(Harness.share(0, 2, 1, behind, ahead))) {
      after.send(rejected(TEN.plus(MINUTE)));

      assertThat(minutes(after))
          .containsExactly(oneRecord(Fate.REJECTED, Reason.BAD_CODE, TEN.plus(MINUTE)));
    }
  }

  private static Harness<Refused, Contribution> harness() throws Exception {
    return Harness.plain(
        new QualityOperator(DEFINITIONS, Duration.ofMillis(250)), PortallyTypes.CONTRIBUTION);
  }

  /** What has been handed on to minutes. */
  private static List<Contribution> minutes(Harness<Refused, Contribution> quality)
      throws Exception {
    return quality.barrier().output().stream()
        .filter(contribution -> contribution.cell().granularity() == Granularity.MINUTE)
        .toList();
  }

  private static Refused rejected(Instant publishedAt) {
    return new Refused(
        movement().at(publishedAt).raw(), new Verdict.Rejected(Reason.BAD_CODE, "no such code"));
  }

  private static Refused ignored(Instant publishedAt) {
    return new Refused(movement().planned().at(publishedAt).raw(), Verdict.Ignored.INSTANCE);
  }

  private static Contribution oneRecord(Fate fate, Reason reason, Instant minute) {
    return new Contribution(quality(fate, reason, Granularity.MINUTE, minute), 1, new long[] {1});
  }
}
