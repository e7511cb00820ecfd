package io.portally.tally.slow;

import static io.portally.tally.Samples.REGISTER;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import io.portally.events.Programme;
import io.portally.tally.journey.ClearanceRecord;
import io.portally.tally.journey.JourneyRecord;
import io.portally.tally.journey.MovementRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that stand when all records of one consignment are known, told once more from the
 * words of the contract: every leg by itself, every rule tried. All records are of one journey.
 */
final class AlertsReference {

  private static final long MINUTE = 60_000;

  private final List<JourneyRecord> happened;
  private final Collection<Rule> rules;
  private final long now;

  /** By what identifies an alert; what has become of it. */
  private final Map<String, String> alerts = new TreeMap<>();

  private AlertsReference(List<JourneyRecord> happened, Collection<Rule> rules, long now) {
    this.happened = happened;
    this.rules = rules;
    this.now = now;
  }

  /** Alerts that are open or resolved, with the instant at which. */
  static Map<String, String> of(
      List<? extends JourneyRecord> records, Collection<Rule> rules, long now) {
    List<JourneyRecord> happened =
        records.stream()
            .filter(record -> isHighest(record, records))
            .filter(record -> !record.retracted())
            .filter(record -> !(record instanceof MovementRecord movement) || movement.laden())
            .map(record -> (JourneyRecord) record)
            .toList();
    AlertsReference reference = new AlertsReference(happened, rules, now);
    reference.tell();
    return reference.alerts;
  }

  /**
   * Whether no transfer of an export can begin where and when one of an import does: nothing of
   * what identifies an alert would tell them apart.
   */
  static boolean transfersAreApart(List<? extends JourneyRecord> records) {
    return records.stream()
        .filter(is(Milestone.GATED_IN))
        .noneMatch(
            gatedIn ->
                records.stream()
                    .filter(is(Milestone.ARRIVED))
                    .filter(arrived -> arrived.eventTime() == gatedIn.eventTime())
                    .anyMatch(arrived -> arrived.port() == gatedIn.port()));
  }

  /** What identifies an alert here. */
  static String key(
      Object kind,
      String ruleId,
      Leg leg,
      int beganAt,
      @Nullable String declaration,
      @Nullable String equipment,
      long start) {
    return "%s %s %s at %d of %s/%s since %d"
        .formatted(kind, ruleId, leg, beganAt, declaration, equipment, start);
  }

  private static boolean isHighest(JourneyRecord record, List<? extends JourneyRecord> all) {
    return all.stream()
        .filter(other -> other.topic() == record.topic())
        .filter(other -> other.eventId().equals(record.eventId()))
        .allMatch(other -> other.version() <= record.version());
  }

  private void tell() {
    Set<Integer> ports = new HashSet<>();
    happened.forEach(record -> ports.add(record.port()));
    for (int port : ports) {
      tellAt(port);
    }
    first(is(Milestone.GATED_IN)).ifPresent(begin -> tellTransfer(begin, Direction.EXPORT));
    first(is(Milestone.ARRIVED).and(record -> otherPort(record) < 0))
        .ifPresent(begin -> tellTransfer(begin, Direction.IMPORT));
  }

