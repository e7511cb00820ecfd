package io.portally.simulator.truth;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import io.portally.events.Programme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The legs of one consignment, from what happened to it: each from its beginning until its end, or
 * until nobody waits for that any more. Who waits is the unit that began; or each unit that was
 * seen at the port, where the beginning tells of none; or the consignment as one, where any unit
 * will do.
 */
final class Course {
  private final String consignmentId;
  private final Collection<Happening> happenings;
  private final Set<String> registered;
  private final Optional<Happening> told;
  private final List<TrueLeg> legs = new ArrayList<>();

  /** Who waits, and since when that is known. */
  private record Waiting(@Nullable String declaration, @Nullable String equipment, Happening seen) {
    static Waiting asOne(Happening from) {
      return new Waiting(null, null, from);
    }
  }

  private Course(String consignmentId, Collection<Happening> happenings, Set<String> registered) {
    this.consignmentId = consignmentId;
    this.happenings = happenings;
    this.registered = registered;
    told = first(one -> one.declaration() != null);
  }

  /**
   * Its legs, in no order.
   *
   * @param happenings of events that are not retracted, of each one version
   * @param registered the codes of the register's ports; all others are abroad
   */
  static List<TrueLeg> legs(
      String consignmentId, Collection<Happening> happenings, Set<String> registered) {
    Course course = new Course(consignmentId, happenings, registered);
    Set<String> ports =
        happenings.stream().map(Happening::port).collect(Collectors.toCollection(TreeSet::new));
    for (String port : ports) {
      course.untilLodged(port);
      course.untilReleased(port);
      course.afterRelease(port);
      course.untilGatedOut(port);
      course.untilLoaded(port);
      course.sinceAppointment(port);
      course.toNextPort(port);
    }
    course.transfer(Direction.EXPORT, Milestone.GATED_IN);
    course.transfer(Direction.IMPORT, Milestone.ARRIVED);
    return course.legs;
  }

  private void untilLodged(String port) {
    first(at(port, Milestone.ARRIVED))
        .ifPresent(
            from ->
                add(
                    Leg.ARRIVAL_TO_LODGEMENT,
                    port,
                    from,
                    Waiting.asOne(from),
                    first(at(port, Milestone.LODGED)),
                    first(one -> one.port().equals(port) && one.declaration() != null),
                    departed(port, from)));
  }

  private void untilReleased(String port) {
    Map<String, Happening> declarations = units(port, Happening::declaration);
    declarations.forEach(
        (declaration, seen) -> {
          Predicate<Happening> own = one -> declaration.equals(one.declaration());
          Optional<Happening> released = first(at(port, Milestone.RELEASED).and(own));
          Waiting waiting = new Waiting(declaration, null, seen);
          Optional<Happening> lodged = first(at(port, Milestone.LODGED).and(own));
          lodged.ifPresent(
              from ->
                  add(
                      Leg.LODGEMENT_TO_RELEASE,
                      port,
                      from,
                      new Waiting(declaration, null, from),
                      released,
                      cancelled(declaration)));
          first(at(port, Milestone.ARRIVED))
              .ifPresent(
                  from ->
                      add(
                          Leg.ARRIVAL_TO_RELEASE,
                          port,
                          from,
                          waiting,
                          released,
                          cancelled(declaration)));
          first(at(port, Milestone.GATED_IN))
              .ifPresent(
                  from ->
                      add(
                          Leg.GATE_IN_TO_RELEASE,
                          port,
                          from,
                          waiting,
                          released,
                          cancelled(declaration)));
        });
  }

  private void afterRelease(String port) {
    Optional<Happening> released = first(at(port, Milestone.RELEASED));
    if (released.isEmpty()) {
      return;
    }
    Happening from = released.get();
    String declaration = Objects.requireNonNull(from.declaration());
    add(
        Leg.RELEASE_TO_DEPARTED,
        port,
        from,
        Waiting.asOne(from),
        first(at(port, Milestone.DEPARTED)),
        cancelled(declaration));
    equipment(port)
        .forEach(
            (equipment, seen) ->
                add(
                    Leg.RELEASE_TO_GATE_OUT,
                    port,
                    from,
                    new Waiting(null, idOf(equipment), seen),
                    first(at(port, Milestone.GATED_OUT).and(of(equipment))),
                    cancelled(declaration),
                    first(at(port, Milestone.LOADED).and(of(equipment))),
                    first(at(port, Milestone.DEPARTED))));
  }

