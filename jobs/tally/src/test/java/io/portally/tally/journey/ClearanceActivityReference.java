package io.portally.tally.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Stage;
import io.portally.tally.journey.ReferenceRows.Figures;
import io.portally.tally.journey.ReferenceRows.RowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * The rows of {@code clearance_activity} for a consignment's accepted records, told once more from
 * the contract's words. As simple as can be, and slow.
 */
final class ClearanceActivityReference {

  private static final Duration GAP = Duration.ofDays(30);

  private final List<Instant> times;
  private final Map<String, List<ClearanceEvent>> events;
  private final ReferenceRows rows = new ReferenceRows();

  private ClearanceActivityReference(Collection<? extends SpecificRecord> accepted) {
    this.times = accepted.stream().map(ClearanceActivityReference::timeOf).sorted().toList();
    this.events =
        accepted.stream()
            .filter(ClearanceEvent.class::isInstance)
            .map(ClearanceEvent.class::cast)
            .collect(groupingBy(ClearanceEvent::getEventId));
  }

  static Map<RowKey, Figures> rowsOf(Collection<? extends SpecificRecord> accepted) {
    ClearanceActivityReference reference = new ClearanceActivityReference(accepted);
    accepted.stream()
        .filter(ClearanceEvent.class::isInstance)
        .map(ClearanceEvent.class::cast)
        .filter(version -> !version.getRetracted())
        .collect(groupingBy(reference::factOf))
        .values()
        .forEach(reference::addFact);
    return reference.rows.asMap();
  }

  private static Instant timeOf(SpecificRecord record) {
    return record instanceof CargoMovement movement
        ? movement.getEventTime()
        : ((ClearanceEvent) record).getEventTime();
  }

  /** A declaration's stage in the consignment's first, second ... journey. */
  private record Fact(String declarationId, Stage stage, int journey) {}

  private Fact factOf(ClearanceEvent version) {
    return new Fact(
        version.getDeclarationId(), version.getStage(), journeyOf(version.getEventTime()));
  }

  private int journeyOf(Instant time) {
    int journey = 0;
    for (int i = 1; i < times.size() && !times.get(i).isAfter(time); i++) {
      if (Duration.between(times.get(i - 1), times.get(i)).compareTo(GAP) > 0) {
        journey++;
      }
    }
    return journey;
  }

  private void addFact(List<ClearanceEvent> versions) {
    Set<RowKey> possible = new HashSet<>();
    versions.forEach(version -> possible.addAll(keysOf(version)));
    possible.forEach(
        key -> rows.add(key, recordsBefore(key.windowEnd(), versions), 0L, 0L, 0L, 0L));

    List<ClearanceEvent> counted =
        versions.stream().filter(version -> version.equals(highestOf(version))).toList();
    counted.forEach(event -> keysOf(event).forEach(key -> rows.add(key, 0, 1L, 0L, 0L, 0L)));
    counted.stream()
        .min(
            Comparator.comparing(ClearanceEvent::getEventTime)
                .thenComparing(
                    event -> event.getEventId().getBytes(UTF_8), Arrays::compareUnsigned))
        .ifPresent(
            first ->
                keysOf(first)
                    .forEach(
                        key ->
                            rows.add(key, 0, 0L, 1L, first.getGrossMassKg(), first.getValueFen())));
  }

  /** All records of every event that has one of these versions before the end. */
  private long recordsBefore(Instant end, List<ClearanceEvent> versions) {
    return versions.stream()
        .filter(version -> version.getEventTime().isBefore(end))
        .collect(groupingBy(ClearanceEvent::getEventId))
        .entrySet()
        .stream()
        .mapToLong(
            event -> {
              ClearanceEvent any = event.getValue().get(0);
              long times = isTornApart(any) ? event.getValue().size() : 1;
              return times * versionsOf(any).size();
            })
        .sum();
  }

  /** An event with versions in one role that are more than a gap apart. */
  private boolean isTornApart(ClearanceEvent event) {
    List<Instant> inRole =
        versionsOf(event).stream()
            .filter(version -> !version.getRetracted())
            .filter(version -> version.getDeclarationId().equals(event.getDeclarationId()))
            .filter(version -> version.getStage() == event.getStage())
            .map(ClearanceEvent::getEventTime)
            .sorted()
            .toList();
    Instant last = inRole.get(inRole.size() - 1);
    return Duration.between(inRole.get(0), last).compareTo(GAP) > 0;
  }

  private ClearanceEvent highestOf(ClearanceEvent event) {
    return versionsOf(event).stream()
        .max(Comparator.comparing(ClearanceEvent::getVersion))
        .orElseThrow();
  }

  private List<ClearanceEvent> versionsOf(ClearanceEvent event) {
    return events.getOrDefault(event.getEventId(), List.of());
  }

  private static List<RowKey> keysOf(ClearanceEvent event) {
    return ReferenceRows.keysOf(
        "clearance_activity",
        event.getEventTime(),
        event.getPort(),
        event.getStage().name(),
        event.getDirection().name(),
        event.getMode().name());
  }
}
