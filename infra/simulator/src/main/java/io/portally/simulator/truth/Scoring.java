package io.portally.simulator.truth;

import io.portally.events.AlertKind;
import io.portally.events.AlertStatus;
import io.portally.events.Leg;
import io.portally.events.SlaRule;
import io.portally.events.SlowClearance;
import io.portally.tally.area.Register;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds a stream of alerts against a truth, under rules that did not change meanwhile. */
public final class Scoring {
  /**
   * What is due later than so long before the truth ends may have come after: it is neither missed
   * nor wrong. Watermarks wait 10 seconds, and what moves them may be half a minute apart.
   */
  private static final Duration UNDECIDED = Duration.ofMinutes(1);

  /** What tells an alert from others. */
  private record Key(
      AlertKind kind,
      String ruleId,
      Leg leg,
      String consignmentId,
      @Nullable String declarationId,
      @Nullable String equipmentId,
      Instant startedAt) {

    static Key of(SlowClearance alert) {
      return new Key(
          alert.getKind(),
          alert.getRuleId(),
          alert.getLeg(),
          String.valueOf(alert.getConsignmentId()),
          alert.getDeclarationId(),
          alert.getEquipmentId(),
          alert.getStartedAt());
    }

    static Key of(ExpectedAlert alert) {
      TrueLeg leg = alert.leg();
      return new Key(
          alert.kind(),
          alert.ruleId(),
          leg.leg(),
          leg.consignmentId(),
          leg.declarationId(),
          leg.equipmentId(),
          leg.startedAt());
    }

    Place place() {
      return new Place(leg, consignmentId, declarationId, equipmentId);
    }
  }

  /** Where a leg is, whenever it began. */
  private record Place(
      Leg leg,
      String consignmentId,
      @Nullable String declarationId,
      @Nullable String equipmentId) {}

  /** What became of an alert. */
  private static final class Raised {
    private final Instant openedAt;
    private SlowClearance last;

    Raised(Instant openedAt, SlowClearance opened) {
      this.openedAt = openedAt;
      last = opened;
    }

    boolean hasEndedAt(@Nullable Instant end) {
      return last.getStatus() != AlertStatus.OPEN && Objects.equals(last.getEndedAt(), end);
    }
  }

  private final Instant decided;
  private final Map<Key, ExpectedAlert> expected = new HashMap<>();
  private final Map<Place, Instant> settled = new HashMap<>();
  private final Set<String> consignments = new HashSet<>();
  private final Map<Key, Raised> raised = new HashMap<>();

  /**
   * @param horizon how far the truth reaches
   */
  public Scoring(
      Instant horizon, Collection<TrueLeg> legs, Collection<SlaRule> rules, Register register) {
    decided = horizon.minus(UNDECIDED);
    RulesInForce inForce = new RulesInForce(rules, register);
    for (TrueLeg leg : legs) {
      consignments.add(leg.consignmentId());
      inForce.ruleOf(leg).stream()
          .flatMap(rule -> expectedOf(leg, rule))
          .forEach(alert -> expect(alert));
    }
  }

  private void expect(ExpectedAlert alert) {
    Key key = Key.of(alert);
    settled.merge(
        key.place(),
        alert.leg().endKnownAt() == null ? alert.leg().waitKnownAt() : alert.leg().endKnownAt(),
        (a, b) -> a.isAfter(b) ? a : b);
    if (alert.leg().isBeyond(alert.dueAt())) {
      expected.put(key, alert);
    }
  }

  /** Those that the rule would raise if the leg took long enough. */
  private static Stream<ExpectedAlert> expectedOf(TrueLeg leg, SlaRule rule) {
    ExpectedAlert slow =
        new ExpectedAlert(
            AlertKind.SLOW, rule.getRuleId(), leg, leg.dueAfter(rule.getThresholdMinutes()));
    Integer minutes = rule.getAtRiskMinutes();
    return minutes == null
        ? Stream.of(slow)
        : Stream.of(
            slow,
            new ExpectedAlert(AlertKind.AT_RISK, rule.getRuleId(), leg, leg.dueAfter(minutes)));
  }

  /** All alerts that have to be raised by now, in no order. */
  public List<ExpectedAlert> expected() {
    return expected.values().stream().filter(alert -> isDecided(alert.knowableAt())).toList();
  }

  private boolean isDecided(Instant instant) {
    return instant.isBefore(decided);
  }

  /**
   * Takes a record of the alerts' topic; those of an alert in their order.
   *
   * @param recordMillis its record timestamp, milliseconds since 1970
   */
  public void take(SlowClearance alert, long recordMillis) {
    Key key = Key.of(alert);
    Raised before = raised.get(key);
    if (before != null) {
      before.last = alert;
    } else if (alert.getStatus() == AlertStatus.OPEN) {
      raised.put(key, new Raised(Instant.ofEpochMilli(recordMillis), alert));
    }
  }

  /** How well what was taken so far holds against the truth. */
  public Score score() {
    int missed = 0;
    int ended = 0;
    int wronglyEnded = 0;
    List<Duration> delays = new ArrayList<>();
    for (Map.Entry<Key, ExpectedAlert> each : expected.entrySet()) {
      Raised found = raised.get(each.getKey());
      ExpectedAlert alert = each.getValue();
      if (found == null) {
        missed += isDecided(alert.knowableAt()) ? 1 : 0;
        continue;
      }
      delays.add(Duration.between(alert.knowableAt(), found.openedAt));
      if (found.hasEndedAt(alert.leg().endedAt())) {
        ended++;
      } else if (hasDecidedEnd(alert.leg())) {
        wronglyEnded++;
      }
    }
    Unexpected unexpected = unexpected();
    delays.sort(Duration::compareTo);
    return new Score(
        delays.size() + missed,
        delays.size(),
        missed,
        unexpected.falseAlarms(),
        unexpected.excused(),
        unexpected.elsewhere(),
        ended,
        wronglyEnded,
        delays);
  }

  private boolean hasDecidedEnd(TrueLeg leg) {
    return Optional.ofNullable(leg.endKnownAt()).filter(this::isDecided).isPresent();
  }

  private record Unexpected(int falseAlarms, int excused, int elsewhere) {}

  private Unexpected unexpected() {
    int falseAlarms = 0;
    int excused = 0;
    int elsewhere = 0;
    for (Map.Entry<Key, Raised> each : raised.entrySet()) {
      Key key = each.getKey();
      if (expected.containsKey(key)) {
        continue;
      }
      Instant known = settled.get(key.place());
      if (!consignments.contains(key.consignmentId())) {
        elsewhere++;
      } else if (known != null && !each.getValue().openedAt.isAfter(known)) {
        excused++;
      } else {
        falseAlarms++;
      }
    }
    return new Unexpected(falseAlarms, excused, elsewhere);
  }
}
