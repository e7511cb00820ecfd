package io.portally.tally.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A record among all versions of its event. */
record Version(JourneyRecord record, Event event) {

  /** Whether it is the one by which its event counts. */
  boolean isHighest() {
    return event.highest == record;
  }

  long eventTime() {
    return record.eventTime();
  }

  /** All accepted versions of an event. Mutable while they are gathered. */
  static final class Event {
    private List<JourneyRecord> versions;
    private JourneyRecord highest;

    Event(JourneyRecord first) {
      versions = List.of(first);
      highest = first;
    }

    void add(JourneyRecord version) {
      if (versions.size() == 1) {
        versions = new ArrayList<>(versions);
      }
      versions.add(version);
      if (version.version() > highest.version()) {
        highest = version;
      }
    }

    /** How many versions there are. */
    int records() {
      return versions.size();
    }

    /**
     * Whether the event is counted in a role at this version of all that play it: once, at its
     * earliest. Where these lie more than a gap apart (no record that is in time does that to its
     * event), once for each: they may be in different journeys, and joining these has to show.
     *
     * @param gap the longest silence within one journey, in milliseconds
     */
    boolean isCountedAt(JourneyRecord version, Predicate<JourneyRecord> role, long gap) {
      if (versions.size() == 1) {
        return true;
      }
      JourneyRecord earliest = version;
      long latest = version.eventTime();
      for (JourneyRecord other : versions) {
        if (role.test(other)) {
          latest = Math.max(latest, other.eventTime());
          if (other.eventTime() < earliest.eventTime() || isSameTimeButLower(other, earliest)) {
            earliest = other;
          }
        }
      }
      return earliest == version || latest - earliest.eventTime() > gap;
    }

    private static boolean isSameTimeButLower(JourneyRecord one, JourneyRecord other) {
      return one.eventTime() == other.eventTime() && one.version() < other.version();
    }
  }
}
