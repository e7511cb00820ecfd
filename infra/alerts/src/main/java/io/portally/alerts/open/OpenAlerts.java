package io.portally.alerts.open;

import io.portally.events.AlertStatus;
import io.portally.events.SlowClearance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that are open, made of the topic's records in their order. Records may come again: a
 * state that has been seen, or one before it, changes nothing.
 *
 * <p>A few alerts of each port and rule are named, which means told of by themselves; those that
 * come when so many are named already are one crowd. Who is named stays so until its end: nobody is
 * told that something is over because others have come.
 */
public final class OpenAlerts {

  /** How many ended alerts are remembered, so that a record that comes again opens none of them. */
  private static final int REMEMBERED_ENDS = 100_000;

  private final int mostNamed;
  private final Set<String> alreadyNamed;
  private final Function<String, @Nullable String> regionOfPort;

  private final Map<String, Entry> open = new LinkedHashMap<>();
  private final Map<Labels, Group> groups = new HashMap<>();
  private final Map<Integer, TreeMap<Long, Integer>> openedAt = new HashMap<>();
  private final Map<String, End> ends =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, End> eldest) {
          return size() > REMEMBERED_ENDS;
        }
      };

  private record Entry(OpenAlert alert, int partition, long offset) {}

  /**
   * How an alert has ended.
   *
   * @param at null where the record says nothing of it
   * @param named whether people were told of it by itself; null: that it was open is not known here
   */
  private record End(
      int occurrence, AlertStatus status, @Nullable Instant at, @Nullable Boolean named) {

    /** Whether people were told of that occurrence by itself; null as above. */
    @Nullable Boolean namedIn(int occurrence) {
      return this.occurrence == occurrence ? named : null;
    }

    /** What is withdrawn stays so until it opens again. */
    boolean isAfter(SlowClearance end) {
      return occurrence > end.getOccurrence()
          || (occurrence == end.getOccurrence()
              && status == AlertStatus.WITHDRAWN
              && end.getStatus() == AlertStatus.RESOLVED);
    }
  }

  private static final class Group {
    private int named;
    private final NavigableSet<OpenAlert> crowd = new TreeSet<>(OpenAlert.OLDEST_FIRST);

    boolean isEmpty() {
      return named == 0 && crowd.isEmpty();
    }
  }

  /**
   * Nothing is open yet.
   *
   * @param mostNamed of one port and rule, how many are named at most
   * @param alreadyNamed the ids of alerts that people have been told of by name
   * @param regionOfPort the region of a port's code; null where it is in none
   */
  public OpenAlerts(
      int mostNamed, Set<String> alreadyNamed, Function<String, @Nullable String> regionOfPort) {
    this.mostNamed = mostNamed;
    this.alreadyNamed = Set.copyOf(alreadyNamed);
    this.regionOfPort = regionOfPort;
  }

  /**
   * Takes the topic's next record.
   *
   * @param partition where it stands
   * @param offset where it stands
   * @return empty where it changes nothing
   */
  public Optional<Change> take(SlowClearance record, int partition, long offset) {
    return record.getStatus() == AlertStatus.OPEN
        ? takeOpen(record, partition, offset)
        : takeEnd(record);
  }

  private Optional<Change> takeOpen(SlowClearance record, int partition, long offset) {
    String id = record.getAlertId();
    Entry known = open.get(id);
    if (known != null) {
      return takeAgain(record, known);
    }
    End end = ends.get(id);
    if (end != null && end.occurrence() >= record.getOccurrence()) {
      return Optional.empty();
    }
    Labels labels = labelsOf(record);
    Group group = groups.computeIfAbsent(labels, unused -> new Group());
    boolean named = alreadyNamed.contains(id) || group.named < mostNamed;
    Entry entry = new Entry(new OpenAlert(record, labels, named), partition, offset);
    enter(entry, group);
    openedAt.computeIfAbsent(partition, p -> new TreeMap<>()).merge(offset, 1, Integer::sum);
    return Optional.of(new Change.Opened(entry.alert()));
  }

  private Optional<Change> takeAgain(SlowClearance record, Entry known) {
    SlowClearance last = known.alert().alert();
    if (record.getOccurrence() < last.getOccurrence() || record.equals(last)) {
      return Optional.empty();
    }
    Group group = groupOf(known.alert());
    leave(known, group);
    OpenAlert updated = new OpenAlert(record, known.alert().labels(), known.alert().named());
    enter(new Entry(updated, known.partition(), known.offset()), group);
    return Optional.of(new Change.Updated(updated));
  }

  private Optional<Change> takeEnd(SlowClearance end) {
    String id = end.getAlertId();
    Entry known = open.get(id);
    if (known != null && end.getOccurrence() < known.alert().alert().getOccurrence()) {
      return Optional.empty();
    }
    if (known == null) {
      return takeOtherEnd(end);
    }
    ends.put(id, endOf(end, known.alert().named()));
    Group group = groupOf(known.alert());
    leave(known, group);
    if (group.isEmpty()) {
      groups.remove(known.alert().labels());
    }
    forgetOffset(known);
    return Optional.of(new Change.Ended(known.alert(), end));
  }

  /** An end that is corrected, or was none, is told to those who know the first one. */
  private Optional<Change> takeOtherEnd(SlowClearance end) {
    End before = ends.get(end.getAlertId());
    if (before != null && before.isAfter(end)) {
      return Optional.empty();
    }
    End now = endOf(end, before == null ? null : before.namedIn(end.getOccurrence()));
    ends.put(end.getAlertId(), now);
    Boolean named = now.named();
    return named == null || now.equals(before)
        ? Optional.empty()
        : Optional.of(new Change.Ended(new OpenAlert(end, labelsOf(end), named), end));
  }

  private static End endOf(SlowClearance end, @Nullable Boolean named) {
    return new End(end.getOccurrence(), end.getStatus(), end.getEndedAt(), named);
  }

  private void enter(Entry entry, Group group) {
    open.put(entry.alert().id(), entry);
    if (entry.alert().named()) {
      group.named++;
    } else {
      group.crowd.add(entry.alert());
    }
  }

  private void leave(Entry entry, Group group) {
    open.remove(entry.alert().id());
    if (entry.alert().named()) {
      group.named--;
    } else {
      group.crowd.remove(entry.alert());
    }
  }

  private void forgetOffset(Entry entry) {
    TreeMap<Long, Integer> offsets = openedAt.get(entry.partition());
    if (offsets != null) {
      offsets.computeIfPresent(entry.offset(), (offset, count) -> count == 1 ? null : count - 1);
    }
  }

  private Group groupOf(OpenAlert alert) {
    Group group = groups.get(alert.labels());
    if (group == null) {
      throw new IllegalStateException("an open alert is in no group: " + alert.id());
    }
    return group;
  }

  private Labels labelsOf(SlowClearance record) {
    return new Labels(
        record.getKind(),
        record.getSeverity().name().toLowerCase(Locale.ROOT),
        record.getPort(),
        regionOfPort.apply(record.getPort()),
        record.getLeg().name(),
        record.getRuleId());
  }

  /** Those that are told of by themselves. */
  public List<OpenAlert> named() {
    return all().stream().filter(OpenAlert::named).toList();
  }

  /** All that are open. */
  public Collection<OpenAlert> all() {
    List<OpenAlert> all = new ArrayList<>(open.size());
    open.values().forEach(entry -> all.add(entry.alert()));
    return all;
  }

  /** Every crowd that there is. */
  public List<Crowd> crowds() {
    return groups.entrySet().stream()
        .filter(group -> !group.getValue().crowd.isEmpty())
        .map(group -> crowd(group.getKey()))
        .toList();
  }

  /** The crowd under those labels; one of size 0 where there is none. */
  public Crowd crowd(Labels labels) {
    Group group = groups.get(labels);
    return group == null
        ? new Crowd(labels, 0, List.of())
        : new Crowd(labels, group.crowd.size(), group.crowd.stream().limit(mostNamed).toList());
  }

  /** From where on a partition has to be read again to know what is open; empty: nothing is. */
  public OptionalLong oldestOpen(int partition) {
    TreeMap<Long, Integer> offsets = openedAt.get(partition);
    return offsets == null || offsets.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(offsets.firstKey());
  }
}
