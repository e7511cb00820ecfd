package io.portally.flink.operator;

import io.portally.tally.Definitions;
import io.portally.tally.area.Windows;
import io.portally.tally.measure.Combiner;
import io.portally.tally.measure.Contribution;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Combines contributions before the second shuffle, so that it carries cells per second, not
 * events: a port with nine tenths of the traffic costs no more than any other. What is held is
 * handed on at an interval, when there is much of it, before a checkpoint's barrier (so there is no
 * state to keep) and before a watermark (so a window never completes without it).
 */
// Everything transient is set in open(), before the first record.
@SuppressWarnings("NullAway.Init")
public final class CombineOperator extends AbstractStreamOperator<Contribution>
    implements OneInputStreamOperator<Contribution, Contribution>, BoundedOneInput {

  private static final long serialVersionUID = 1L;
  private static final int MOST_HELD = 50_000;

  private final Definitions definitions;
  private final long intervalMillis;

  private transient Combiner combiner;
  private transient boolean flushOrdered;
  private transient long forwardedMinute;

  /**
   * A combiner that holds contributions back for at most {@code interval} of processing time.
   *
   * @param interval how long a contribution is held at most
   */
  public CombineOperator(Definitions definitions, Duration interval) {
    this.definitions = definitions;
    this.intervalMillis = interval.toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    combiner = new Combiner(definitions.rollUp());
    forwardedMinute = Long.MIN_VALUE;
  }

  @Override
  public void processElement(StreamRecord<Contribution> input) {
    combiner.add(input.getValue());
    if (combiner.size() >= MOST_HELD) {
      flush();
    } else if (!flushOrdered) {
      flushOrdered = true;
      long at = getProcessingTimeService().getCurrentProcessingTime() + intervalMillis;
      // What the callback throws fails the task.
      var unused = getProcessingTimeService().registerTimer(at, time -> flushAsOrdered());
    }
  }

  private void flushAsOrdered() {
    flushOrdered = false;
    flush();
  }

  private void flush() {
    combiner.drain(contribution -> output.collect(new StreamRecord<>(contribution)));
  }

  /**
   * Windows begin and end on whole minutes: a watermark within one has nothing to say downstream.
   */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    long minute = Windows.minuteOf(mark.getTimestamp() + 1);
    if (mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp() || minute > forwardedMinute) {
      forwardedMinute = minute;
      flush();
      super.processWatermark(mark);
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  @Override
  public void endInput() {
    flush();
  }
}
