package io.portally.tally.journey;

import static java.util.stream.Collectors.groupingBy;

import io.portally.events.CargoMovement;
import io.portally.tally.journey.ReferenceRows.Figures;
import io.portally.tally.journey.ReferenceRows.RowKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * The rows of {@code throughput} for a set of accepted records, told once more from the contract's
 * words, from the events themselves and without a thing that the tally is made of. As simple as can
 * be, and slow.
 */
final class ThroughputReference {

  private ThroughputReference() {}

  static Map<RowKey, Figures> rowsOf(Collection<? extends SpecificRecord> accepted) {
    Map<String, List<CargoMovement>> events =
        accepted.stream()
            .filter(CargoMovement.class::isInstance)
            .map(CargoMovement.class::cast)
            .collect(groupingBy(CargoMovement::getEventId));
    ReferenceRows rows = new ReferenceRows();
    for (List<CargoMovement> versions : events.values()) {
      Set<RowKey> possible = new HashSet<>();
      for (CargoMovement version : versions) {
        if (!version.getRetracted()) {
          possible.addAll(keysOf(version));
        }
      }
      possible.forEach(key -> rows.add(key, versions.size(), 0L, 0L, 0L));
      CargoMovement highest =
          versions.stream().max(Comparator.comparing(CargoMovement::getVersion)).orElseThrow();
      if (!highest.getRetracted()) {
        long teu = highest.getTeuHundredths();
        keysOf(highest).forEach(key -> rows.add(key, 0, 1L, highest.getGrossMassKg(), teu));
      }
    }
    return rows.asMap();
  }

  private static List<RowKey> keysOf(CargoMovement movement) {
    return ReferenceRows.keysOf(
        "throughput",
        movement.getEventTime(),
        movement.getPort(),
        movement.getMovement().name(),
        movement.getDirection().name(),
        movement.getMode().name(),
        movement.getLaden());
  }
}
