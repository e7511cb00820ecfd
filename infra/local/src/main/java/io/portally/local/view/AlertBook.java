package io.portally.local.view;

import io.portally.events.AlertKind;
import io.portally.events.AlertStatus;
import io.portally.events.Milestone;
import io.portally.events.Severity;
import io.portally.events.SlowClearance;
import io.portally.events.WaitingOn;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

  private static final Comparator<Alerts.Ended> LAST_FIRST =
      Comparator.comparing(Alerts.Ended::last, Comparator.reverseOrder())
          .thenComparing(Alerts.Ended::alerts, Comparator.reverseOrder())
          .thenComparing(Alerts.Ended::port)
          .thenComparing(Alerts.Ended::milestone);

  /** What has ended is told of for so long. */
  private static final Duration LATELY = Duration.ofMinutes(10);

  private final Map<String, SlowClearance> open = new HashMap<>();
  private final Map<String, SlowClearance> lately = new HashMap<>();
  private long resolved;
  private long withdrawn;

  /** What several alerts have in common. */
  private record Place(Severity severity, String port, Milestone waitingFor, WaitingOn waitingOn) {

    static Place of(SlowClearance alert) {
      return new Place(
          alert.getSeverity(), alert.getPort(), alert.getWaitingFor(), alert.getWaitingOn());
    }
  }

  /** What several that are resolved have in common. */
  private record Arrival(String port, Milestone milestone) {}

  /** Takes the next record. */
  synchronized void take(SlowClearance alert) {
    lately.remove(alert.getAlertId());
    if (alert.getStatus() == AlertStatus.OPEN) {
      open.put(alert.getAlertId(), alert);
      return;
    }
    if (alert.getKind() == AlertKind.SLOW && alert.getStatus() == AlertStatus.RESOLVED) {
      lately.put(alert.getAlertId(), alert);
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
   * @param now what was resolved long before is only counted
   * @param places for how many it is told what waits there, and for how many what waits no longer
   */
  synchronized Alerts alerts(Instant now, int places) {
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
    return new Alerts(
        bySeverity, atRisk, resolved, withdrawn, first, endedAfter(now.minus(LATELY), places));
  }

  private List<Alerts.Ended> endedAfter(Instant earliest, int places) {
    lately.values().removeIf(alert -> endOf(alert).isBefore(earliest));
    Map<Arrival, Alerts.Ended> ended = new HashMap<>();
    for (SlowClearance alert : lately.values()) {
      ended.merge(
          new Arrival(alert.getPort(), alert.getWaitingFor()), ended(alert), AlertBook::together);
    }
    return ended.values().stream().sorted(LAST_FIRST).limit(places).toList();
  }

  /** What is resolved has an end. */
  private static Instant endOf(SlowClearance alert) {
    return Objects.requireNonNull(alert.getEndedAt());
  }

  private static Alerts.Ended ended(SlowClearance alert) {
    Duration length = Duration.between(alert.getStartedAt(), endOf(alert));
    return new Alerts.Ended(
        alert.getPort(), alert.getWaitingFor(), 1, length, length, endOf(alert));
  }

  private static Alerts.Ended together(Alerts.Ended one, Alerts.Ended other) {
    return new Alerts.Ended(
        one.port(),
        one.milestone(),
        one.alerts() + other.alerts(),
        one.shortest().compareTo(other.shortest()) < 0 ? one.shortest() : other.shortest(),
        one.longest().compareTo(other.longest()) > 0 ? one.longest() : other.longest(),
        one.last().isAfter(other.last()) ? one.last() : other.last());
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
