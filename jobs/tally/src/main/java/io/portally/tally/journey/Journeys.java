package io.portally.tally.journey;

import io.portally.events.Stage;
import io.portally.tally.area.Lifetimes;
import io.portally.tally.fate.EventTopic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The accepted records of one consignment, all versions, as long as they are remembered. Sorted by
 * event time they are one journey until a gap begins the next; a journey is forgotten as a whole.
 * Mutable: the state of a consignment, so it is kept small.
 */
public final class Journeys {

  /** No wake-up has been ordered. */
  public static final long NONE = Long.MIN_VALUE;

  private static final byte[] NOTHING = {};

  /** The records, {@linkplain PackedRecords packed}. */
  private byte[] packed;

  private int movements;
  private int clearances;
  private long wakeAt;

  /** A consignment of which nothing is known. */
  public Journeys() {
    this(NOTHING, NONE);
  }

  /** A consignment of which those records are known. */
  public Journeys(Collection<? extends JourneyRecord> records, long wakeAt) {
    this(NOTHING, wakeAt);
    records.forEach(this::remember);
  }

  private Journeys(byte[] packed, int movements, int clearances, long wakeAt) {
    this.packed = packed;
    this.movements = movements;
    this.clearances = clearances;
    this.wakeAt = wakeAt;
  }

  private Journeys(byte[] packed, long wakeAt) {
    this(packed, 0, 0, wakeAt);
    for (int at = 0; at < packed.length; at = PackedRecords.next(packed, at)) {
      countIn(PackedRecords.topic(packed, at));
    }
  }

  /**
   * A consignment as it was once kept.
   *
   * @param packed what {@link #packed()} gave; not to be modified any more
   */
  public static Journeys ofPacked(byte[] packed, long wakeAt) {
    return new Journeys(packed, wakeAt);
  }

  /** The records in the form in which they are kept; not to be modified. */
  public byte[] packed() {
    return packed;
  }

  /** The same, to go its own way from here. */
  public Journeys copy() {
    // The bytes are never modified, only replaced.
    return new Journeys(packed, movements, clearances, wakeAt);
  }

  public void remember(JourneyRecord record) {
    packed = PackedRecords.append(packed, record);
    countIn(record.topic());
  }

  private void countIn(EventTopic topic) {
    switch (topic) {
      case CARGO_MOVEMENTS -> movements++;
      case CLEARANCE_EVENTS -> clearances++;
    }
  }

  /** All records, in order of acceptance; read from the packed ones at each call. */
  public List<JourneyRecord> records() {
    List<JourneyRecord> records = new ArrayList<>(movements + clearances);
    for (int at = 0; at < packed.length; at = PackedRecords.next(packed, at)) {
      records.add(PackedRecords.read(packed, at));
    }
    return records;
  }

  public boolean isEmpty() {
    return packed.length == 0;
  }

  /** The accepted versions of an event, in order of acceptance. */
  public List<JourneyRecord> versionsOf(EventTopic topic, String eventId) {
    List<JourneyRecord> versions = List.of();
    int idLength = PackedRecords.lengthOf(eventId);
    for (int at = 0; at < packed.length; at = PackedRecords.next(packed, at)) {
      if (PackedRecords.isOf(packed, at, topic, eventId, idLength)) {
        if (versions.isEmpty()) {
          versions = new ArrayList<>(2);
        }
        versions.add(PackedRecords.read(packed, at));
      }
    }
    return versions;
  }

  /** Whether any record of that stage of the declaration is remembered. */
  boolean isStageKnown(String declarationId, Stage stage) {
    if (clearances == 0) {
      return false;
    }
    int idLength = PackedRecords.lengthOf(declarationId);
    for (int at = 0; at < packed.length; at = PackedRecords.next(packed, at)) {
      if (PackedRecords.isOfStage(packed, at, declarationId, idLength, stage)) {
        return true;
      }
    }
    return false;
  }

  /** How many records of a topic are remembered. */
  public int count(EventTopic topic) {
    return switch (topic) {
      case CARGO_MOVEMENTS -> movements;
      case CLEARANCE_EVENTS -> clearances;
    };
  }