  private void untilGatedOut(String port) {
    first(at(port, Milestone.ARRIVED))
        .ifPresent(
            from ->
                equipment(port)
                    .forEach(
                        (equipment, seen) ->
                            add(
                                Leg.ARRIVAL_TO_GATE_OUT,
                                port,
                                from,
                                new Waiting(null, idOf(equipment), seen),
                                first(at(port, Milestone.GATED_OUT).and(of(equipment))),
                                first(
                                    at(port, Milestone.LOADED)
                                        .and(of(equipment))
                                        .and(notBefore(from))),
                                departed(port, from))));
  }

  private void untilLoaded(String port) {
    equipment(port)
        .forEach(
            (equipment, seen) ->
                first(at(port, Milestone.GATED_IN).and(of(equipment)))
                    .ifPresent(
                        from ->
                            add(
                                Leg.GATE_IN_TO_LOADED,
                                port,
                                from,
                                new Waiting(null, idOf(equipment), from),
                                first(at(port, Milestone.LOADED).and(of(equipment))),
                                first(
                                    at(port, Milestone.GATED_OUT)
                                        .and(of(equipment))
                                        .and(notBefore(from))),
                                departed(port, from))));
  }

  /** From the appointment that the declaration's first event with one names. */
  private void sinceAppointment(String port) {
    Predicate<Happening> here = one -> one.port().equals(port);
    units(port, Happening::declaration)
        .forEach(
            (declaration, seen) -> {
              Predicate<Happening> own = one -> declaration.equals(one.declaration());
              Optional<Happening> telling =
                  first(here.and(own).and(one -> one.appointment() != null));
              Optional<Happening> inspected =
                  first(at(port, Milestone.INSPECTED).and(own))
                      .filter(one -> telling.isPresent() && notBefore(telling.get()).test(one));
              telling.ifPresent(
                  from ->
                      add(
                          Leg.APPOINTMENT_WAIT,
                          port,
                          from,
                          new Waiting(declaration, null, from),
                          inspected,
                          cancelled(declaration),
                          first(at(port, Milestone.RELEASED).and(own))));
            });
  }

  private void toNextPort(String port) {
    first(at(port, Milestone.DEPARTED))
        .ifPresent(
            from -> {
              String to = from.otherPort();
              if (to != null && registered.contains(to) && !to.equals(port)) {
                add(
                    Leg.PORT_TO_PORT,
                    to,
                    from,
                    Waiting.asOne(from),
                    first(at(to, Milestone.ARRIVED).and(one -> port.equals(one.otherPort()))),
                    first(
                        notBefore(from)
                            .and(one -> one.port().equals(to) && one.declaration() == null)));
              }
            });
  }

  /** From the first port to the last, once something tells that there is another one. */
  private void transfer(Direction direction, Milestone beginning) {
    Optional<Happening> begun =
        first(
            one ->
                one.is(beginning)
                    && (beginning == Milestone.GATED_IN
                        || one.otherPort() == null
                        || isAbroad(one.otherPort())));
    if (begun.isEmpty()) {
      return;
    }
    Happening from = begun.get();
    Predicate<Happening> ends =
        direction == Direction.EXPORT
            ? one -> one.is(Milestone.DEPARTED) && isAbroad(one.otherPort())
            : one -> one.is(Milestone.GATED_OUT);
    Predicate<Happening> isEnd = ends.and(one -> one.direction() == direction);
    List<Happening> onward =
        happenings.stream()
            .filter(one -> one.declaration() == null && one.direction() == direction)
            .filter(isEnd.negate().and(one -> portAfter(one, from.port()).isPresent()))
            .sorted(Happening.FIRST)
            .toList();
    if (onward.isEmpty()) {
      return;
    }
    Happening last = onward.get(onward.size() - 1);
    add(
        Leg.TRANSFER,
        portAfter(last, from.port()).orElseThrow(),
        from,
        Waiting.asOne(onward.get(0)),
        first(isEnd.and(one -> !one.port().equals(from.port()))));
  }

