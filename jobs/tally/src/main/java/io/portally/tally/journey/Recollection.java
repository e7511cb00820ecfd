package io.portally.tally.journey;

import io.portally.tally.fate.EventTopic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records of a consignment at one moment, read once for all facts: their events and journeys.
 * Immutable.
 */
final class Recollection {

  /** Up to so many records are told apart faster one by one than by a map. */
  private static final int FEW = 16;

  private final List<Version> versions;
  private final long gap;
  private @Nullable List<Journey> journeys;

  private Recollection(List<Version> versions, long gap) {
    this.versions = versions;
    this.gap = gap;
  }

  /**
   * All that is remembered of the consignment.
   *
   * @param gap the longest silence within one journey, in milliseconds
   */
  static Recollection of(Journeys journeys, long gap) {
    return of(journeys.records(), gap);
  }

  private static Recollection of(List<JourneyRecord> records, long gap) {
    return new Recollection(records.size() <= FEW ? ofFew(records) : ofMany(records), gap);
  }

  private static List<Version> ofFew(List<JourneyRecord> records) {
    List<Version> versions = new ArrayList<>(records.size() + 1);
    for (JourneyRecord record : records) {
      Version.Event event = eventAmong(versions, record);
      if (event == null) {
        event = new Version.Event(record);
      } else {
        event.add(record);
      }
      versions.add(new Version(record, event));
    }
    return versions;
  }

  private static Version.@Nullable Event eventAmong(List<Version> versions, JourneyRecord record) {
    for (Version version : versions) {
      if (version.record().topic() == record.topic()
          && version.record().eventId().equals(record.eventId())) {
        return version.event();
      }
    }
    return null;
  }

  private static List<Version> ofMany(List<JourneyRecord> records) {
    Map<EventTopic, Map<String, Version.Event>> events = new EnumMap<>(EventTopic.class);
    List<Version> versions = new ArrayList<>(records.size() + 1);
    for (JourneyRecord record : records) {
      Map<String, Version.Event> ofTopic =
          events.computeIfAbsent(record.topic(), any -> new HashMap<>());
      Version.Event event = ofTopic.get(record.eventId());
      if (event == null) {
        event = new Version.Event(record);
        ofTopic.put(record.eventId(), event);
      } else {
        event.add(record);
      }
      versions.add(new Version(record, event));
    }
    return versions;
  }

  /** The same with the change's record remembered. */
  Recollection with(Change change) {
    if (change.isNewEvent()) {
      List<Version> more = new ArrayList<>(versions.size() + 1);
      more.addAll(versions);
      more.add(new Version(change.record(), new Version.Event(change.record())));
      return new Recollection(more, gap);
    }
    List<JourneyRecord> records = new ArrayList<>(versions.size() + 1);
    versions.forEach(version -> records.add(version.record()));
    records.add(change.record());
    return of(records, gap);
  }

  /** Whether the very record, the last to be accepted, is remembered. */
  boolean endsWith(JourneyRecord record) {
    return !versions.isEmpty() && versions.get(versions.size() - 1).record() == record;
  }

  /** The versions of the record's event, in order of acceptance. */
  List<JourneyRecord> versionsOf(JourneyRecord record) {
    return versions.stream()
        .map(Version::record)
        .filter(other -> other.topic() == record.topic())
        .filter(other -> other.eventId().equals(record.eventId()))
        .toList();
  }

  /** The journeys. */
  List<Journey> journeys() {
    List<Journey> known = journeys;
    if (known == null) {
      known = split();
      journeys = known;
    }
    return known;
  }

  /** Nearly always all records lie so close together that they are one journey for certain. */
  private List<Journey> split() {
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    for (Version version : versions) {
      earliest = Math.min(earliest, version.eventTime());
      latest = Math.max(latest, version.eventTime());
    }
    return versions.isEmpty() || latest - earliest <= gap
        ? List.of(new Journey(versions, gap))
        : splitAtSilences();
  }

  private List<Journey> splitAtSilences() {
    List<Version> sorted = new ArrayList<>(versions);
    sorted.sort(Comparator.comparingLong(Version::eventTime));
    List<Journey> split = new ArrayList<>(2);
    int begin = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i).eventTime() - sorted.get(i - 1).eventTime() > gap) {
        split.add(new Journey(sorted.subList(begin, i), gap));
        begin = i;
      }
    }
    return split;
  }
}
