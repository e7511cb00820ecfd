package io.portally.simulator.traffic;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.tally.area.Port;
import io.portally.tally.area.PortKind;
import io.portally.tally.area.Register;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one week of records adds up to, read as anyone who has nothing but the records would. */
final class WeekOfTraffic {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Pattern BOX = Pattern.compile("[A-Z]{3}U[0-9]{7}");

  /** A declaration that was released in imports or exports at a port of the mainland. */
  record Released(ClearanceEvent event, PortKind kind) {
    double tonnes() {
      return event.getGrossMassKg() / 1e3;
    }

    double yuan() {
      return event.getValueFen() / 1e2;
    }

    boolean has(Programme programme) {
      return event.getProgrammes().contains(programme);
    }

    boolean is(Direction direction) {
      return event.getDirection() == direction;
    }
  }

  private final Map<String, Port> ports = new HashMap<>();
  private final List<Released> released = new ArrayList<>();
  private final Set<String> declarations = new HashSet<>();
  private final List<ClearanceEvent> inspected = new ArrayList<>();
  private final Set<Instant> appointments = new HashSet<>();
  private final long[] onLandByHour = new long[24];
  private final long[] onLandByDay = new long[7];
  private final long[] releasedByHour = new long[24];
  private final long[] shipsByHour = new long[24];
  private long records;
  private long boxMoves;
  private long emptyMoves;
  private long milestones;
  private long reportedAgain;

  WeekOfTraffic(TrafficOptions options, Register register) {
    register.ports().forEach(port -> ports.put(port.code(), port));
    long end = options.start().toEpochMilli() + Rhythm.WEEK;
    Traffic traffic = new Traffic(options, register);
    for (Publication next = traffic.next(); next.recordMillis() < end; next = traffic.next()) {
      records++;
      if (next instanceof Publication.Event event) {
        if (event.value() instanceof CargoMovement movement) {
          take(movement);
        } else {
          take((ClearanceEvent) event.value());
        }
      }
    }
  }

  private void take(CargoMovement movement) {
    if (movement.getClassifier() != Classifier.ACTUAL) {
      return;
    }
    if (movement.getVersion() > 0) {
      reportedAgain++;
      return;
    }
    milestones++;
    ZonedDateTime local = movement.getEventTime().atZone(CHINA);
    String equipment = movement.getEquipmentId();
    if (equipment != null && BOX.matcher(equipment).matches()) {
      boxMoves++;
      emptyMoves += movement.getLaden() ? 0 : 1;
    }
    boolean atTheGate =
        movement.getMovement() == Movement.GATED_IN || movement.getMovement() == Movement.GATED_OUT;
    if (atTheGate) {
      onLand(local);
    } else if (movement.getMode() == Mode.SEA) {
      shipsByHour[local.getHour()]++;
    }
  }

  private void onLand(ZonedDateTime local) {
    onLandByHour[local.getHour()]++;
    onLandByDay[local.getDayOfWeek().ordinal()]++;
  }

  private void take(ClearanceEvent event) {
    ZonedDateTime local = event.getEventTime().atZone(CHINA);
    onLand(local);
    if (event.getAppointmentTime() != null) {
      appointments.add(event.getAppointmentTime());
    }
    if (event.getStage() == Stage.INSPECTED) {
      inspected.add(event);
    }
    Port port = port(event);
    boolean counts =
        event.getStage() == Stage.RELEASED
            && (event.getDirection() == Direction.IMPORT
                || event.getDirection() == Direction.EXPORT)
            && port.nationCode().equals("CN");
    if (counts && declarations.add(event.getDeclarationId())) {
      released.add(new Released(event, port.kind()));
      releasedByHour[local.getHour()]++;
    }
  }

  private Port port(ClearanceEvent event) {
    return Objects.requireNonNull(ports.get(event.getPort()));
  }

  long records() {
    return records;
  }

  List<Released> released() {
    return released;
  }

  double tonnes() {
    return released.stream().mapToDouble(Released::tonnes).sum();
  }

  double yuan() {
    return released.stream().mapToDouble(Released::yuan).sum();
  }

  double shareOfTonnes(Predicate<Released> which) {
    return released.stream().filter(which).mapToDouble(Released::tonnes).sum() / tonnes();
  }

  double shareOfYuan(Predicate<Released> which) {
    return released.stream().filter(which).mapToDouble(Released::yuan).sum() / yuan();
  }

  /** Of those that could be: which of the one are the other. */
  double share(Predicate<Released> all, Predicate<Released> which) {
    double of = released.stream().filter(all).count();
    return released.stream().filter(all.and(which)).count() / of;
  }

  /** Inspections of declarations by AEO firms, or by others, as a share of their releases. */
  double inspectedShare(boolean aeo) {
    double count =
        inspected.stream()
            .filter(event -> event.getDirection() != Direction.TRANSIT)
            .filter(event -> port(event).nationCode().equals("CN"))
            .filter(event -> event.getProgrammes().contains(Programme.AEO) == aeo)
            .count();
    return count / released.stream().filter(one -> one.has(Programme.AEO) == aeo).count();
  }

  double emptyShare() {
    return (double) emptyMoves / boxMoves;
  }

  double reportedAgainShare() {
    return (double) reportedAgain / milestones;
  }

  double appointmentsAtNight() {
    double night =
        appointments.stream()
            .mapToInt(at -> at.atZone(CHINA).getHour())
            .filter(hour -> hour >= 22 || hour < 6)
            .count();
    return night / appointments.size();
  }

  /** An hour of the night (from 1 to 5) in relation to one of the working day (from 9 to 17). */
  double nightOverDayOnLand() {
    return nightOverDay(onLandByHour);
  }

  double nightOverDayOfReleases() {
    return nightOverDay(releasedByHour);
  }

  double nightOverDayOfShips() {
    return nightOverDay(shipsByHour);
  }

  private static double nightOverDay(long[] byHour) {
    return mean(byHour, 1, 5) / mean(byHour, 9, 17);
  }

  private static double mean(long[] counts, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += counts[i];
    }
    return sum / (to - from);
  }

  /** A day of the weekend in relation to one from Monday to Friday. */
  double weekendOverWeekday() {
    int saturday = DayOfWeek.SATURDAY.ordinal();
    return mean(onLandByDay, saturday, 7) / mean(onLandByDay, 0, saturday);
  }

  /** The share of the partners, by any measure. */
  Map<String, Double> partners(BiFunction<Double, Released, Double> plus) {
    Map<String, Double> partners = new HashMap<>();
    for (Released one : released) {
      @Nullable String partner = one.event().getPartnerCountry();
      partners.merge(Objects.requireNonNull(partner), plus.apply(0.0, one), Double::sum);
    }
    return partners;
  }
}
