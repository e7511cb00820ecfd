package io.portally.tally.journey;

import static io.portally.tally.Samples.REGISTER;
import static io.portally.tally.Samples.SHANGHAI;
import static java.util.stream.Collectors.groupingBy;

import io.portally.events.CargoMovement;
import io.portally.tally.area.Granularity;
import io.portally.tally.area.Port;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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

  /**
   * A row's key.
   *
   * @param windowStart in UTC
   */
  record RowKey(
      Granularity granularity,
      Instant windowStart,
      String areaLevel,
      String areaCode,
      String movement,
      String direction,
      String mode,
      boolean laden) {}

  /** A row's revision and measures. */
  record Figures(long revision, long events, long grossMassKg, long teuHundredths) {

    static final Figures NONE = new Figures(0, 0, 0, 0);

    Figures plus(long revision, long events, long grossMassKg, long teuHundredths) {
      return new Figures(
          this.revision + revision,
          this.events + events,
          this.grossMassKg + grossMassKg,
          this.teuHundredths + teuHundredths);
    }

    boolean sameMeasures(Figures other) {
      return events == other.events
          && grossMassKg == other.grossMassKg
          && teuHundredths == other.teuHundredths;
    }

    boolean hasNegativeMeasure() {
      return events < 0 || grossMassKg < 0 || teuHundredths < 0;
    }
  }

  static Map<RowKey, Figures> rowsOf(Collection<? extends SpecificRecord> accepted) {
    Map<String, List<CargoMovement>> events =
        accepted.stream()
            .filter(CargoMovement.class::isInstance)
            .map(CargoMovement.class::cast)
            .collect(groupingBy(CargoMovement::getEventId));
    Map<RowKey, Figures> rows = new HashMap<>();
    for (List<CargoMovement> versions : events.values()) {
      Set<RowKey> possible = new HashSet<>();
      for (CargoMovement version : versions) {
        if (!version.getRetracted()) {
          possible.addAll(keysOf(version));
        }
      }
      for (RowKey key : possible) {
        rows.merge(key, Figures.NONE.plus(versions.size(), 0, 0, 0), ThroughputReference::sum);
      }
      CargoMovement highest =
          versions.stream().max(Comparator.comparing(CargoMovement::getVersion)).orElseThrow();
      if (!highest.getRetracted()) {
        Figures counted = new Figures(0, 1, highest.getGrossMassKg(), highest.getTeuHundredths());
        keysOf(highest).forEach(key -> rows.merge(key, counted, ThroughputReference::sum));
      }
    }
    return rows;
  }

  private static Figures sum(Figures one, Figures other) {
    return one.plus(other.revision(), other.events(), other.grossMassKg(), other.teuHundredths());
  }

  private static List<RowKey> keysOf(CargoMovement movement) {
    Port port =
        REGISTER.ports().stream()
            .filter(each -> each.code().equals(movement.getPort()))
            .findFirst()
            .orElseThrow();
    ZonedDateTime local = movement.getEventTime().atZone(SHANGHAI);
    List<RowKey> keys = new ArrayList<>();
    for (Granularity granularity : Granularity.values()) {
      Instant start =
          switch (granularity) {
            case MINUTE -> local.truncatedTo(ChronoUnit.MINUTES).toInstant();
            case HOUR -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
            case DAY -> local.toLocalDate().atStartOfDay(SHANGHAI).toInstant();
          };
      keys.add(key(granularity, start, "PORT", port.code(), movement));
      keys.add(key(granularity, start, "PROVINCE", port.provinceCode(), movement));
      if (port.regionCode() != null) {
        keys.add(key(granularity, start, "REGION", port.regionCode(), movement));
      }
      keys.add(key(granularity, start, "NATION", port.nationCode(), movement));
    }
    return keys;
  }

  private static RowKey key(
      Granularity granularity, Instant start, String level, String code, CargoMovement movement) {
    return new RowKey(
        granularity,
        start,
        level,
        code,
        movement.getMovement().name(),
        movement.getDirection().name(),
        movement.getMode().name(),
        movement.getLaden());
  }
}
