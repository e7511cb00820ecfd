package io.portally.flink.source;

import static io.portally.flink.fixture.MovementDraft.movement;
import static io.portally.flink.fixture.Times.HOUR;
import static io.portally.flink.fixture.Times.NINE;
import static io.portally.flink.fixture.Times.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.flink.type.JudgedRecord;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTimeWatermarksTest {

  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(10);

  private final Emitted emitted = new Emitted();
  private final EventTimeWatermarks watermarks = new EventTimeWatermarks(OUT_OF_ORDERNESS);

  @Test
  void beforeTheFirstEventThereIsNoWatermark() {
    assertThat(afterAll()).isNull();
  }

  @Test
  void theWatermarkStaysBehindTheNewestEvent() {
    assertThat(afterAll(movement().at(NINE).candidate())).isEqualTo(behind(NINE));
  }

  @Test
  void anOlderEventDoesNotTakeItBack() {
    assertThat(afterAll(movement().at(TEN).candidate(), movement().at(NINE).candidate()))
        .isEqualTo(behind(TEN));
  }

  @Test
  void aHeartbeatMovesItLikeAnEvent() {
    assertThat(
            afterAll(
                movement().at(NINE).candidate(),
                new JudgedRecord.HeartbeatMark(TEN.toEpochMilli())))
        .isEqualTo(behind(TEN));
  }

  @Test
  void aHeartbeatThatIsNotBelievedMovesNothing() {
    assertThat(afterAll(new JudgedRecord.HeartbeatMark(JudgedRecord.HeartbeatMark.MOVES_NOTHING)))
        .isNull();
  }

  @Test
  void rejectedIgnoredAndLateRecordsMoveNothing() {
    var later = movement().at(NINE.plus(HOUR)).raw();
    assertThat(
            afterAll(
                movement().at(NINE).candidate(),
                new JudgedRecord.Refused(later, new Verdict.Rejected(Reason.BAD_CODE, "why")),
                new JudgedRecord.Refused(later, Verdict.Ignored.INSTANCE),
                new JudgedRecord.Refused(later, new Verdict.Late(Reason.NONE, "why", 1))))
        .isEqualTo(behind(NINE));
  }

  private @Nullable Watermark afterAll(JudgedRecord... records) {
    for (JudgedRecord record : records) {
      watermarks.onEvent(record, Long.MIN_VALUE, emitted);
    }
    assertThat(emitted.last).as("watermarks are emitted periodically only").isNull();
    watermarks.onPeriodicEmit(emitted);
    return emitted.last;
  }

  private static Watermark behind(Instant newest) {
    return new Watermark(newest.minus(OUT_OF_ORDERNESS).toEpochMilli() - 1);
  }

  private static final class Emitted implements WatermarkOutput {
    private @Nullable Watermark last;

    @Override
    public void emitWatermark(Watermark watermark) {
      last = watermark;
    }

    @Override
    public void markIdle() {
      throw new AssertionError("silence is no proof of quiet");
    }

    @Override
    public void markActive() {
      throw new AssertionError("never idle");
    }
  }
}
