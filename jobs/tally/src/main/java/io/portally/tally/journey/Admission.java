package io.portally.tally.journey;

import io.portally.tally.area.Lifetimes;
import io.portally.tally.fate.Judge;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * Judges a record against which nothing in itself speaks by what is remembered of its consignment:
 * the rest of the contract's order. Only {@link Reason#WINDOW_CLOSED} asks the watermark.
 */
public final class Admission {

  private final Judge judge;
  private final Lifetimes lifetimes;
  private final int mostRecords;

  /**
   * @param mostRecords how many records of one consignment and topic are remembered at most
   */
  public Admission(Judge judge, Lifetimes lifetimes, int mostRecords) {
    this.judge = judge;
    this.lifetimes = lifetimes;
    this.mostRecords = mostRecords;
  }

  /**
   * What becomes of the record.
   *
   * @param recordTimestamp when it was published, epoch milliseconds
   * @param watermark the watermark that its contributions will meet
   */
  public Verdict judge(
      Journeys journeys, JourneyRecord record, long recordTimestamp, long watermark) {
    if (journeys.count(record.topic()) >= mostRecords) {
      return new Verdict.Rejected(
          Reason.JOURNEY_TOO_LONG,
          "%d records of the consignment are remembered for %s, and no more are: look at the producer for a constant consignmentId"
              .formatted(mostRecords, record.topic().suffix()));
    }
    List<JourneyRecord> versions = journeys.versionsOf(record.topic(), record.eventId());
    long earliest = record.eventTime();
    boolean known = false;
    for (JourneyRecord version : versions) {
      earliest = Math.min(earliest, version.eventTime());
      known |= version.version() == record.version();
    }
    Verdict lateness = judge.lateness(earliest, recordTimestamp);
    if (lateness instanceof Verdict.Late) {
      return lateness;
    }
    if (lifetimes.isClosed(earliest, watermark)) {
      return windowClosed(earliest, recordTimestamp, watermark);
    }
    return known ? Verdict.Duplicate.INSTANCE : Verdict.Accepted.INSTANCE;
  }

  private static Verdict windowClosed(long eventTime, long recordTimestamp, long watermark) {
    return new Verdict.Late(
        Reason.WINDOW_CLOSED,
        "the window of %s is closed at watermark %s: record timestamps run out of order (this one: %s); replay into a generation of its own"
            .formatted(
                Instant.ofEpochMilli(eventTime),
                Instant.ofEpochMilli(watermark),
                Instant.ofEpochMilli(recordTimestamp)),
        recordTimestamp - eventTime);
  }
}
