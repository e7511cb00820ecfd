package io.portally.simulator.traffic;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;
import io.portally.tally.area.Register;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How long things took that ended in one week, from records that reach weeks further back. Of an
 * event's versions the highest counts. In hours.
 */
final class LegsOfTraffic {
  private static final double HOUR = 3_600_000;

  enum Leg {
    GATED_IN_TO_LOADED,
    DISCHARGED_TO_GATED_OUT,
    ARRIVED_TO_DISCHARGED,
    IMPORT_CLEARANCE,
    EXPORT_CLEARANCE,
    TRANSFER_BY_RIVER,
    TRANSFER_BY_ROAD,
    /** Between the two times of what was reported again. */
    REPORTED_APART
  }

  /** A movement or stage; the unit is the box, the declaration, or nothing. */
  private record Milestone(
      @Nullable Movement movement,
      @Nullable Stage stage,
      String port,
      @Nullable String other,
      @Nullable String unit,
      Mode mode,
      Direction direction,
      boolean laden,
      long time) {

    boolean is(Movement which) {
      return movement == which;
    }
  }

  private final Set<String> chinese;
  private final Map<String, Map<String, Milestone>> journeys = new HashMap<>();
  private final Map<Leg, List<Double>> lengths = new EnumMap<>(Leg.class);
  private final long from;
  private final long until;

  LegsOfTraffic(TrafficOptions options, Register register, int weeksBefore) {
    chinese = register.ports().stream().map(port -> port.code()).collect(Collectors.toSet());
    from = options.start().toEpochMilli() + weeksBefore * Rhythm.WEEK;
    until = from + Rhythm.WEEK;
    Traffic traffic = new Traffic(options, register);
    for (Publication next = traffic.next(); next.recordMillis() < until; next = traffic.next()) {
      if (next instanceof Publication.Event event) {
        take(event);
      }
    }
    journeys.values().forEach(journey -> measure(journey.values()));
  }

  private void take(Publication.Event event) {
    if (event.value() instanceof CargoMovement movement) {
      if (movement.getClassifier() == Classifier.ACTUAL) {
        Milestone before = journey(event.key()).put(movement.getEventId(), milestone(movement));
        if (before != null) {
          add(Leg.REPORTED_APART, before.time(), milestone(movement));
        }
      }
    } else {
      ClearanceEvent stage = (ClearanceEvent) event.value();
      if (stage.getStage() == Stage.RELEASED) {
        journey(event.key()).put(stage.getEventId(), milestone(stage));
      }
    }
  }

  private Map<String, Milestone> journey(String consignment) {
    return journeys.computeIfAbsent(consignment, id -> new HashMap<>());
  }

  private static Milestone milestone(CargoMovement movement) {
    return new Milestone(
        movement.getMovement(),
        null,
        movement.getPort(),
        movement.getOtherPort(),
        movement.getEquipmentId(),
        movement.getMode(),
        movement.getDirection(),
        movement.getLaden(),
        movement.getEventTime().toEpochMilli());
  }

  private static Milestone milestone(ClearanceEvent stage) {
    return new Milestone(
        null,
        stage.getStage(),
        stage.getPort(),
        null,
        stage.getDeclarationId(),
        stage.getMode(),
        stage.getDirection(),
        true,
        stage.getEventTime().toEpochMilli());
  }

  private void measure(Collection<Milestone> journey) {
    for (Milestone to : journey) {
      if (to.laden() && to.time() >= from && to.time() < until) {
        measure(to, journey);
      }
    }
  }

  private void measure(Milestone to, Collection<Milestone> journey) {
    if (to.stage() == Stage.RELEASED) {
      boolean imported = to.direction() == Direction.IMPORT;
      boolean exported = to.direction() == Direction.EXPORT;
      if (imported) {
        add(Leg.IMPORT_CLEARANCE, first(journey, at(to, Movement.ARRIVED)), to);
      } else if (exported) {
        add(Leg.EXPORT_CLEARANCE, first(journey, at(to, Movement.GATED_IN)), to);
      }
      return;
    }
    if (to.unit() != null) {
      ofBoxes(to, journey);
    }
    transfer(to, journey);
  }

  private void ofBoxes(Milestone to, Collection<Milestone> journey) {
    Predicate<Milestone> same = one -> to.unit() != null && to.unit().equals(one.unit());
    Predicate<Milestone> bySea = one -> one.mode() == Mode.SEA;
    if (to.is(Movement.LOADED) && bySea.test(to)) {
      add(Leg.GATED_IN_TO_LOADED, first(journey, at(to, Movement.GATED_IN).and(same)), to);
    } else if (to.is(Movement.DISCHARGED) && bySea.test(to)) {
      add(Leg.ARRIVED_TO_DISCHARGED, first(journey, at(to, Movement.ARRIVED)), to);
    } else if (to.is(Movement.GATED_OUT)) {
      Predicate<Milestone> ashore = at(to, Movement.DISCHARGED).and(same).and(bySea);
      add(Leg.DISCHARGED_TO_GATED_OUT, first(journey, ashore), to);
    }
  }

  /** Both headline figures of the Greater Bay Area, as the contract defines the leg. */
  private void transfer(Milestone to, Collection<Milestone> journey) {
    boolean out = to.is(Movement.DEPARTED) && isAbroad(to.other());
    boolean in = to.is(Movement.GATED_OUT) && to.direction() == Direction.IMPORT;
    Optional<Milestone> begin =
        journey.stream()
            .filter(
                one ->
                    out
                        ? one.is(Movement.GATED_IN)
                        : in && one.is(Movement.ARRIVED) && isAbroad(one.other()))
            .min((a, b) -> Long.compare(a.time(), b.time()));
    if (begin.isPresent() && !begin.get().port().equals(to.port())) {
      boolean byRoad =
          journey.stream().anyMatch(one -> one.is(Movement.ARRIVED) && one.mode() == Mode.ROAD);
      Leg leg = byRoad ? Leg.TRANSFER_BY_ROAD : Leg.TRANSFER_BY_RIVER;
      add(leg, begin.get().time(), to);
    }
  }

  private boolean isAbroad(@Nullable String port) {
    return port != null && !chinese.contains(port);
  }

  private static Predicate<Milestone> at(Milestone to, Movement movement) {
    return one -> one.is(movement) && one.port().equals(to.port());
  }

  private static OptionalLong first(Collection<Milestone> journey, Predicate<Milestone> which) {
    return journey.stream().filter(which).mapToLong(Milestone::time).min();
  }

  private void add(Leg leg, OptionalLong begin, Milestone to) {
    if (begin.isPresent()) {
      add(leg, begin.getAsLong(), to);
    }
  }

  private void add(Leg leg, long begin, Milestone to) {
    double hours = Math.max(0, to.time() - begin) / HOUR;
    lengths.computeIfAbsent(leg, key -> new ArrayList<>()).add(hours);
  }

  int count(Leg leg) {
    return of(leg).size();
  }

  double mean(Leg leg) {
    return of(leg).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  double quantile(Leg leg, double share) {
    List<Double> sorted = of(leg).stream().sorted().toList();
    return sorted.get((int) (share * (sorted.size() - 1)));
  }

  private List<Double> of(Leg leg) {
    return lengths.getOrDefault(leg, List.of());
  }
}
