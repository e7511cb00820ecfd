package io.portally.tally.journey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one {@link Role} (such as a declaration's release) within one journey: which
 * events count, which of them is first, and how many records have a say in that.
 *
 * <p>The number of records makes a revision. It only grows with the set of accepted records, and
 * where it is equal nothing before the instant asked for has changed, also where journeys have been
 * joined: the parts' numbers add up.
 */
final class Occurrences {

  /** Nothing happened. */
  static final Occurrences NONE = new Occurrences(any -> false, 0);

  /** Up to so many versions are looked through faster than sorted. */
  private static final int FEW = 8;

  private final List<Version> placed = new ArrayList<>(2);
  private final Predicate<JourneyRecord> role;
  private final long gap;

  /** The event times at which events are counted, sorted; null until asked for. */
  private long @Nullable [] times;

  /** How many records are counted up to the time before, for each and behind the last. */
  private long[] recordsUpTo = {};

  /**
   * @param role whether a version is in it, in whatever journey
   * @param gap the longest silence within one journey, in milliseconds
   */
  Occurrences(Predicate<JourneyRecord> role, long gap) {
    this.role = role;
    this.gap = gap;
  }

  /** Adds one of the journey's versions that are in the role, before anything is asked. */
  void add(Version version) {
    placed.add(version);
  }

  /** Every version that could place its event where it lies. */
  List<Version> placed() {
    return placed;
  }

  /** Whether the very record is among them. */
  boolean has(JourneyRecord record) {
    for (Version version : placed) {
      if (version.record() == record) {
        return true;
      }
    }
    return false;
  }

  /** The highest version of each event, where it is in the role. */
  List<JourneyRecord> counted() {
    List<JourneyRecord> counted = new ArrayList<>(placed.size());
    for (Version version : placed) {
      if (version.isHighest()) {
        counted.add(version.record());
      }
    }
    return counted;
  }

  /** The first of those that count; null where none does. */
  @Nullable JourneyRecord first() {
    JourneyRecord first = null;
    for (Version version : placed) {
      if (version.isHighest() && (first == null || version.record().isBefore(first))) {
        first = version.record();
      }
    }
    return first;
  }

  /** The event time of the earliest version; {@link Long#MAX_VALUE} where there is none. */
  long earliest() {
    long earliest = Long.MAX_VALUE;
    for (Version version : placed) {
      earliest = Math.min(earliest, version.eventTime());
    }
    return earliest;
  }

  /**
   * How many records, all versions, are accepted of those events that have a version here before
   * the instant.
   */
  long recordsBefore(long instant) {
    return placed.size() <= FEW ? fewRecordsBefore(instant) : manyRecordsBefore(instant);
  }

  private long fewRecordsBefore(long instant) {
    long records = 0;
    for (Version version : placed) {
      if (version.eventTime() < instant && isCounted(version)) {
        records += version.event().records();
      }
    }
    return records;
  }

  private boolean isCounted(Version version) {
    return version.event().isCountedAt(version.record(), role, gap);
  }

  private long manyRecordsBefore(long instant) {
    long[] sorted = times == null ? addUp() : times;
    int at = Arrays.binarySearch(sorted, instant);
    int earlier = at < 0 ? -at - 1 : at;
    while (earlier > 0 && sorted[earlier - 1] == instant) {
      earlier--;
    }
    return recordsUpTo[earlier];
  }

  private long[] addUp() {
    List<Version> counted = new ArrayList<>(placed.size());
    for (Version version : placed) {
      if (isCounted(version)) {
        counted.add(version);
      }
    }
    counted.sort(Comparator.comparingLong(Version::eventTime));
    long[] sorted = new long[counted.size()];
    recordsUpTo = new long[counted.size() + 1];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = counted.get(i).eventTime();
      recordsUpTo[i + 1] = recordsUpTo[i] + counted.get(i).event().records();
    }
    times = sorted;
    return sorted;
  }
}
