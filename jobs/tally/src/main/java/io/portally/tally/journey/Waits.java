package io.portally.tally.journey;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import io.portally.events.Programme;
import io.portally.tally.journey.LegRule.Course;
import io.portally.tally.journey.Wait.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the units of a consignment wait for: its legs as far as they have come, whether they have
 * ended or not. A pure function of the set of accepted records, by the same {@link LegRule}s by
 * which legs are measured once they have ended.
 *
 * <p>Who waits before the end has come depends on the leg. A leg that begins with the unit that
 * ends it, or ends with the consignment as a whole, is waited for by that. One that ends with
 * declarations or equipment, of which its beginning tells nothing, is waited for by each that has
 * been seen at the port. And where any of them will do (whichever declaration is lodged), or where
 * what is under way is not told apart, the consignment waits as one until the first has come.
 */
public final class Waits {

  private static final Milestone[] MILESTONES = Milestone.values();
  private static final int EVERY_PROGRAMME = -1;
  private static final long NEVER = Wait.NOT_OVER;

  private static final Set<Milestone> OF_EQUIPMENT =
      EnumSet.of(Milestone.DISCHARGED, Milestone.GATED_IN, Milestone.LOADED, Milestone.GATED_OUT);

  private static final Set<Milestone> MOVEMENTS =
      EnumSet.of(
          Milestone.ARRIVED,
          Milestone.DISCHARGED,
          Milestone.GATED_IN,
          Milestone.LOADED,
          Milestone.DEPARTED,
          Milestone.GATED_OUT);

  private static final Role<Scope> DECLARATION_SEEN =
      Role.ofAnyStage(version -> Scope.of(version, Unit.DECLARATION));
  private static final Role<Scope> EQUIPMENT_SEEN =
      Role.ofAny(OF_EQUIPMENT, version -> Scope.of(version, Unit.EQUIPMENT));
  private static final Role<Scope> CLEARED_AT =
      Role.ofAnyStage(version -> Scope.ofConsignment(version.port()));
  private static final Role<Scope> SEEN_AT =
      Role.ofAny(MOVEMENTS, version -> Scope.ofConsignment(version.port()));
  private static final Role<Scope> DEPARTED =
      Role.of(Milestone.DEPARTED, version -> Scope.ofConsignment(version.port()));
  private static final Role<Scope> LOADED =
      Role.of(Milestone.LOADED, version -> Scope.of(version, Unit.EQUIPMENT));
  private static final Role<Scope> GATED_OUT =
      Role.of(Milestone.GATED_OUT, version -> Scope.of(version, Unit.EQUIPMENT));
  private static final Role<Scope> RELEASED =
      Role.of(Milestone.RELEASED, version -> Scope.of(version, Unit.DECLARATION));
  private static final Role<String> CANCELLED = Role.ofDeclaration(Milestone.CANCELLED);
  private static final Role<Scope> ANY_MOVEMENT = Role.ofAny(MOVEMENTS, version -> Scope.JOURNEY);

  private final Journey journey;
  private final List<Wait> waits;

  /** By role, each asked for once. */
  private final Map<Role<?>, Map<?, Occurrences>> known = new HashMap<>();

  private Waits(Journey journey, List<Wait> waits) {
    this.journey = journey;
    this.waits = waits;
  }

  /**
   * All waits of a consignment in some of the legs, those that were over before they began left
   * out.
   *
   * @param gap the longest silence within one journey, in milliseconds
   */
  public static List<Wait> of(Journeys journeys, long gap, Set<Leg> legs) {
    List<Wait> waits = new ArrayList<>(4);
    if (legs.isEmpty()) {
      return waits;
    }
    for (Journey journey : Recollection.of(journeys, gap).journeys()) {
      Waits ofJourney = new Waits(journey, waits);
      for (LegRule rule : LegRule.ALL) {
        if (legs.contains(rule.leg()) && journey.mayHave(rule.from())) {
          ofJourney.addAll(rule);
        }
      }
    }
    return waits;
  }

  private void addAll(LegRule rule) {
    for (Map.Entry<Scope, Occurrences> begun : all(rule.from()).entrySet()) {
      JourneyRecord begin = begun.getValue().first();
      if (begin == null) {
        continue;
      }
      switch (rule.leg()) {
        case LODGEMENT_TO_RELEASE, RELEASE_TO_DEPARTED, GATE_IN_TO_LOADED, APPOINTMENT_WAIT ->
            addUnitThatBegan(rule, begun.getKey(), begin);
        case ARRIVAL_TO_RELEASE, GATE_IN_TO_RELEASE -> addUnitsSeen(rule, DECLARATION_SEEN, begin);
        case RELEASE_TO_GATE_OUT, ARRIVAL_TO_GATE_OUT -> addUnitsSeen(rule, EQUIPMENT_SEEN, begin);
        case ARRIVAL_TO_LODGEMENT, PORT_TO_PORT, TRANSFER -> addWhole(rule, begun.getKey(), begin);
        case UNKNOWN -> throw new IllegalStateException("no rule is of an unknown leg");
      }
    }
  }

