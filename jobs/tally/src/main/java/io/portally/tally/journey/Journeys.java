package io.portally.tally.journey;

import io.portally.tally.area.Lifetimes;
import io.portally.tally.fate.EventTopic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The accepted records of one consignment, all versions, as long as they are remembered. Sorted by
 * event time they are one journey until a gap begins the next; a journey is forgotten as a whole.
 * Mutable: the state of a consignment.
 */
public final class Journeys {

  /** No wake-up has been ordered. */
  public static final long NONE = Long.MIN_VALUE;

  private final ArrayList<JourneyRecord> records;
  private long wakeAt;

  /** A consignment of which nothing is known. */
  public Journeys() {
    this(List.of(), NONE);
  }

  /** A consignment as it was once kept. */
  public Journeys(Collection<JourneyRecord> records, long wakeAt) {
    this.records = new ArrayList<>(records);
    this.wakeAt = wakeAt;
  }

  public void remember(JourneyRecord record) {
    records.add(record);
  }

  /** All records, in order of acceptance; a view. */
  public List<JourneyRecord> records() {
    return Collections.unmodifiableList(records);
  }

  public boolean isEmpty() {
    return records.isEmpty();
  }

  /** The accepted versions of an event, in order of acceptance. */
  public List<JourneyRecord> versionsOf(EventTopic topic, String eventId) {
    List<JourneyRecord> versions = List.of();
    for (JourneyRecord record : records) {
      if (record.topic() == topic && record.eventId().equals(eventId)) {
        if (versions.isEmpty()) {
          versions = new ArrayList<>(2);
        }
        versions.add(record);
      }
    }
    return versions;
  }

  /** How many records of a topic are remembered. */
  public int count(EventTopic topic) {
    int count = 0;
    for (JourneyRecord record : records) {
      if (record.topic() == topic) {
        count++;
      }
    }
    return count;
  }

  /**
   * Whether a record of this event time would make one journey of two that are apart.
   *
   * @param gap the longest silence within one journey, in milliseconds
   */
  public boolean wouldBeJoined(long eventTime, long gap) {
    boolean continues = false;
    boolean isContinued = false;
    long latestBefore = Long.MIN_VALUE;
    long earliestAfter = Long.MAX_VALUE;
    for (JourneyRecord record : records) {
      long time = record.eventTime();
      if (time <= eventTime) {
        latestBefore = Math.max(latestBefore, time);
        continues |= eventTime - time <= gap;
      }
      if (time >= eventTime) {
        earliestAfter = Math.min(earliestAfter, time);
        isContinued |= time - eventTime <= gap;
      }
    }
    return continues && isContinued && earliestAfter - latestBefore > gap;
  }

  /** Forgets the journeys that have ended at the watermark. */
  public void forgetEnded(Lifetimes lifetimes, long watermark) {
    List<List<JourneyRecord>> journeys = split(lifetimes.gap());
    for (List<JourneyRecord> journey : journeys) {
      long newest = journey.get(journey.size() - 1).eventTime();
      if (Lifetimes.hasPassed(lifetimes.journeyEndsAt(newest), watermark)) {
        records.removeAll(journey);
      }
    }
  }

  /**
   * When the first of the journeys ends, epoch milliseconds of event time.
   *
   * @throws IllegalStateException if there is none
   */
  public long firstEnd(Lifetimes lifetimes) {
    if (records.isEmpty()) {
      throw new IllegalStateException("no journey is remembered");
    }
    List<JourneyRecord> first = split(lifetimes.gap()).get(0);
    return lifetimes.journeyEndsAt(first.get(first.size() - 1).eventTime());
  }

  /** The event time at which the state is to be looked at again, or {@link #NONE}. */
  public long wakeAt() {
    return wakeAt;
  }

  public void wakeAt(long eventTime) {
    wakeAt = eventTime;
  }

  /**
   * The journeys, each sorted by event time, the earliest first.
   *
   * @param gap the longest silence within one journey, in milliseconds
   */
  List<List<JourneyRecord>> split(long gap) {
    List<JourneyRecord> sorted = new ArrayList<>(records);
    sorted.sort(Comparator.comparingLong(JourneyRecord::eventTime));
    List<List<JourneyRecord>> journeys = new ArrayList<>(1);
    int begin = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i).eventTime() - sorted.get(i - 1).eventTime() > gap) {
        journeys.add(sorted.subList(begin, i));
        begin = i;
      }
    }
    return journeys;
  }
}
