package io.portally.tally.journey;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An accepted record that is about to be remembered.
 *
 * @param record the record
 * @param versions all versions of its event, this one included
 * @param joinsJourneys whether two journeys that were apart become one by it. Then it may change
 *     facts that it has no part in: what was the first of the later journey is so no longer
 * @param isLatest whether all that is remembered happened before it
 * @param known what is remembered without it
 */
record Change(
    JourneyRecord record,
    List<JourneyRecord> versions,
    boolean joinsJourneys,
    boolean isLatest,
    Glance known) {

  /** Whether no version of its event was remembered before. */
  boolean isNewEvent() {
    return versions.size() == 1;
  }

  /**
   * Of the facts that are told apart by what a role is played for, those that the event can have a
   * say in by playing the role in any version; all where journeys join. It holds before and after
   * the change alike.
   */
  <K> Predicate<K> affected(Role<K> role) {
    if (joinsJourneys) {
      return any -> true;
    }
    if (isNewEvent()) {
      K only = role.keyOf(record);
      return only == null ? any -> false : only::equals;
    }
    Set<K> keys = new HashSet<>();
    for (JourneyRecord version : versions) {
      K key = role.keyOf(version);
      if (key != null) {
        keys.add(key);
      }
    }
    return keys.isEmpty() ? any -> false : keys::contains;
  }

  /**
   * The earliest instant that the event has a say in, epoch milliseconds: whatever it changes lies
   * in windows that end after that.
   */
  long since() {
    if (joinsJourneys) {
      return Long.MIN_VALUE;
    }
    long earliest = record.eventTime();
    for (JourneyRecord version : versions) {
      earliest = Math.min(earliest, version.eventTime());
    }
    return earliest;
  }

  /** The programmes that any version of the event declares, a bit for each by ordinal. */
  int programmes() {
    int programmes = 0;
    for (JourneyRecord version : versions) {
      programmes |= programmesOf(version);
    }
    return programmes;
  }

  /** The programmes that a version declares, a bit for each by ordinal; none if taken back. */
  static int programmesOf(@Nullable JourneyRecord version) {
    return version instanceof ClearanceRecord clearance && clearance.standsForGoods()
        ? clearance.programmes()
        : 0;
  }
}