  private void addUnitThatBegan(LegRule rule, Scope scope, JourneyRecord begin) {
    JourneyRecord end = first(rule.to(), scope);
    if (end != null && !rule.mayRun(begin, end)) {
      return;
    }
    boolean ofDeclaration = unitAtEnd(rule) == Unit.DECLARATION;
    boolean ofEquipment = unitAtEnd(rule) == Unit.EQUIPMENT;
    add(
        rule,
        begin,
        begin.port(),
        ofDeclaration ? scope.unit() : null,
        ofEquipment ? scope.unit() : null,
        begin.eventTime(),
        end,
        mootAt(rule, begin, scope));
  }

  private void addUnitsSeen(LegRule rule, Role<Scope> seen, JourneyRecord begin) {
    boolean ofDeclaration = unitAtEnd(rule) == Unit.DECLARATION;
    for (Map.Entry<Scope, Occurrences> unit : all(seen).entrySet()) {
      Scope scope = unit.getKey();
      JourneyRecord sight = unit.getValue().first();
      if (sight == null || scope.port() != begin.port()) {
        continue;
      }
      add(
          rule,
          begin,
          begin.port(),
          ofDeclaration ? scope.unit() : null,
          ofDeclaration ? null : scope.unit(),
          Math.max(begin.eventTime(), sight.eventTime()),
          first(rule.to(), scope),
          mootAt(rule, begin, scope));
    }
  }

  /** The consignment as one, until the first end that belongs to the beginning. */
  private void addWhole(LegRule rule, Scope scope, JourneyRecord begin) {
    Destination destination = destination(rule, begin);
    if (destination == null) {
      return;
    }
    JourneyRecord end = null;
    for (Map.Entry<Scope, Occurrences> ended : all(rule.to()).entrySet()) {
      JourneyRecord candidate = ended.getValue().first();
      if (candidate != null
          && rule.scopeOfFrom().apply(ended.getKey()).equals(scope)
          && rule.mayRun(begin, candidate)
          && (end == null || candidate.isBefore(end))) {
        end = candidate;
      }
    }
    add(
        rule,
        begin,
        destination.port(),
        null,
        null,
        Math.max(begin.eventTime(), destination.knownAt()),
        end,
        mootAt(rule, begin, Scope.ofConsignment(destination.port())));
  }

  private record Destination(int port, long knownAt) {}

  /** Where it should end; null where nothing tells that it should. */
  private @Nullable Destination destination(LegRule rule, JourneyRecord begin) {
    if (rule.leg() == Leg.PORT_TO_PORT) {
      int otherPort = ((MovementRecord) begin).otherPort();
      return otherPort < 0 || otherPort == begin.port()
          ? null
          : new Destination(otherPort, begin.eventTime());
    }
    return rule.leg() == Leg.TRANSFER
        ? onward(rule, begin)
        : new Destination(begin.port(), begin.eventTime());
  }

  /**
   * That goods go on to another port is told by a movement that sends them there or sees them
   * there, and that is not the end itself. Where they should end is where they were seen or sent
   * last.
   */
  private @Nullable Destination onward(LegRule rule, JourneyRecord begin) {
    Occurrences movements = all(ANY_MOVEMENT).get(Scope.JOURNEY);
    if (movements == null) {
      return null;
    }
    Direction direction =
        begin.milestone() == Milestone.GATED_IN ? Direction.EXPORT : Direction.IMPORT;
    JourneyRecord last = null;
    long knownAt = NEVER;
    for (JourneyRecord version : movements.counted()) {
      if (version.direction() == direction
          && rule.to().keyOf(version) == null
          && portAfter((MovementRecord) version, begin) >= 0) {
        knownAt = Math.min(knownAt, version.eventTime());
        last = last == null || last.isBefore(version) ? version : last;
      }
    }
    return last == null ? null : new Destination(portAfter((MovementRecord) last, begin), knownAt);
  }

  /** Which other port a movement tells of; negative where it tells of none. */
  private static int portAfter(MovementRecord movement, JourneyRecord begin) {
    if (movement.port() != begin.port()) {
      return movement.port();
    }
    boolean leaves =
        movement.milestone() == Milestone.LOADED || movement.milestone() == Milestone.DEPARTED;
    return leaves && movement.otherPort() != begin.port() ? movement.otherPort() : -1;
  }

