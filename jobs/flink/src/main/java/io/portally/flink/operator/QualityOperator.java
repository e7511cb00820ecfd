package io.portally.flink.operator;

import io.portally.flink.type.JudgedRecord;
import io.portally.tally.Definitions;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.DataQuality;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Counts the records that are refused by themselves; the others are counted with their journey. */
// Everything transient is set in open(), before the first record.
@SuppressWarnings("NullAway.Init")
public final class QualityOperator extends AbstractStreamOperator<Contribution>
    implements OneInputStreamOperator<JudgedRecord.Refused, Contribution> {

  private static final long serialVersionUID = 1L;

  private final Definitions definitions;

  private transient DataQuality dataQuality;
  private transient FateCounters fates;
  private transient WatermarkMemory watermark;

  public QualityOperator(Definitions definitions) {
    this.definitions = definitions;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    watermark = new WatermarkMemory(States.watermark(), context);
  }

  @Override
  public void open() throws Exception {
    super.open();
    dataQuality = definitions.dataQuality();
    fates = new FateCounters(getMetricGroup());
  }

  @Override
  public void processElement(StreamRecord<JudgedRecord.Refused> input) {
    JudgedRecord.Refused refused = input.getValue();
    fates.count(refused.verdict().fate());
    output.collect(
        new StreamRecord<>(
            dataQuality.of(
                refused.raw().topic(),
                refused.verdict(),
                refused.raw().timestamp(),
                watermark.current())));
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