  /**
   * What it would mean to remember the record.
   *
   * @param gap the longest silence within one journey, in milliseconds
   */
  Change changeBy(JourneyRecord record, long gap) {
    int idLength = PackedRecords.lengthOf(record.eventId());
    boolean isNewEvent = true;
    boolean continues = false;
    boolean isContinued = false;
    long latestBefore = Long.MIN_VALUE;
    long earliestAfter = Long.MAX_VALUE;
    int milestones = 0;
    int programmes = 0;
    PackedRecords.Skimmed known = new PackedRecords.Skimmed(packed);
    for (int at = 0; at < packed.length; at = PackedRecords.next(packed, at)) {
      isNewEvent &= !PackedRecords.isOf(packed, at, record.topic(), record.eventId(), idLength);
      known.turnTo(at);
      milestones |= Glance.bit(known.milestone());
      programmes |= known.programmes();
      long time = known.eventTime();
      if (time <= record.eventTime()) {
        latestBefore = Math.max(latestBefore, time);
        continues |= record.eventTime() - time <= gap;
      }
      if (time >= record.eventTime()) {
        earliestAfter = Math.min(earliestAfter, time);
        isContinued |= time - record.eventTime() <= gap;
      }
    }
    boolean joins = continues && isContinued && earliestAfter - latestBefore > gap;
    List<JourneyRecord> versions =
        isNewEvent ? List.of(record) : with(versionsOf(record.topic(), record.eventId()), record);
    boolean isLatest = earliestAfter == Long.MAX_VALUE;
    return new Change(record, versions, joins, isLatest, new Glance(milestones, programmes));
  }

  private static List<JourneyRecord> with(List<JourneyRecord> some, JourneyRecord one) {
    List<JourneyRecord> all = new ArrayList<>(some);
    all.add(one);
    return all;
  }

  /** Forgets the journeys that have ended at the watermark. */
  public void forgetEnded(Lifetimes lifetimes, long watermark) {
    long[] times = times();
    long ended = Long.MIN_VALUE;
    boolean any = false;
    for (int i = 0; i < times.length; i++) {
      if (isNewest(times, i, lifetimes.gap())
          && Lifetimes.hasPassed(lifetimes.journeyEndsAt(times[i]), watermark)) {
        ended = times[i];
        any = true;
      }
    }
    if (any) {
      keepAfter(ended);
    }
  }

  /** Whether the silence after that time, of sorted ones, ends a journey. */
  private static boolean isNewest(long[] times, int i, long gap) {
    return i == times.length - 1 || times[i + 1] - times[i] > gap;
  }

  private void keepAfter(long eventTime) {
    List<JourneyRecord> kept =
        records().stream().filter(record -> record.eventTime() > eventTime).toList();
    packed = NOTHING;
    movements = 0;
    clearances = 0;
    kept.forEach(this::remember);
  }

  /**
   * When the first of the journeys ends, epoch milliseconds of event time.
   *
   * @throws IllegalStateException if there is none
   */
  public long firstEnd(Lifetimes lifetimes) {
    if (movements + clearances == 1) {
      return lifetimes.journeyEndsAt(PackedRecords.eventTime(packed, 0));
    }
    long[] times = times();
    for (int i = 0; i < times.length; i++) {
      if (isNewest(times, i, lifetimes.gap())) {
        return lifetimes.journeyEndsAt(times[i]);
      }
    }
    throw new IllegalStateException("no journey is remembered");
  }

  /** The event times of all records, sorted. */
  private long[] times() {
    long[] times = new long[movements + clearances];
    int i = 0;
    for (int at = 0; at < packed.length; at = PackedRecords.next(packed, at)) {
      times[i++] = PackedRecords.eventTime(packed, at);
    }
    Arrays.sort(times);
    return times;
  }

  /** The event time at which the state is to be looked at again, or {@link #NONE}. */
  public long wakeAt() {
    return wakeAt;
  }

  public void wakeAt(long eventTime) {
    wakeAt = eventTime;
  }
}
