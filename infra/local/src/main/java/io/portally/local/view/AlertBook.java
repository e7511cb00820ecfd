package io.portally.local.view;

import io.portally.events.AlertKind;
import io.portally.events.AlertStatus;
import io.portally.events.Milestone;
import io.portally.events.Severity;
import io.portally.events.SlowClearance;
import io.portally.events.WaitingOn;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the alerts that are open, and counts what has become of the others, from their records as
 * they come. Thread-safe.
 */
final class AlertBook {

  private static final Comparator<Alerts.Waiting> MOST_URGENT_FIRST =
      Comparator.<Alerts.Waiting, Boolean>comparing(one -> one.severity() != Severity.CRITICAL)
          .thenComparing(Alerts.Waiting::alerts, Comparator.reverseOrder())
          .thenComparing(Alerts.Waiting::since)
          .thenComparing(Alerts.Waiting::port);

  private final Map<String, SlowClearance> open = new HashMap<>();
  private long resolved;
  private long withdrawn;

  /** What several alerts have in common. */
  private record Place(Severity severity, String port, Milestone waitingFor, WaitingOn waitingOn) {

    static Place of(SlowClearance alert) {
      return new Place(
          alert.getSeverity(), alert.getPort(), alert.getWaitingFor(), alert.getWaitingOn());
    }
  }

  /** Takes the next record. */
  synchronized void take(SlowClearance alert) {
    if (alert.getStatus() == AlertStatus.OPEN) {
      open.put(alert.getAlertId(), alert);
      return;
    }
    SlowClearance before = open.remove(alert.getAlertId());
    boolean ends = before != null && before.getKind() == AlertKind.SLOW;
    if (ends && alert.getStatus() == AlertStatus.RESOLVED) {
      resolved++;
    } else if (ends && alert.getStatus() == AlertStatus.WITHDRAWN) {
      withdrawn++;
    }
  }

  /**
   * As they stand.
   *
   * @param places for how many it is told what waits there
   */
  synchronized Alerts alerts(int places) {
    Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
    Map<Place, Alerts.Waiting> waiting = new HashMap<>();
    long atRisk = 0;
    for (SlowClearance alert : open.values()) {
      if (alert.getKind() == AlertKind.AT_RISK) {
        atRisk++;
        continue;
      }
      bySeverity.merge(alert.getSeverity(), 1L, Long::sum);
      waiting.merge(Place.of(alert), waiting(alert), AlertBook::together);
    }
    List<Alerts.Waiting> first =
        waiting.values().stream().sorted(MOST_URGENT_FIRST).limit(places).toList();
    return new Alerts(bySeverity, atRisk, resolved, withdrawn, first);
  }

  private static Alerts.Waiting waiting(SlowClearance alert) {
    return new Alerts.Waiting(
        alert.getSeverity(),
        alert.getPort(),
        alert.getWaitingFor(),
        alert.getWaitingOn(),
        1,
        alert.getStartedAt());
  }

  private static Alerts.Waiting together(Alerts.Waiting one, Alerts.Waiting other) {
    Instant since = one.since().isBefore(other.since()) ? one.since() : other.since();
    return new Alerts.Waiting(
        one.severity(),
        one.port(),
        one.waitingFor(),
        one.waitingOn(),
        one.alerts() + other.alerts(),
        since);
  }
}
