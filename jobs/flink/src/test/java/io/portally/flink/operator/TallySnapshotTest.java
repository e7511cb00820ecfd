package io.portally.flink.operator;

import static io.portally.flink.fixture.Cells.arrivalToRelease;
import static io.portally.flink.fixture.Cells.complete;
import static io.portally.flink.fixture.Cells.discharged;
import static io.portally.flink.fixture.Cells.length;
import static io.portally.flink.fixture.Cells.oneBox;
import static io.portally.flink.fixture.Cells.running;
import static io.portally.flink.fixture.Cells.runningOf;
import static io.portally.flink.fixture.Rules.DEFINITIONS;
import static io.portally.flink.fixture.Times.MINUTE;
import static io.portally.flink.fixture.Times.NINE;
import static io.portally.flink.fixture.Times.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.flink.fixture.Harness;
import io.portally.flink.type.PortallyTypes;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.area.Granularity;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;

/**
 * The windows in a savepoint of an earlier version are taken up: names of states, keys and values
 * as Flink wrote them. A file is written once for each format of a window, by {@link #main}, and
 * never anew once that format is released.
 */
class TallySnapshotTest {

  private static final Cell COMPLETE =
      discharged(AreaLevel.PORT, "CNYTN", Granularity.MINUTE, NINE);
  private static final Cell RUNNING = discharged(AreaLevel.PORT, "CNYTN", Granularity.HOUR, NINE);
  private static final Cell LENGTHS =
      arrivalToRelease(AreaLevel.PORT, "CNYTN", Granularity.HOUR, NINE);

  @Test
  void windowsOfFormatTwoAreTakenUp() throws Exception {
    try (var tally = harness().open(kept("state-2/tally.snapshot"))) {
      tally.processingTime(SECOND);
      assertThat(tally.news()).as("what was unsent").containsExactly(runningOf(LENGTHS, 0, 60));

      tally.send(oneBox(COMPLETE), oneBox(RUNNING), length(LENGTHS, 60));
      tally.processingTime(SECOND.multipliedBy(5));
      assertThat(tally.news())
          .containsExactlyInAnyOrder(
              complete(COMPLETE, 2), running(RUNNING, 3), runningOf(LENGTHS, 0, 60, 60));
    }
  }

  /**
   * Writes what today's version keeps.
   *
   * @param file where to, one path
   */
  public static void main(String[] file) throws Exception {
    try (var tally = harness().open()) {
      tally.send(oneBox(COMPLETE), oneBox(RUNNING), oneBox(RUNNING)).processingTime(SECOND);
      tally.eventTime(NINE.plus(MINUTE)).send(length(LENGTHS, 60), length(LENGTHS, 0));
      OperatorSnapshotUtil.writeStateHandle(tally.snapshot(), file[0]);
    }
  }

  private static Harness<Contribution, Row> harness() throws Exception {
    Refresh refresh =
        new Refresh(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15));
    return Harness.<Cell, Contribution, Row>keyed(
        new TallyOperator(DEFINITIONS, refresh, null),
        Contribution::cell,
        PortallyTypes.CELL,
        PortallyTypes.ROW);
  }

  private static OperatorSubtaskState kept(String name) throws IOException, ClassNotFoundException {
    Path file = Path.of("src/test/resources/io/portally/flink/operator", name);
    return OperatorSnapshotUtil.readStateHandle(file.toString());
  }
}
