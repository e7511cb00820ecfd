package io.portally.tally.area;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long windows and journeys are remembered, in event time. Watermarks are Flink's: at watermark
 * {@code w} (epoch milliseconds) everything up to and including {@code w} has been seen.
 */
public final class Lifetimes implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final long MILLIS_PER_MINUTE = 60_000;

  private final long slack;
  private final long gap;

  /**
   * @param allowedLateness how far a record timestamp may lie after the event time
   * @param allowedSkew how far an event time may lie after the record timestamp
   * @param margin how far record timestamps may run out of order without meeting a closed window
   * @param gap the silence after which a consignment's next record begins another journey
   */
  public Lifetimes(Duration allowedLateness, Duration allowedSkew, Duration margin, Duration gap) {
    this.slack = allowedLateness.plus(allowedSkew).plus(margin).toMillis();
    this.gap = gap.toMillis();
  }

  /** The instant at which the state of a window that ends at {@code windowEnd} is let go. */
  public long windowClosesAt(long windowEnd) {
    return windowEnd + slack;
  }

  /** Whether every window that holds {@code eventTime}, the minute's first of all, is closed. */
  public boolean isClosed(long eventTime, long watermark) {
    return eventTime < Windows.millisOf(oldestOpenMinute(watermark));
  }

  /** The first minute, since the epoch, whose window is not closed at the watermark. */
  public long oldestOpenMinute(long watermark) {
    if (watermark < Long.MIN_VALUE / 2) {
      return Long.MIN_VALUE / MILLIS_PER_MINUTE;
    }
    if (watermark > Long.MAX_VALUE / 2) {
      return Long.MAX_VALUE / MILLIS_PER_MINUTE;
    }
    return Windows.minuteOf(watermark + 1 - slack);
  }

  /** The longest silence within one journey, in milliseconds. */
  public long gap() {
    return gap;
  }

  /**
   * The instant at which a journey is let go whose newest event happened at {@code
   * newestEventTime}: from then on no record that is still accepted can continue or change it.
   */
  public long journeyEndsAt(long newestEventTime) {
    // A window is closed as a whole, so a record of the same minute may still come.
    return newestEventTime + gap + slack + MILLIS_PER_MINUTE;
  }

  /** Whether the watermark has passed the instant. */
  public static boolean hasPassed(long instant, long watermark) {
    return watermark >= instant - 1;
  }
}
