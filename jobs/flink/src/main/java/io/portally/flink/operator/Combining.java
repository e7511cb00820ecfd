package io.portally.flink.operator;

import io.portally.tally.Definitions;
import io.portally.tally.area.Windows;
import io.portally.tally.measure.Combiner;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Contributions;
import java.time.Duration;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Combines what an operator contributes before the shuffle behind it, so that this carries cells
 * per second, not events: a port with nine tenths of the traffic costs no more than any other. What
 * is held is handed on at an interval, when there is much of it, before a checkpoint's barrier (so
 * there is no state to keep) and before the watermark (so a window never completes without it): a
 * watermark waits for as long as the contributions before it.
 */
final class Combining {

  private static final int MOST_HELD = 50_000;

  private final Combiner combiner;
  private final long intervalMillis;
  private final ProcessingTimeService time;
  private final Output<StreamRecord<Contribution>> output;

  private boolean flushOrdered;
  private long newestMinute = Long.MIN_VALUE;
  private @Nullable Watermark heldBack;

  /**
   * Holds nothing yet.
   *
   * @param interval of processing time, for which contributions and watermarks are held at most
   */
  Combining(
      Definitions definitions,
      Duration interval,
      ProcessingTimeService time,
      Output<StreamRecord<Contribution>> output) {
    this.combiner = new Combiner(definitions.rollUp());
    this.intervalMillis = interval.toMillis();
    this.time = time;
    this.output = output;
  }

  /** Takes what a record contributes; when that is all, {@link #endRecord} is called. */
  Contributions contributions() {
    return combiner;
  }

  void endRecord() {
    if (combiner.size() >= MOST_HELD) {
      flush();
    } else if (!flushOrdered) {
      flushOrdered = true;
      // What the callback throws fails the task.
      var unused =
          time.registerTimer(
              time.getCurrentProcessingTime() + intervalMillis, at -> flushAsOrdered());
    }
  }

  private void flushAsOrdered() {
    flushOrdered = false;
    flush();
  }

  /** Hands on everything that is held, and the watermark behind it. */
  void flush() {
    combiner.drain(contribution -> output.collect(new StreamRecord<>(contribution)));
    if (heldBack != null) {
      output.emitWatermark(heldBack);
      heldBack = null;
    }
  }

  /**
   * Hands a watermark on, now or with what is held before it. Windows begin and end on whole
   * minutes: one within a minute has nothing to say downstream.
   */
  void handOn(Watermark mark) {
    boolean last = mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp();
    long minute = Windows.minuteOf(mark.getTimestamp() + 1);
    if (!last && minute <= newestMinute) {
      return;
    }
    newestMinute = minute;
    heldBack = mark;
    if (last || combiner.size() == 0) {
      flush();
    }
  }
}
