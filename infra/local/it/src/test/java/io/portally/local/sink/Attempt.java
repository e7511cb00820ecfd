package io.portally.local.sink;

import io.portally.flink.operator.JourneyOperator;
import io.portally.flink.operator.Refresh;
import io.portally.flink.operator.States;
import io.portally.flink.operator.TallyOperator;
import io.portally.flink.type.JudgedRecord.Candidate;
import io.portally.flink.type.PortallyTypes;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** The job's operators from one start to the next crash, with time in the test's hands. */
final class Attempt {

  private static final Duration COMBINE = Duration.ofMillis(250);
  private static final Refresh REFRESH =
      new Refresh(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15));

  /** What a checkpoint holds of the operators. */
  record State(OperatorSubtaskState journeys, OperatorSubtaskState tallies) {}

  /** That of {@link TestedWriter}. */
  private static final int GENERATION = 1;

  private final KeyedOneInputStreamOperatorTestHarness<ConsignmentKey, Candidate, Contribution>
      journey;
  private final KeyedOneInputStreamOperatorTestHarness<Cell, Contribution, Row> tally;
  private final Consumer<Row> rows;

  /**
   * Starts the operators.
   *
   * @param state null: without state
   * @param processingTime epoch milliseconds
   * @param rows takes what is sent to the sink
   */
  Attempt(@Nullable State state, long processingTime, Consumer<Row> rows) throws Exception {
    this.rows = rows;
    journey =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new JourneyOperator(World.DEFINITIONS, GENERATION, COMBINE),
            Candidate::key,
            PortallyTypes.CONSIGNMENT_KEY,
            States.MAX_PARALLELISM,
            1,
            0);
    tally =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new TallyOperator(World.DEFINITIONS, REFRESH, null),
            Contribution::cell,
            PortallyTypes.CELL,
            States.MAX_PARALLELISM,
            1,
            0);
    journey.setup(serializer(PortallyTypes.CONTRIBUTION));
    tally.setup(serializer(PortallyTypes.ROW));
    if (state != null) {
      journey.initializeState(state.journeys());
      tally.initializeState(state.tallies());
    }
    journey.open();
    tally.open();
    processingTime(processingTime);
  }

  private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    return type.createSerializer(new SerializerConfigImpl());
  }

  void read(Candidate candidate) throws Exception {
    journey.processElement(new StreamRecord<>(candidate));
    flow();
  }

  void watermark(long millis) throws Exception {
    journey.processWatermark(new Watermark(millis));
    flow();
  }

  void processingTime(long millis) throws Exception {
    journey.setProcessingTime(millis);
    flow();
    tally.setProcessingTime(millis);
    flow();
  }

  /** Everything read so far is in it or has been handed to {@code rows}. */
  State checkpoint(long id) throws Exception {
    journey.prepareSnapshotPreBarrier(id);
    flow();
    OperatorSubtaskState journeys = journey.snapshot(id, id);
    return new State(journeys, tally.snapshot(id, id));
  }

  private void flow() throws Exception {
    for (Object element : taken(journey.getOutput())) {
      if (element instanceof Watermark mark) {
        tally.processWatermark(mark);
      } else {
        tally.processElement(new StreamRecord<>(value(element, Contribution.class)));
      }
    }
    for (Object element : taken(tally.getOutput())) {
      if (!(element instanceof Watermark)) {
        rows.accept(value(element, Row.class));
      }
    }
  }

  private static <T> T value(Object element, Class<T> type) {
    return type.cast(((StreamRecord<?>) element).getValue());
  }

  private static List<Object> taken(Queue<Object> output) {
    List<Object> elements = new ArrayList<>(output);
    output.clear();
    return elements;
  }

  void close() throws Exception {
    journey.close();
    tally.close();
  }
}
