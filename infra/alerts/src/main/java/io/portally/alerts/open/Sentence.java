package io.portally.alerts.open;

import io.portally.events.AlertStatus;
import io.portally.events.SlowClearance;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says of alerts, for a person, what waits, on whom, since when, and how slow that is. */
public final class Sentence {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final Function<String, @Nullable String> nameOfPort;
  private final ZoneId zone;

  /**
   * Speaks of ports by name and of times in a zone.
   *
   * @param nameOfPort the name of a port's code; null where it is not known
   */
  public Sentence(Function<String, @Nullable String> nameOfPort, ZoneId zone) {
    this.nameOfPort = nameOfPort;
    this.zone = zone;
  }

  /**
   * An open alert.
   *
   * @param now until when it has waited
   * @param usual what is usual there; null where that is not known
   */
  public String open(SlowClearance alert, Instant now, @Nullable Usual usual) {
    return "%s at %s waits for %s (%s) since %s, %s by now; rule %s allows %s.%s"
        .formatted(
            what(alert),
            place(alert.getPort()),
            alert.getWaitingFor(),
            who(alert),
            time(alert.getStartedAt()),
            length(Duration.between(alert.getStartedAt(), now)),
            alert.getRuleId(),
            length(allowed(alert)),
            usually(usual));
  }

  /** An alert that is over. */
  public String ended(SlowClearance end) {
    Instant endedAt = end.getEndedAt();
    if (end.getStatus() == AlertStatus.RESOLVED && endedAt != null) {
      return "%s at %s: %s came at %s, after %s; rule %s allows %s."
          .formatted(
              what(end),
              place(end.getPort()),
              end.getWaitingFor(),
              time(endedAt),
              length(Duration.between(end.getStartedAt(), endedAt)),
              end.getRuleId(),
              length(allowed(end)));
    }
    return "%s at %s: no longer waited for %s (cancelled, corrected, or another rule)."
        .formatted(what(end), place(end.getPort()), end.getWaitingFor());
  }

  /**
   * A crowd of open alerts.
   *
   * @param usual what is usual there; null where that is not known
   */
  public String crowd(Crowd crowd, Instant now, @Nullable Usual usual) {
    Labels labels = crowd.labels();
    if (crowd.size() == 0) {
      return "No more clearances at %s than are named one by one wait longer than rule %s allows."
          .formatted(place(labels.port()), labels.rule());
    }
    SlowClearance oldest = crowd.oldest().get(0).alert();
    return "%,d more clearances at %s wait longer than rule %s allows for %s (%s). Most overdue, since %s, %s by now: %s.%s"
        .formatted(
            crowd.size(),
            place(labels.port()),
            labels.rule(),
            labels.leg(),
            length(allowed(oldest)),
            time(oldest.getStartedAt()),
            length(Duration.between(oldest.getStartedAt(), now)),
            crowd.oldest().stream()
                .map(open -> what(open.alert()))
                .collect(Collectors.joining("; ")),
            usually(usual));
  }

  /** The facts of an alert one by one, in the order of their names. */
  public Map<String, String> facts(SlowClearance alert) {
    Map<String, String> facts = new TreeMap<>();
    put(facts, "consignment", alert.getConsignmentId());
    put(facts, "declaration", alert.getDeclarationId());
    put(facts, "equipment", alert.getEquipmentId());
    put(facts, "occurrence", String.valueOf(alert.getOccurrence()));
    put(facts, "rule_version", String.valueOf(alert.getRuleVersion()));
    put(facts, "started_at", alert.getStartedAt().toString());
    put(facts, "due_at", alert.getDueAt().toString());
    put(facts, "waiting_for", alert.getWaitingFor().name());
    put(facts, "waiting_on", alert.getWaitingOn().name());
    return facts;
  }

  private static void put(Map<String, String> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }

  private static String what(SlowClearance alert) {
    String consignment =
        alert.getConsignmentId() == null ? "" : "consignment " + alert.getConsignmentId();
    if (alert.getDeclarationId() != null) {
      return join("Declaration " + alert.getDeclarationId(), consignment);
    }
    if (alert.getEquipmentId() != null) {
      return join("Equipment " + alert.getEquipmentId(), consignment);
    }
    return consignment.isEmpty() ? "Alert " + alert.getAlertId() : "C" + consignment.substring(1);
  }

  private static String join(String unit, String consignment) {
    return consignment.isEmpty() ? unit : unit + " of " + consignment;
  }

  private String place(String port) {
    String name = nameOfPort.apply(port);
    return name == null ? port : "%s (%s)".formatted(name, port);
  }

  private static String who(SlowClearance alert) {
    return "on " + alert.getWaitingOn().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private String time(Instant instant) {
    return "%s %s".formatted(TIME.format(instant.atZone(zone)), zone);
  }

  private static Duration allowed(SlowClearance alert) {
    return Duration.between(alert.getStartedAt(), alert.getDueAt());
  }

  private static String usually(@Nullable Usual usual) {
    return usual == null
        ? ""
        : " Usual there, in four weeks: half within %s, nine of ten within %s."
            .formatted(length(usual.median()), length(usual.p90()));
  }

  /** Such as 53 h 12 min; minutes alone below an hour, hours alone beyond four days. */
  static String length(Duration duration) {
    long minutes = Math.max(0, duration.toMinutes());
    if (minutes < 60) {
      return minutes + " min";
    }
    return minutes % 60 == 0 || minutes >= 4 * 24 * 60
        ? minutes / 60 + " h"
        : "%d h %d min".formatted(minutes / 60, minutes % 60);
  }
}