  private void add(
      LegRule rule,
      JourneyRecord begin,
      int port,
      @Nullable String declarationId,
      @Nullable String equipmentId,
      long knownAt,
      @Nullable JourneyRecord end,
      long mootAt) {
    long start = rule.start(begin);
    long endedAt = end == null ? NEVER : end.eventTime();
    long overAt = Math.min(endedAt, mootAt);
    if (overAt <= start) {
      return;
    }
    Outcome outcome =
        overAt == NEVER ? Outcome.WAITING : endedAt <= mootAt ? Outcome.COME : Outcome.MOOT;
    waits.add(
        new Wait(
            rule.leg(),
            milestoneAtEnd(rule),
            begin.port(),
            port,
            declarationId,
            equipmentId,
            begin.direction(),
            begin.mode(),
            programmes(overAt == NEVER ? NEVER : Math.max(begin.eventTime(), overAt)),
            start,
            knownAt,
            outcome,
            overAt));
  }

  private int programmes(long laterEnd) {
    int bits = 0;
    for (Programme programme : journey.programmesOf(EVERY_PROGRAMME)) {
      JourneyRecord first = journey.declaring(programme).first();
      if (first != null && first.eventTime() <= laterEnd) {
        bits |= 1 << programme.ordinal();
      }
    }
    return bits;
  }

  // When nobody waits any more, although the milestone has not come.

  /**
   * @param scope of the unit that waits at its port
   */
  private long mootAt(LegRule rule, JourneyRecord begin, Scope scope) {
    return switch (rule.leg()) {
      case LODGEMENT_TO_RELEASE, ARRIVAL_TO_RELEASE, GATE_IN_TO_RELEASE ->
          cancelledAt(scope.unit());
      case APPOINTMENT_WAIT -> Math.min(cancelledAt(scope.unit()), timeOf(first(RELEASED, scope)));
      case ARRIVAL_TO_LODGEMENT ->
          Math.min(timeOf(first(CLEARED_AT, scope)), departedAt(begin.port(), begin.eventTime()));
      case RELEASE_TO_DEPARTED -> cancelledAt(((ClearanceRecord) begin).declarationId());
      case RELEASE_TO_GATE_OUT ->
          Math.min(
              cancelledAt(((ClearanceRecord) begin).declarationId()),
              goneAt(scope, Long.MIN_VALUE));
      case ARRIVAL_TO_GATE_OUT -> goneAt(scope, begin.eventTime());
      case GATE_IN_TO_LOADED ->
          Math.min(
              firstNotBefore(all(GATED_OUT).get(scope), begin.eventTime()),
              departedAt(scope.port(), begin.eventTime()));
      case PORT_TO_PORT -> seenAt(scope.port(), begin.eventTime());
      case TRANSFER -> NEVER;
      case UNKNOWN -> throw new IllegalStateException("no rule is of an unknown leg");
    };
  }

  private long cancelledAt(@Nullable String declarationId) {
    Occurrences cancelled = declarationId == null ? null : all(CANCELLED).get(declarationId);
    return cancelled == null ? NEVER : timeOf(cancelled.first());
  }

  /** When equipment left the port otherwise than through its gate. */
  private long goneAt(Scope scope, long notBefore) {
    return Math.min(
        firstNotBefore(all(LOADED).get(scope), notBefore), departedAt(scope.port(), notBefore));
  }

  private long departedAt(int port, long notBefore) {
    return firstNotBefore(all(DEPARTED).get(Scope.ofConsignment(port)), notBefore);
  }

  private long seenAt(int port, long notBefore) {
    return firstNotBefore(all(SEEN_AT).get(Scope.ofConsignment(port)), notBefore);
  }

  private static long firstNotBefore(@Nullable Occurrences some, long instant) {
    long first = NEVER;
    if (some != null) {
      for (JourneyRecord version : some.counted()) {
        if (version.eventTime() >= instant) {
          first = Math.min(first, version.eventTime());
        }
      }
    }
    return first;
  }

  private static long timeOf(@Nullable JourneyRecord version) {
    return version == null ? NEVER : version.eventTime();
  }

  // What the journey tells.

  private @Nullable JourneyRecord first(Role<Scope> role, Scope scope) {
    Occurrences some = all(role).get(scope);
    return some == null ? null : some.first();
  }

  // A role's occurrences are always kept under that role.
  @SuppressWarnings("unchecked")
  private <K> Map<K, Occurrences> all(Role<K> role) {
    return (Map<K, Occurrences>)
        known.computeIfAbsent(role, any -> journey.occurrences(role, every -> true));
  }

  private static Milestone milestoneAtEnd(LegRule rule) {
    return MILESTONES[Integer.numberOfTrailingZeros(rule.to().milestones())];
  }

  private static Unit unitAtEnd(LegRule rule) {
    return rule.course() == Course.BETWEEN_PORTS ? Unit.CONSIGNMENT : Unit.of(milestoneAtEnd(rule));
  }
}
