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
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Remembers each consignment's accepted records and emits what each new one changes in the figures.
 * One state access a record, one timer a consignment. Records that its consignment refuses go to
 * {@link RouteFunction#REFUSED}.
 */
// Everything transient is set in open(), before the first record.
@SuppressWarnings("NullAway.Init")
public final class JourneyOperator extends AbstractStreamOperator<Contribution>
    implements OneInputStreamOperator<JudgedRecord.Candidate, Contribution>,
        Triggerable<ConsignmentKey, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  private final Definitions definitions;

  private transient Lifetimes lifetimes;
  private transient RecordReader records;
  private transient Admission admission;
  private transient JourneyTally journeyTally;
  private transient DataQuality dataQuality;
  private transient FateCounters fates;
  private transient WatermarkMemory watermark;
  private transient ValueState<Journeys> state;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient StreamRecord<Contribution> element;

  public JourneyOperator(Definitions definitions) {
    this.definitions = definitions;
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
    element = new StreamRecord<>(null);
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
      journeyTally.accept(journeys, record, this::emit);
      wakeAtFirstEnd(journeys);
      state.update(journeys);
    } else if (!(verdict instanceof Verdict.Duplicate)) {
      output.collect(
          RouteFunction.REFUSED,
          new StreamRecord<>(new JudgedRecord.Refused(candidate.raw(), verdict)));
    }
  }

  private void count(JudgedRecord.Candidate candidate, Verdict verdict) {
    fates.count(verdict.fate());
    emit(
        dataQuality.of(
            candidate.raw().topic(), verdict, candidate.raw().timestamp(), watermark.current()));
  }

  private void emit(Contribution contribution) {
    output.collect(element.replace(contribution));
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
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    watermark.snapshot();
  }
}