  private void tellAt(int port) {
    Predicate<JourneyRecord> here = record -> record.port() == port;
    Predicate<JourneyRecord> departed = here.and(is(Milestone.DEPARTED));
    Optional<JourneyRecord> arrived = first(here.and(is(Milestone.ARRIVED)));
    Optional<JourneyRecord> gatedIn = first(here.and(is(Milestone.GATED_IN)));
    Optional<JourneyRecord> released = first(here.and(is(Milestone.RELEASED)));

    arrived.ifPresent(
        begin ->
            tell(
                Leg.ARRIVAL_TO_LODGEMENT,
                begin,
                port,
                null,
                null,
                begin.eventTime(),
                here.and(is(Milestone.LODGED)),
                here.and(ClearanceRecord.class::isInstance).or(departed.and(notBefore(begin)))));
    for (String declaration : declarations(here)) {
      Predicate<JourneyRecord> its = record -> declaration.equals(declaration(record));
      Predicate<JourneyRecord> cancelled = its.and(is(Milestone.CANCELLED));
      Predicate<JourneyRecord> releasedHere = here.and(its).and(is(Milestone.RELEASED));
      long seen = first(here.and(its)).orElseThrow().eventTime();
      first(here.and(its).and(is(Milestone.LODGED)))
          .ifPresent(
              begin ->
                  tell(
                      Leg.LODGEMENT_TO_RELEASE,
                      begin,
                      port,
                      declaration,
                      null,
                      begin.eventTime(),
                      releasedHere,
                      cancelled));
      arrived.ifPresent(
          begin ->
              tell(
                  Leg.ARRIVAL_TO_RELEASE,
                  begin,
                  port,
                  declaration,
                  null,
                  Math.max(seen, begin.eventTime()),
                  releasedHere,
                  cancelled));
      gatedIn.ifPresent(
          begin ->
              tell(
                  Leg.GATE_IN_TO_RELEASE,
                  begin,
                  port,
                  declaration,
                  null,
                  Math.max(seen, begin.eventTime()),
                  releasedHere,
                  cancelled));
      tellAppointment(port, declaration, here.and(its), cancelled.or(releasedHere));
    }
    Set<@Nullable String> equipment = equipment(here);
    for (String box : equipment) {
      Predicate<JourneyRecord> its =
          record -> isOfEquipment(record) && Objects.equals(box, equipment(record));
      Predicate<JourneyRecord> loaded = here.and(its).and(is(Milestone.LOADED));
      Predicate<JourneyRecord> gatedOut = here.and(its).and(is(Milestone.GATED_OUT));
      long seen = first(here.and(its)).orElseThrow().eventTime();
      first(here.and(its).and(is(Milestone.GATED_IN)))
          .ifPresent(
              begin ->
                  tell(
                      Leg.GATE_IN_TO_LOADED,
                      begin,
                      port,
                      null,
                      box,
                      begin.eventTime(),
                      loaded,
                      gatedOut.or(departed).and(notBefore(begin))));
      arrived.ifPresent(
          begin ->
              tell(
                  Leg.ARRIVAL_TO_GATE_OUT,
                  begin,
                  port,
                  null,
                  box,
                  Math.max(seen, begin.eventTime()),
                  gatedOut,
                  loaded.or(departed).and(notBefore(begin))));
      released.ifPresent(
          begin ->
              tell(
                  Leg.RELEASE_TO_GATE_OUT,
                  begin,
                  port,
                  null,
                  box,
                  Math.max(seen, begin.eventTime()),
                  gatedOut,
                  loaded.or(departed).or(cancelledLike(begin))));
    }
    released.ifPresent(
        begin ->
            tell(
                Leg.RELEASE_TO_DEPARTED,
                begin,
                port,
                null,
                null,
                begin.eventTime(),
                departed,
                cancelledLike(begin)));
    first(departed)
        .filter(begin -> otherPort(begin) >= 0 && otherPort(begin) != port)
        .ifPresent(
            begin ->
                tell(
                    Leg.PORT_TO_PORT,
                    begin,
                    otherPort(begin),
                    null,
                    null,
                    begin.eventTime(),
                    is(Milestone.ARRIVED)
                        .and(record -> otherPort(record) == port && record.port() != port),
                    notBefore(begin)
                        .and(MovementRecord.class::isInstance)
                        .and(record -> record.port() == otherPort(begin))));
  }