  /** Which other port of the register a movement tells of. */
  private Optional<String> portAfter(Happening one, String than) {
    if (!one.port().equals(than)) {
      return Optional.of(one.port());
    }
    boolean leaves = one.is(Milestone.LOADED) || one.is(Milestone.DEPARTED);
    return Optional.ofNullable(one.otherPort())
        .filter(to -> leaves && !to.equals(than) && registered.contains(to));
  }

  private boolean isAbroad(@Nullable String port) {
    return port != null && !registered.contains(port);
  }

  private Optional<Happening> cancelled(String declaration) {
    return first(one -> one.is(Milestone.CANCELLED) && declaration.equals(one.declaration()));
  }

  private Optional<Happening> departed(String port, Happening after) {
    return first(at(port, Milestone.DEPARTED).and(notBefore(after)));
  }

  /** The units that were seen at the port, each with its first sight. */
  private Map<String, Happening> units(String port, Function<Happening, @Nullable String> unit) {
    Map<String, Happening> seen = new LinkedHashMap<>();
    happenings.stream()
        .filter(one -> one.port().equals(port) && unit.apply(one) != null)
        .sorted(Happening.FIRST)
        .forEach(one -> seen.putIfAbsent(Objects.requireNonNull(unit.apply(one)), one));
    return seen;
  }

  /** An empty id is that of equipment which nobody names: a unit, too. */
  private Map<String, Happening> equipment(String port) {
    return units(port, one -> isOfEquipment(one) ? orEmpty(one.equipment()) : null);
  }

  private static boolean isOfEquipment(Happening one) {
    return switch (one.milestone()) {
      case DISCHARGED, GATED_IN, LOADED, GATED_OUT -> true;
      default -> false;
    };
  }

  private static Predicate<Happening> of(String equipment) {
    return one -> orEmpty(one.equipment()).equals(equipment);
  }

  private static String orEmpty(@Nullable String id) {
    return id == null ? "" : id;
  }

  private static @Nullable String idOf(String equipment) {
    return equipment.isEmpty() ? null : equipment;
  }

  private static Predicate<Happening> at(String port, Milestone milestone) {
    return one -> one.is(milestone) && one.port().equals(port);
  }

  private static Predicate<Happening> notBefore(Happening from) {
    return one -> one.time() >= from.time();
  }

  private Optional<Happening> first(Predicate<Happening> which) {
    return happenings.stream().filter(which).min(Happening.FIRST);
  }

  /**
   * Adds a leg, unless it was over before it began.
   *
   * @param moot after any of which nobody waits for the end any more
   */
  @SafeVarargs
  private void add(
      Leg leg,
      String port,
      Happening from,
      Waiting waiting,
      Optional<Happening> end,
      Optional<Happening>... moot) {
    boolean appointed = leg == Leg.APPOINTMENT_WAIT;
    long startedAt = appointed ? Objects.requireNonNull(from.appointment()) : from.time();
    List<Happening> ends = new ArrayList<>(end.stream().toList());
    for (Optional<Happening> one : moot) {
      one.ifPresent(ends::add);
    }
    Optional<Happening> over = ends.stream().min(Comparator.comparingLong(Happening::time));
    if (over.isPresent() && over.get().time() <= startedAt) {
      return;
    }
    // An appointment stands, whatever happens to what tells it.
    long startDelay = appointed ? 0 : from.delay().millis();
    legs.add(
        new TrueLeg(
            leg,
            consignmentId,
            waiting.declaration(),
            waiting.equipment(),
            port,
            from.direction(),
            from.mode(),
            told.map(Happening::programmes).orElse(List.<Programme>of()),
            told.map(Happening::time).map(Instant::ofEpochMilli).orElse(null),
            Instant.ofEpochMilli(startedAt),
            Instant.ofEpochMilli(Math.max(from.time(), waiting.seen().time())),
            Instant.ofEpochMilli(Math.max(from.knownAt(), waiting.seen().knownAt())),
            over.map(Happening::time).map(Instant::ofEpochMilli).orElse(null),
            over.map(Happening::knownAt).map(Instant::ofEpochMilli).orElse(null),
            over.isPresent() && end.filter(one -> one.time() <= over.get().time()).isEmpty(),
            over.map(one -> one.delay().millis() - startDelay).orElse(startDelay),
            Stream.concat(Stream.of(from), over.stream())
                .flatMap(one -> one.delay().incidents().stream())
                .distinct()
                .toList()));
  }
}
