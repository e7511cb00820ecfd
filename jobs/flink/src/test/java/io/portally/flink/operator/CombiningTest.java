package io.portally.flink.operator;

import static io.portally.flink.fixture.Cells.discharged;
import static io.portally.flink.fixture.Cells.oneBox;
import static io.portally.flink.fixture.Cells.part;
import static io.portally.flink.fixture.Rules.DEFINITIONS;
import static io.portally.flink.fixture.Times.HOUR;
import static io.portally.flink.fixture.Times.MILLI;
import static io.portally.flink.fixture.Times.MINUTE;
import static io.portally.flink.fixture.Times.NINE;
import static io.portally.flink.fixture.Times.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.flink.fixture.Harness;
import io.portally.flink.fixture.Rules;
import io.portally.flink.type.PortallyTypes;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.area.Granularity;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

class CombiningTest {

  private static final Duration INTERVAL = Duration.ofMillis(250);

  /** Port, province, region and nation, by minute, hour and day. */
  private static final int CELLS_OF_A_PART = 12;

  private static final int MOST_HELD = 50_000;

  @Test
  void contributionsToOneCellTravelAsOne() throws Exception {
    try (var combine = open()) {
      combine.send(oneBox(part("CNYTN", NINE)), oneBox(part("CNYTN", NINE)));
      assertThat(combine.output()).isEmpty();

      combine.barrier();
      assertThat(combine.output())
          .hasSize(CELLS_OF_A_PART)
          .allSatisfy(both -> assertThat(both.revision()).isEqualTo(2))
          .allSatisfy(both -> assertThat(both.measures()).containsExactly(2, 40_000, 400))
          .extracting(Contribution::cell)
          .contains(
              discharged(AreaLevel.PORT, "CNYTN", Granularity.MINUTE, NINE),
              discharged(AreaLevel.PROVINCE, "CN-GD", Granularity.HOUR, NINE),
              discharged(AreaLevel.REGION, "GBA", Granularity.DAY, NINE),
              discharged(AreaLevel.NATION, "CN", Granularity.DAY, NINE));
    }
  }

  @Test
  void nothingIsHeldLongerThanTheInterval() throws Exception {
    try (var combine = open()) {
      combine.send(oneBox(part("CNYTN", NINE)));
      combine.processingTime(INTERVAL.minus(MILLI));
      assertThat(combine.output()).isEmpty();

      combine.processingTime(INTERVAL);
      assertThat(combine.output()).hasSize(CELLS_OF_A_PART);

      combine.send(oneBox(part("CNYTN", NINE))).processingTime(INTERVAL.multipliedBy(2));
      assertThat(combine.output()).hasSize(2 * CELLS_OF_A_PART);
    }
  }

  @Test
  void whatTakesItselfBackDoesNotTravel() throws Exception {
    Cell cell = discharged(AreaLevel.PORT, "CNYTN", Granularity.MINUTE, NINE);
    try (var combine = open()) {
      combine.send(new Contribution(cell, 0, new long[] {1, 20_000, 200}));
      combine.send(new Contribution(cell, 0, new long[] {-1, -20_000, -200}));

      assertThat(combine.barrier().output()).isEmpty();
    }
  }

  @Test
  void aWatermarkWaitsForWhatIsHeldBeforeIt() throws Exception {
    try (var combine = open()) {
      combine.send(oneBox(part("CNYTN", NINE))).eventTime(NINE.plus(MINUTE));
      assertThat(combine.stream()).isEmpty();

      combine.processingTime(INTERVAL);
      assertThat(combine.stream()).hasSize(CELLS_OF_A_PART + 1);
      assertThat(combine.stream().get(CELLS_OF_A_PART)).isEqualTo(watermark(NINE.plus(MINUTE)));
    }
  }

  @Test
  void whereNothingIsHeldAWatermarkPassesAtOnce() throws Exception {
    try (var combine = open()) {
      combine.eventTime(NINE);

      assertThat(combine.stream()).containsExactly(watermark(NINE));
    }
  }

  @Test
  void ofTheWatermarksThatWaitTheNewestIsHandedOn() throws Exception {
    try (var combine = open()) {
      combine.send(oneBox(part("CNYTN", NINE)));
      combine.eventTime(NINE.plus(MINUTE)).eventTime(NINE.plus(HOUR)).barrier();

      assertThat(combine.stream())
          .hasSize(CELLS_OF_A_PART + 1)
          .endsWith(watermark(NINE.plus(HOUR)));
    }
  }

  @Test
  void aWatermarkWithinAMinuteIsHeldBack() throws Exception {
    try (var combine = open()) {
      combine.eventTime(NINE);

      combine.eventTime(NINE.plus(SECOND)).eventTime(NINE.plus(MINUTE).minus(MILLI));
      assertThat(combine.stream()).containsExactly(watermark(NINE));

      combine.eventTime(NINE.plus(MINUTE));
      assertThat(combine.stream()).containsExactly(watermark(NINE), watermark(NINE.plus(MINUTE)));
    }
  }

  @Test
  void whatIsHeldGoesWhenThereIsMuchOfIt() throws Exception {
    try (var combine = open()) {
      for (int i = 0; i < MOST_HELD - 1; i++) {
        combine.send(oneBox(part("CNYTN", NINE.plus(MINUTE.multipliedBy(i)))));
      }
      assertThat(combine.output()).isEmpty();

      combine.send(oneBox(part("CNYTN", NINE.plus(MINUTE.multipliedBy(MOST_HELD)))));
      assertThat(combine.output()).hasSizeGreaterThan(MOST_HELD);
    }
  }

  @Test
  void theLastWatermarkPassesWithEverythingBeforeIt() throws Exception {
    try (var combine = open()) {
      combine.send(oneBox(part("CNYTN", NINE))).watermark(Long.MAX_VALUE);

      assertThat(combine.stream()).hasSize(CELLS_OF_A_PART + 1).endsWith(Watermark.MAX_WATERMARK);
    }
  }

  @Test
  void nothingIsLostWhenTheInputEndsAfterTheLastWatermark() throws Exception {
    try (var combine = open()) {
      combine.watermark(Long.MAX_VALUE).send(oneBox(part("CNYTN", NINE)));
      assertThat(combine.output()).isEmpty();

      combine.endAfterLastWatermark();
      assertThat(combine.output()).hasSize(CELLS_OF_A_PART);
    }
  }

  private static Harness<Contribution, Contribution> open() throws Exception {
    return Harness.plain(new Contributor(), PortallyTypes.CONTRIBUTION).open();
  }

  /** Contributes what comes in. */
  // Set in open(), before the first record.
  @SuppressWarnings("NullAway.Init")
  private static final class Contributor extends AbstractStreamOperator<Contribution>
      implements OneInputStreamOperator<Contribution, Contribution>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private transient Combining combining;

    @Override
    public void open() throws Exception {
      super.open();
      combining = new Combining(DEFINITIONS, INTERVAL, getProcessingTimeService(), output);
    }

    @Override
    public void processElement(StreamRecord<Contribution> element) {
      Contribution contribution = element.getValue();
      combining
          .contributions()
          .add(
              contribution.cell().dimensions(),
              contribution.cell().window(),
              contribution.revision(),
              contribution.measures());
      combining.endRecord();
    }

    @Override
    public void processWatermark(Watermark mark) {
      combining.handOn(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
      combining.flush();
    }

    @Override
    public void endInput() {
      combining.flush();
    }
  }

  private static Watermark watermark(Instant instant) {
    return new Watermark(Rules.watermarkAt(instant));
  }
}
