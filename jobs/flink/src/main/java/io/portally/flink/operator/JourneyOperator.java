package io.portally.flink.operator;

import io.portally.flink.type.JudgedRecord;
import io.portally.tally.Definitions;
import io.portally.tally.area.Lifetimes;
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
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Remembers each consignment's accepted records and emits what new ones change in the figures,
 * combined. One state access a record, one timer a consignment. Records that its consignment
 * refuses go to {@link RouteFunction#REFUSED}.
 */
// Everything transient is set in open(), before the first record.
@SuppressWarnings("NullAway.Init")
public final class JourneyOperator extends AbstractStreamOperator<Contribution>
    implements OneInputStreamOperator<JudgedRecord.Candidate, Contribution>,
        Triggerable<ConsignmentKey, VoidNamespace>,
        BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final Definitions definitions;
  private final Duration combineInterval;

  private transient Lifetimes lifetimes;
  private transient RecordReader records;
  private transient Admission admission;
  private transient JourneyTally journeyTally;
  private transient DataQuality dataQuality;
  private transient FateCounters fates;
  private transient WatermarkMemory watermark;
  private transient ValueState<Journeys> state;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient Combining combining;

  /**
   * Remembers journeys.
   *
   * @param combineInterval of processing time, for which contributions are held at most
   */
  public JourneyOperator(Definitions definitions, Duration combineInterval) {
    this.definitions = definitions;
    this.combineInterval = combineInterval;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    DefinitionsGuard.check(definitions, context);
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
    timers = getInternalTimerService("journey-ends", VoidNamespaceSerializer.INSTANCE, this);
    combining = new Combining(definitions, combineInterval, getProcessingTimeService(), output);
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
      wakeAtFirstEnd(journeys);
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

  private void wakeAtFirstEnd(Journeys journeys) {
    if (journeys.wakeAt() == Journeys.NONE) {
      journeys.wakeAt(journeys.firstEnd(lifetimes));
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, journeys.wakeAt() - 1);
    }
  }

  /** A journey may have gone on since its end was ordered: then the next look is ordered. */
  @Override
  public void onEventTime(InternalTimer<ConsignmentKey, VoidNamespace> timer) throws Exception {
    Journeys journeys = state.value();
    if (journeys == null) {
      return;
    }
    journeys.forgetEnded(lifetimes, timers.currentWatermark());
    journeys.wakeAt(Journeys.NONE);
    if (journeys.isEmpty()) {
      state.clear();
      return;
    }
    wakeAtFirstEnd(journeys);
    state.update(journeys);
  }

  @Override
  public void onProcessingTime(InternalTimer<ConsignmentKey, VoidNamespace> timer) {
    throw new IllegalStateException("journeys end in event time only");
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark.advance(mark.getTimestamp());
    // Not through super, which would hand the watermark on before what is held.
    getTimeServiceManager().orElseThrow().advanceWatermark(mark);
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
