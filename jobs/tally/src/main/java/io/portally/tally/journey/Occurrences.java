package io.portally.tally.journey;

import io.portally.tally.fate.EventTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one role (such as a declaration's release) within one journey: which events
 * count, which of them is first, and how many records have a say in that.
 *
 * <p>The number of records makes a revision. It only grows with the set of accepted records, and
 * where it is equal nothing before the instant asked for has changed, also where journeys have been
 * joined: the parts' numbers add up.
 */
final class Occurrences {

  private final List<JourneyRecord> placed;
  private final Map<String, Event> events;

  /** Up to which event time, inclusive, how many records have a say. */
  private final NavigableMap<Long, Long> recordsUntil = new TreeMap<>();

  /**
   * @param placed the journey's versions in the role that are not retracted
   * @param events their events, by id
   */
  private Occurrences(List<JourneyRecord> placed, Map<String, Event> events) {
    this.placed = placed;
    this.events = events;
    addUp();
  }

  private void addUp() {
    for (JourneyRecord version : placed) {
      Event event = eventOf(version);
      if (event.countsAt(version)) {
        recordsUntil.merge(version.eventTime(), event.records, Long::sum);
      }
    }
    long sum = 0;
    for (Map.Entry<Long, Long> step : recordsUntil.entrySet()) {
      sum += step.getValue();
      step.setValue(sum);
    }
  }

  private Event eventOf(JourneyRecord version) {
    Event event = events.get(version.eventId());
    if (event == null) {
      throw new IllegalStateException("no event is known of " + version);
    }
    return event;
  }

  /**
   * What happened in a role, for each journey in which a version that is not retracted is in it.
   *
   * @param gap the longest silence within one journey, in milliseconds
   * @param role holds for versions of one topic only
   */
  static List<Occurrences> in(Journeys journeys, long gap, Predicate<JourneyRecord> role) {
    Map<String, Event> events = new HashMap<>();
    List<JourneyRecord> placed = new ArrayList<>(1);
    List<JourneyRecord> records = journeys.records();
    for (JourneyRecord record : records) {
      if (!record.retracted() && role.test(record)) {
        placed.add(record);
        events.computeIfAbsent(record.eventId(), id -> new Event(gap)).place(record);
      }
    }
    if (placed.isEmpty()) {
      return List.of();
    }
    EventTopic topic = placed.get(0).topic();
    for (JourneyRecord record : records) {
      Event event = record.topic() == topic ? events.get(record.eventId()) : null;
      if (event != null) {
        event.accept(record);
      }
    }
    return inJourneys(journeys, gap, placed).stream()
        .map(versions -> new Occurrences(versions, events))
        .toList();
  }

  /** Nearly always all of it lies so close together that it is one journey for certain. */
  private static List<List<JourneyRecord>> inJourneys(
      Journeys journeys, long gap, List<JourneyRecord> placed) {
    long earliest = placed.stream().mapToLong(JourneyRecord::eventTime).min().orElseThrow();
    long latest = placed.stream().mapToLong(JourneyRecord::eventTime).max().orElseThrow();
    if (latest - earliest <= gap) {
      return List.of(placed);
    }
    return journeys.split(gap).stream()
        .map(journey -> placed.stream().filter(version -> isWithin(journey, version)).toList())
        .filter(versions -> !versions.isEmpty())
        .toList();
  }

  private static boolean isWithin(List<JourneyRecord> journey, JourneyRecord version) {
    return version.eventTime() >= journey.get(0).eventTime()
        && version.eventTime() <= journey.get(journey.size() - 1).eventTime();
  }

  /** Every version that is not retracted: it could place its event where it lies. */
  List<JourneyRecord> placed() {
    return placed;
  }

  /** The highest version of each event, where it lies in this role and is not retracted. */
  List<JourneyRecord> counted() {
    return placed.stream().filter(version -> version.equals(eventOf(version).highest)).toList();
  }

  /** The first of those that count; null where none does. */
  @Nullable JourneyRecord first() {
    JourneyRecord first = null;
    for (JourneyRecord each : counted()) {
      if (first == null || each.isBefore(first)) {
        first = each;
      }
    }
    return first;
  }

  /** Whether there is one record and nothing else, as nearly always. */
  boolean isOneRecord() {
    return placed.size() == 1 && eventOf(placed.get(0)).records == 1;
  }

  /**
   * How many records, all versions, are accepted of those events that have a version here before
   * the instant.
   */
  long recordsBefore(long instant) {
    Map.Entry<Long, Long> last = recordsUntil.lowerEntry(instant);
    return last == null ? 0 : last.getValue();
  }

  /** An event with a version in the role; mutable. */
  private static final class Event {
    private final long gap;
    private long records;
    private @Nullable JourneyRecord highest;
    private @Nullable JourneyRecord earliest;
    private long latest = Long.MIN_VALUE;

    Event(long gap) {
      this.gap = gap;
    }

    void place(JourneyRecord version) {
      if (earliest == null || version.eventTime() < earliest.eventTime()) {
        earliest = version;
      }
      latest = Math.max(latest, version.eventTime());
    }

    void accept(JourneyRecord version) {
      records++;
      if (highest == null || version.version() > highest.version()) {
        highest = version;
      }
    }

    /**
     * Once for the event, at its earliest version. Where versions lie more than a gap apart (no
     * record that is in time does that to its event), once for each: they may be in different
     * journeys, and joining these has to show.
     */
    boolean countsAt(JourneyRecord version) {
      return version.equals(earliest) || (earliest != null && latest - earliest.eventTime() > gap);
    }
  }
}
