package io.portally.flink.operator;

import io.portally.flink.type.JudgedRecord;
import io.portally.tally.Definitions;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.DataQuality;
import java.time.Duration;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** Counts the records that are refused by themselves; the others are counted with their journey. */
// Everything transient is set in open(), before the first record.
@SuppressWarnings("NullAway.Init")
public final class QualityOperator extends AbstractStreamOperator<Contribution>
    implements OneInputStreamOperator<JudgedRecord.Refused, Contribution>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final Definitions definitions;
  private final Duration combineInterval;

  private transient DataQuality dataQuality;
  private transient FateCounters fates;
  private transient WatermarkMemory watermark;
  private transient Combining combining;

  /**
   * Counts refused records.
   *
   * @param combineInterval of processing time, for which contributions are held at most
   */
  public QualityOperator(Definitions definitions, Duration combineInterval) {
    this.definitions = definitions;
    this.combineInterval = combineInterval;
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
    combining = new Combining(definitions, combineInterval, getProcessingTimeService(), output);
  }

  @Override
  public void processElement(StreamRecord<JudgedRecord.Refused> input) {
    JudgedRecord.Refused refused = input.getValue();
    fates.count(refused.verdict().fate());
    dataQuality.count(
        refused.raw().topic(),
        refused.verdict(),
        refused.raw().timestamp(),
        watermark.current(),
        combining.contributions());
    combining.endRecord();
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark.advance(mark.getTimestamp());
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