  private void tellAppointment(
      int port, String declaration, Predicate<JourneyRecord> its, Predicate<JourneyRecord> moot) {
    first(its.and(AlertsReference::hasAppointment))
        .filter(
            begin ->
                first(its.and(is(Milestone.INSPECTED)))
                    .filter(end -> begin.eventTime() > end.eventTime())
                    .isEmpty())
        .ifPresent(
            begin ->
                tell(
                    Leg.APPOINTMENT_WAIT,
                    begin,
                    ((ClearanceRecord) begin).appointmentTime(),
                    port,
                    declaration,
                    null,
                    begin.eventTime(),
                    its.and(is(Milestone.INSPECTED)),
                    moot));
  }

  private void tellTransfer(JourneyRecord begin, Direction direction) {
    boolean isExport = direction == Direction.EXPORT;
    Predicate<JourneyRecord> end =
        isExport
            ? is(Milestone.DEPARTED)
                .and(record -> record.direction() == direction)
                .and(record -> otherPort(record) == MovementRecord.ABROAD)
            : is(Milestone.GATED_OUT).and(record -> record.direction() == direction);
    List<JourneyRecord> evidence =
        happened.stream()
            .filter(MovementRecord.class::isInstance)
            .filter(record -> record.direction() == direction)
            .filter(end.negate())
            .filter(record -> onward(record, begin.port()) >= 0)
            .sorted(FIRST)
            .toList();
    if (!evidence.isEmpty()) {
      tell(
          Leg.TRANSFER,
          begin,
          onward(evidence.get(evidence.size() - 1), begin.port()),
          null,
          null,
          Math.max(begin.eventTime(), evidence.get(0).eventTime()),
          end.and(record -> record.port() != begin.port()),
          never -> false);
    }
  }

  private static int onward(JourneyRecord record, int from) {
    if (record.port() != from) {
      return record.port();
    }
    boolean leaves =
        record.milestone() == Milestone.LOADED || record.milestone() == Milestone.DEPARTED;
    return leaves && otherPort(record) != from ? otherPort(record) : -1;
  }

  // One that waits.

  private void tell(
      Leg leg,
      JourneyRecord begin,
      int port,
      @Nullable String declaration,
      @Nullable String equipment,
      long knownAt,
      Predicate<JourneyRecord> end,
      Predicate<JourneyRecord> moot) {
    tell(leg, begin, begin.eventTime(), port, declaration, equipment, knownAt, end, moot);
  }

  private void tell(
      Leg leg,
      JourneyRecord begin,
      long start,
      int port,
      @Nullable String declaration,
      @Nullable String equipment,
      long knownAt,
      Predicate<JourneyRecord> end,
      Predicate<JourneyRecord> moot) {
    OptionalLong came = times(end).min();
    OptionalLong mootAt = times(moot).min();
    long over = Math.min(came.orElse(Long.MAX_VALUE), mootAt.orElse(Long.MAX_VALUE));
    boolean isMoot = mootAt.isPresent() && mootAt.getAsLong() < came.orElse(Long.MAX_VALUE);
    Rule rule = ruleFor(leg, begin, port, over);
    if (rule == null) {
      return;
    }
    for (String kind : List.of("SLOW", "AT_RISK")) {
      Integer minutes =
          kind.equals("SLOW") ? Integer.valueOf(rule.thresholdMinutes()) : rule.atRiskMinutes();
      if (minutes == null) {
        continue;
      }
      long exceeds = Math.max(start + minutes * MINUTE, knownAt);
      if (exceeds <= now && over > exceeds && !isMoot) {
        alerts.put(
            key(kind, rule.ruleId(), leg, begin.port(), declaration, equipment, start),
            over == Long.MAX_VALUE ? "OPEN" : "RESOLVED " + over);
      }
    }
  }

