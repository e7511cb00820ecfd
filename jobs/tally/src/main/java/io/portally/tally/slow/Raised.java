package io.portally.tally.slow;

import io.portally.events.AlertKind;
import io.portally.events.AlertStatus;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import io.portally.events.Severity;
import io.portally.tally.journey.Wait;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an alert that was raised for a consignment. What identifies it never
 * changes; what it says of its rule and its place stays as it was when it opened last.
 *
 * @param kind why it was raised
 * @param ruleId the rule that applied
 * @param leg the leg
 * @param beganAt where the leg began: ordinal in the register
 * @param declarationId the declaration that waits, or null
 * @param equipmentId the equipment that waits, or null
 * @param startedAt when the leg began, epoch milliseconds
 * @param occurrence counts how often it opened
 * @param status where it stands
 * @param ruleVersion the version of the rule that applied
 * @param severity how urgent it is
 * @param port where it should end: ordinal in the register
 * @param waitingFor the milestone that has not come
 * @param dueAt when the threshold of the rule is reached, epoch milliseconds
 * @param endedAt when it was resolved or withdrawn, epoch milliseconds of event time; {@link
 *     Wait#NOT_OVER} while it is open
 * @param heldUntil it was heard of, and not told here: up to this event time it is believed, also
 *     where what is known here does not say so yet; {@link #NOT_HELD}
 */
public record Raised(
    AlertKind kind,
    String ruleId,
    Leg leg,
    int beganAt,
    @Nullable String declarationId,
    @Nullable String equipmentId,
    long startedAt,
    int occurrence,
    AlertStatus status,
    long ruleVersion,
    Severity severity,
    int port,
    Milestone waitingFor,
    long dueAt,
    long endedAt,
    long heldUntil) {

  /** It was told here. */
  public static final long NOT_HELD = Long.MIN_VALUE;

  /** An alert that opens for the first time or again. */
  static Raised open(AlertKind kind, Rule rule, Wait wait, int occurrence) {
    return new Raised(
        kind,
        rule.ruleId(),
        wait.leg(),
        wait.beganAt(),
        wait.declarationId(),
        wait.equipmentId(),
        wait.startedAt(),
        occurrence,
        AlertStatus.OPEN,
        rule.version(),
        // A notice is for looking ahead, and never wakes anybody.
        kind == AlertKind.AT_RISK ? Severity.WARNING : rule.severity(),
        wait.port(),
        wait.waitingFor(),
        wait.startedAt() + rule.threshold(),
        Wait.NOT_OVER,
        NOT_HELD);
  }

  /** The same in another state. */
  Raised as(AlertStatus newStatus, long newEndedAt) {
    return with(newStatus, newEndedAt, NOT_HELD);
  }

  /** The same, heard of. */
  Raised held(long until) {
    return with(status, endedAt, until);
  }

  /** The same, as it is known here now. */
  Raised believed() {
    return with(status, endedAt, NOT_HELD);
  }

  boolean isHeld() {
    return heldUntil != NOT_HELD;
  }

  private Raised with(AlertStatus newStatus, long newEndedAt, long newHeldUntil) {
    return new Raised(
        kind,
        ruleId,
        leg,
        beganAt,
        declarationId,
        equipmentId,
        startedAt,
        occurrence,
        newStatus,
        ruleVersion,
        severity,
        port,
        waitingFor,
        dueAt,
        newEndedAt,
        newHeldUntil);
  }

  boolean isOpen() {
    return status == AlertStatus.OPEN;
  }

  /** Whether it was raised for that wait. */
  boolean isOf(Wait wait) {
    return startedAt == wait.startedAt()
        && leg == wait.leg()
        && beganAt == wait.beganAt()
        && Objects.equals(declarationId, wait.declarationId())
        && Objects.equals(equipmentId, wait.equipmentId());
  }

  /** Whether it is the same alert in whatever state. */
  boolean isSameAs(Raised other) {
    return kind == other.kind
        && ruleId.equals(other.ruleId)
        && startedAt == other.startedAt
        && leg == other.leg
        && beganAt == other.beganAt
        && Objects.equals(declarationId, other.declarationId)
        && Objects.equals(equipmentId, other.equipmentId);
  }

  /** Whether it tells of more of the same alert's life: it opens, is resolved, is withdrawn. */
  boolean isAheadOf(Raised other) {
    return occurrence != other.occurrence
        ? occurrence > other.occurrence
        : status.ordinal() > other.status.ordinal();
  }

  /** Whether it tells of the same step of the same alert's life, but of another end. */
  boolean isCorrectionOf(Raised other) {
    return occurrence == other.occurrence
        && status == AlertStatus.RESOLVED
        && other.status == AlertStatus.RESOLVED
        && endedAt != other.endedAt;
  }
}
