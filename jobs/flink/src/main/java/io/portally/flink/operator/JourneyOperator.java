package io.portally.flink.operator;

import io.portally.flink.type.JudgedRecord;
import io.portally.tally.Definitions;
import io.portally.tally.area.Lifetimes;
import io.portally.tally.area.Windows;
import io.portally.tally.fate.Verdict;
import io.portally.tally.journey.Admission;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.JourneyRecord;
import io.portally.tally.journey.JourneyTally;
import io.portally.tally.journey.Journeys;
import io.portally.tally.journey.RecordReader;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.DataQuality;
import java.time.Duration;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Remembers each consignment's accepted records and emits what new ones change in the figures,
 * combined. One state access a record. Records that its consignment refuses go to {@link
 * RouteFunction#REFUSED}.
 *
 * <p>Consignments have no timers: they are millions, and wait for a month. An agenda holds them by
 * the minute, which is made from the state anew after a restart.
 */
// Everything transient is set in open(), before the first record.
@SuppressWarnings("NullAway.Init")
public final class JourneyOperator extends AbstractStreamOperator<Contribution>
    implements OneInputStreamOperator<JudgedRecord.Candidate, Contribution>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final Definitions definitions;
  private final int generation;
  private final Duration combineInterval;

  private transient Lifetimes lifetimes;
  private transient RecordReader records;
  private transient Admission admission;
  private transient JourneyTally journeyTally;
  private transient DataQuality dataQuality;
  private transient FateCounters fates;
  private transient WatermarkMemory watermark;
  private transient ValueState<Journeys> state;

  /** By event time: when journeys end. */
  private transient Agenda<ConsignmentKey> ends;

  private transient Combining combining;

  /**
   * Remembers journeys.
   *
   * @param generation whose rows its state stands behind
   * @param combineInterval of processing time, for which contributions are held at most
   */
  public JourneyOperator(Definitions definitions, int generation, Duration combineInterval) {
    this.definitions = definitions;
    this.generation = generation;
    this.combineInterval = combineInterval;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    StateGuard.check(definitions, generation, context);
    watermark = new WatermarkMemory(States.watermark(), context);
  }

  @Override
  public void open() throws Exception {
    super.open();
    lifetimes = definitions.lifetimes();
    records = definitions.recordReader();
    admission = definitions.admission();
    journeyTally = definitions.journeyTally();
    dataQuality = definitions.dataQuality();
    fates = new FateCounters(getMetricGroup());
    state = getRuntimeContext().getState(States.journeys());
    ends = new Agenda<>();
    combining = new Combining(definitions, combineInterval, getProcessingTimeService(), output);
    this.<ConsignmentKey>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            States.journeys(),
            (consignment, kept) -> enter(consignment, kept.value().wakeAt()));
  }

  @Override
  public void processElement(StreamRecord<JudgedRecord.Candidate> input) throws Exception {
    JudgedRecord.Candidate candidate = input.getValue();
    Journeys known = state.value();
    Journeys journeys = known == null ? new Journeys() : known;
    JourneyRecord record = records.read(candidate.raw().topic(), candidate.raw().value());
    Verdict verdict =
        admission.judge(journeys, record, candidate.raw().timestamp(), watermark.current());
    count(candidate, verdict);
    if (verdict instanceof Verdict.Accepted) {
      journeyTally.accept(journeys, record, combining.contributions());
      wakeAtFirstEnd(candidate.key(), journeys);
      state.update(journeys);
    } else if (!(verdict instanceof Verdict.Duplicate)) {
      output.collect(
          RouteFunction.REFUSED,
          new StreamRecord<>(new JudgedRecord.Refused(candidate.raw(), verdict)));
    }
    combining.endRecord();
  }

  private void count(JudgedRecord.Candidate candidate, Verdict verdict) {
    fates.count(verdict.fate());
    dataQuality.count(
        candidate.raw().topic(),
        verdict,
        candidate.raw().timestamp(),
        watermark.current(),
        combining.contributions());
  }

  private void wakeAtFirstEnd(ConsignmentKey consignment, Journeys journeys) {
    if (journeys.wakeAt() == Journeys.NONE) {
      journeys.wakeAt(journeys.firstEnd(lifetimes));
      enter(consignment, journeys.wakeAt());
    }
  }

  /** With the whole minute, so that one look serves many. */
  private void enter(ConsignmentKey consignment, long wakeAt) {
    ends.enter(Windows.millisOf(Windows.minuteOf(wakeAt - 1) + 1), consignment);
  }

  private void reachEnds(long reached) throws Exception {
    for (ConsignmentKey due = ends.take(reached); due != null; due = ends.take(reached)) {
      setCurrentKey(due);
      Journeys journeys = state.value();
      if (journeys != null) {
        reachEnd(due, journeys, reached - 1);
      }
    }
  }

  /** A journey may have gone on since its end was ordered: then the next look is ordered. */
  private void reachEnd(ConsignmentKey consignment, Journeys journeys, long reachedWatermark)
      throws Exception {
    journeys.forgetEnded(lifetimes, reachedWatermark);
    journeys.wakeAt(Journeys.NONE);
    if (journeys.isEmpty()) {
      state.clear();
      return;
    }
    wakeAtFirstEnd(consignment, journeys);
    state.update(journeys);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark.advance(mark.getTimestamp());
    // That an input ends says nothing of the journeys on it: they end with the job.
    if (mark.getTimestamp() != Watermark.MAX_WATERMARK.getTimestamp()) {
      reachEnds(mark.getTimestamp() + 1);
    }
    // Not through super, which would hand the watermark on before what is held.
    combining.handOn(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    combining.flush();
    super.processWatermarkStatus(status);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    combining.flush();
  }

  @Override
  public void endInput() {
    combining.flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    watermark.snapshot();
  }
}
