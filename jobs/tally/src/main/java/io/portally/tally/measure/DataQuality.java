package io.portally.tally.measure;

import io.portally.tally.area.Lifetimes;
import io.portally.tally.area.Windows;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.fate.Fate;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.Verdict;

/** Counts records by what became of them, in windows of the record timestamp. */
public final class DataQuality {

  private static final long[] ONE_RECORD = {1};

  /** By topic, fate and reason: the same few, asked for with every record. */
  private static final long[][][] DIMENSIONS =
      new long[EventTopic.values().length][Fate.values().length][Reason.values().length];

  static {
    for (EventTopic topic : EventTopic.values()) {
      for (Fate fate : Fate.values()) {
        for (Reason reason : Reason.values()) {
          DIMENSIONS[topic.ordinal()][fate.ordinal()][reason.ordinal()] =
              FactTable.DATA_QUALITY.pack(topic.ordinal(), fate.ordinal(), reason.ordinal());
        }
      }
    }
  }

  private final Lifetimes lifetimes;

  public DataQuality(Lifetimes lifetimes) {
    this.lifetimes = lifetimes;
  }

  /**
   * Counts a record. Where the window of its timestamp is closed already, it counts in the oldest
   * one that is open.
   *
   * @param recordTimestamp when it was published, epoch milliseconds
   * @param watermark the watermark that the contribution will meet
   */
  public void count(
      EventTopic topic,
      Verdict verdict,
      long recordTimestamp,
      long watermark,
      Contributions contributions) {
    long dimensions =
        DIMENSIONS[topic.ordinal()][verdict.fate().ordinal()][verdict.reason().ordinal()];
    long minute =
        Math.max(Windows.minuteOf(recordTimestamp), lifetimes.oldestOpenMinute(watermark));
    contributions.add(dimensions, Cell.partWindow(minute), 1, ONE_RECORD);
  }
}
