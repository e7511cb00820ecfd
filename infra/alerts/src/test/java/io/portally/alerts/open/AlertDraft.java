package io.portally.alerts.open;

import io.portally.events.AlertKind;
import io.portally.events.AlertStatus;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import io.portally.events.Severity;
import io.portally.events.SlowClearance;
import io.portally.events.WaitingOn;
import java.time.Duration;
import java.time.Instant;

/**
 * Records of alerts for tests: a declaration that has waited two days at Yantian for its release.
 */
public final class AlertDraft {

  /** When the leg began. */
  public static final Instant STARTED = Instant.parse("2026-06-28T00:00:00Z");

  /** When it was due. */
  public static final Instant DUE = STARTED.plus(Duration.ofDays(2));

  /** When it was over. */
  public static final Instant ENDED = DUE.plus(Duration.ofHours(5)).plusSeconds(12 * 60);

  private AlertDraft() {}

  /** An alert that opens for the first time. */
  public static SlowClearance open(String id) {
    return SlowClearance.newBuilder()
        .setAlertId(id)
        .setOccurrence(1)
        .setKind(AlertKind.SLOW)
        .setStatus(AlertStatus.OPEN)
        .setConsignmentId("26CN-" + id)
        .setDeclarationId("5316-" + id)
        .setPort("CNYTN")
        .setLeg(Leg.LODGEMENT_TO_RELEASE)
        .setRuleId("sea-import")
        .setRuleVersion(1)
        .setSeverity(Severity.CRITICAL)
        .setStartedAt(STARTED)
        .setDueAt(DUE)
        .setWaitingFor(Milestone.RELEASED)
        .setWaitingOn(WaitingOn.CUSTOMS)
        .build();
  }

  /** The same, resolved. */
  public static SlowClearance resolved(SlowClearance open) {
    return ended(open, AlertStatus.RESOLVED);
  }

  /** The same, withdrawn. */
  public static SlowClearance withdrawn(SlowClearance open) {
    return ended(open, AlertStatus.WITHDRAWN);
  }

  private static SlowClearance ended(SlowClearance open, AlertStatus status) {
    return SlowClearance.newBuilder(open).setStatus(status).setEndedAt(ENDED).build();
  }
}