  private @Nullable Rule ruleFor(Leg leg, JourneyRecord begin, int port, long over) {
    Comparator<Rule> precedence =
        Comparator.<Rule>comparingInt(
                rule ->
                    (int)
                        -Stream.of(
                                rule.areaLevel(), rule.direction(), rule.mode(), rule.programme())
                            .filter(Objects::nonNull)
                            .count())
            .thenComparing(rule -> rule.areaLevel() == null ? "Z" : "" + rule.areaLevel().ordinal())
            .thenComparing(Rule::thresholdMinutes)
            .thenComparing(Rule::ruleId);
    return rules.stream()
        .filter(Rule::enabled)
        .filter(rule -> rule.leg() == leg)
        .filter(rule -> rule.direction() == null || rule.direction() == begin.direction())
        .filter(rule -> rule.mode() == null || rule.mode() == begin.mode())
        .filter(rule -> rule.areaLevel() == null || isIn(port, rule))
        .filter(
            rule ->
                rule.programme() == null
                    || times(record -> declares(record, rule.programme()))
                        .anyMatch(
                            time ->
                                over == Long.MAX_VALUE
                                    || time <= Math.max(begin.eventTime(), over)))
        .min(precedence)
        .orElse(null);
  }

  private static boolean isIn(int port, Rule rule) {
    for (int area : REGISTER.areaOrdinalsOf(port)) {
      if (REGISTER.areas().get(area).level() == rule.areaLevel()
          && REGISTER.areas().get(area).code().equals(rule.areaCode())) {
        return true;
      }
    }
    return false;
  }

  // What records say.

  private static final Comparator<JourneyRecord> FIRST =
      Comparator.comparingLong(JourneyRecord::eventTime).thenComparing(JourneyRecord::eventId);

  private Optional<JourneyRecord> first(Predicate<JourneyRecord> which) {
    return happened.stream().filter(which).min(FIRST);
  }

  private LongStream times(Predicate<JourneyRecord> which) {
    return happened.stream().filter(which).mapToLong(JourneyRecord::eventTime);
  }

  private Set<String> declarations(Predicate<JourneyRecord> where) {
    Set<String> declarations = new HashSet<>();
    happened.stream()
        .filter(where)
        .filter(ClearanceRecord.class::isInstance)
        .forEach(record -> declarations.add(((ClearanceRecord) record).declarationId()));
    return declarations;
  }

  private Set<@Nullable String> equipment(Predicate<JourneyRecord> where) {
    Set<@Nullable String> equipment = new HashSet<>();
    happened.stream()
        .filter(where)
        .filter(AlertsReference::isOfEquipment)
        .forEach(record -> equipment.add(equipment(record)));
    return equipment;
  }

  private Predicate<JourneyRecord> cancelledLike(JourneyRecord begin) {
    return is(Milestone.CANCELLED)
        .and(record -> Objects.equals(declaration(begin), declaration(record)));
  }

  private static Predicate<JourneyRecord> notBefore(JourneyRecord begin) {
    return record -> record.eventTime() >= begin.eventTime();
  }

  private static Predicate<JourneyRecord> is(Milestone milestone) {
    return record -> record.milestone() == milestone;
  }

  private static boolean isOfEquipment(JourneyRecord record) {
    return record instanceof MovementRecord
        && record.milestone() != Milestone.ARRIVED
        && record.milestone() != Milestone.DEPARTED;
  }

  private static @Nullable String equipment(JourneyRecord record) {
    return ((MovementRecord) record).equipmentId();
  }

  private static @Nullable String declaration(JourneyRecord record) {
    return record instanceof ClearanceRecord clearance ? clearance.declarationId() : null;
  }

  private static int otherPort(JourneyRecord record) {
    return record instanceof MovementRecord movement
        ? movement.otherPort()
        : MovementRecord.NOWHERE;
  }

  private static boolean hasAppointment(JourneyRecord record) {
    return record instanceof ClearanceRecord clearance
        && clearance.appointmentTime() != ClearanceRecord.NO_APPOINTMENT;
  }

  private static boolean declares(JourneyRecord record, @Nullable Programme programme) {
    return record instanceof ClearanceRecord clearance
        && programme != null
        && (clearance.programmes() & 1 << programme.ordinal()) != 0;
  }
}
