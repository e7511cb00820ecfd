package io.portally.tally.journey;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a leg runs between. It is measured once for each scope of {@code to} (a port and a unit, as
 * a rule): from the first {@code from} in the scope that belongs to it to the first {@code to}.
 *
 * @param leg its name; a transfer has two rules
 * @param from what it begins with
 * @param to what it ends with
 * @param scopeOfFrom the scope of {@code from} that belongs to a scope of {@code to}
 * @param course how it runs
 */
record LegRule(
    Leg leg, Role<Scope> from, Role<Scope> to, UnaryOperator<Scope> scopeOfFrom, Course course) {

  /** How a leg runs. */
  enum Course {
    /** Both ends are at one port. */
    AT_ONE_PORT,
    /** It runs from one port to another one, and counts by corridor too. */
    BETWEEN_PORTS,
    /** It runs from a time that is told in advance, by what carries it no later than the end. */
    SINCE_APPOINTMENT
  }

  /** The legs, as the contract's table has them. */
  static final List<LegRule> ALL =
      List.of(
          atOnePort(Leg.ARRIVAL_TO_LODGEMENT, Milestone.ARRIVED, Milestone.LODGED),
          atOnePort(Leg.LODGEMENT_TO_RELEASE, Milestone.LODGED, Milestone.RELEASED),
          atOnePort(Leg.ARRIVAL_TO_RELEASE, Milestone.ARRIVED, Milestone.RELEASED),
          atOnePort(Leg.GATE_IN_TO_RELEASE, Milestone.GATED_IN, Milestone.RELEASED),
          atOnePort(Leg.RELEASE_TO_GATE_OUT, Milestone.RELEASED, Milestone.GATED_OUT),
          atOnePort(Leg.RELEASE_TO_DEPARTED, Milestone.RELEASED, Milestone.DEPARTED),
          atOnePort(Leg.ARRIVAL_TO_GATE_OUT, Milestone.ARRIVED, Milestone.GATED_OUT),
          atOnePort(Leg.GATE_IN_TO_LOADED, Milestone.GATED_IN, Milestone.LOADED),
          appointmentWait(),
          portToPort(),
          transfer(
              anywhere(Milestone.GATED_IN, any -> true),
              perUnit(Milestone.DEPARTED, LegRule::isExportedAbroad)),
          transfer(
              anywhere(Milestone.ARRIVED, LegRule::isFromAbroad),
              perUnit(Milestone.GATED_OUT, LegRule::isImported)));

  /** From the same unit's where both ends have the same kind of unit, else the consignment's. */
  private static LegRule atOnePort(Leg leg, Milestone from, Milestone to) {
    if (Unit.of(from) == Unit.of(to)) {
      return new LegRule(
          leg, perUnit(from), perUnit(to), UnaryOperator.identity(), Course.AT_ONE_PORT);
    }
    return new LegRule(
        leg,
        Role.of(from, version -> Scope.ofConsignment(version.port())),
        perUnit(to),
        scope -> Scope.ofConsignment(scope.port()),
        Course.AT_ONE_PORT);
  }

  private static LegRule appointmentWait() {
    return new LegRule(
        Leg.APPOINTMENT_WAIT,
        Role.ofAnyStage(
            version -> version.hasAppointment() ? Scope.of(version, Unit.DECLARATION) : null),
        perUnit(Milestone.INSPECTED),
        UnaryOperator.identity(),
        Course.SINCE_APPOINTMENT);
  }

  private static LegRule portToPort() {
    return new LegRule(
        Leg.PORT_TO_PORT,
        Role.of(Milestone.DEPARTED, version -> Scope.ofConsignment(version.port())),
        Role.of(Milestone.ARRIVED, LegRule::wayOfArrival),
        way -> Scope.ofConsignment(way.fromPort()),
        Course.BETWEEN_PORTS);
  }

  /** Null where it does not come from another port of the register. */
  private static @Nullable Scope wayOfArrival(JourneyRecord arrived) {
    int otherPort = ((MovementRecord) arrived).otherPort();
    return otherPort < 0 || otherPort == arrived.port()
        ? null
        : new Scope(arrived.port(), otherPort, null);
  }

  private static LegRule transfer(Role<Scope> from, Role<Scope> to) {
    return new LegRule(Leg.TRANSFER, from, to, any -> Scope.JOURNEY, Course.BETWEEN_PORTS);
  }

  private static Role<Scope> perUnit(Milestone milestone) {
    return perUnit(milestone, any -> true);
  }

  private static Role<Scope> perUnit(Milestone milestone, Predicate<MovementRecord> condition) {
    Unit unit = Unit.of(milestone);
    return Role.of(
        milestone,
        version ->
            version instanceof MovementRecord movement && !condition.test(movement)
                ? null
                : Scope.of(version, unit));
  }

  private static Role<Scope> anywhere(Milestone milestone, Predicate<MovementRecord> condition) {
    return Role.of(
        milestone, version -> condition.test((MovementRecord) version) ? Scope.JOURNEY : null);
  }

  private static boolean isExportedAbroad(MovementRecord movement) {
    return movement.direction() == Direction.EXPORT
        && movement.otherPort() == MovementRecord.ABROAD;
  }

  private static boolean isImported(MovementRecord movement) {
    return movement.direction() == Direction.IMPORT;
  }

  private static boolean isFromAbroad(MovementRecord movement) {
    return movement.otherPort() == MovementRecord.ABROAD
        || movement.otherPort() == MovementRecord.NOWHERE;
  }

  /** Whether the milestones at both ends are seen, so that there may be such a leg. */
  boolean isPossible(Glance glance) {
    return glance.seesAny(from.milestones()) && glance.seesAny(to.milestones());
  }

  /** Whether the version can be one end of it. */
  boolean hasPart(JourneyRecord version) {
    return to.keyOf(version) != null || from.keyOf(version) != null;
  }

  /** Whether it may run from one version to the other. */
  boolean mayRun(JourneyRecord begin, JourneyRecord end) {
    return switch (course) {
      case AT_ONE_PORT -> true;
      case BETWEEN_PORTS -> begin.port() != end.port();
      case SINCE_APPOINTMENT -> begin.eventTime() <= end.eventTime();
    };
  }

  /** How long it took, in milliseconds; negative where the end came first. */
  long length(JourneyRecord begin, JourneyRecord end) {
    return end.eventTime() - start(begin);
  }

  /** The instant from which it is measured, epoch milliseconds. */
  long start(JourneyRecord begin) {
    return course == Course.SINCE_APPOINTMENT
        ? ((ClearanceRecord) begin).appointmentTime()
        : begin.eventTime();
  }
}
