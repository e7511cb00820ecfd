package io.portally.tally.slow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.events.SlowClearance;
import io.portally.tally.area.Register;
import io.portally.tally.journey.Wait;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an alert when it opens, is resolved or is withdrawn.
 *
 * @param consignmentId the consignment that it is about
 * @param raised where it stands
 * @param toldAt the event time at which it is told, epoch milliseconds
 */
public record Alert(String consignmentId, Raised raised, long toldAt) {

  private static final int ID_BYTES = 16;

  /**
   * Identifies the alert: 32 hexadecimal digits, the first half of the SHA-256 of kind, rule, leg,
   * consignment, port where the leg began, declaration, equipment (empty where there is none) and
   * start (epoch milliseconds), each on a line of its own.
   */
  public String id(Register register) {
    String text =
        String.join(
            "\n",
            raised.kind().name(),
            raised.ruleId(),
            raised.leg().name(),
            consignmentId,
            codeOf(raised.beganAt(), register),
            orEmpty(raised.declarationId()),
            orEmpty(raised.equipmentId()),
            String.valueOf(raised.startedAt()));
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)), 0, ID_BYTES);
  }

  /** As it is published. */
  public SlowClearance toWire(Register register) {
    return SlowClearance.newBuilder()
        .setAlertId(id(register))
        .setOccurrence(raised.occurrence())
        .setKind(raised.kind())
        .setStatus(raised.status())
        .setConsignmentId(consignmentId)
        .setDeclarationId(raised.declarationId())
        .setEquipmentId(raised.equipmentId())
        .setPort(codeOf(raised.port(), register))
        .setLeg(raised.leg())
        .setRuleId(raised.ruleId())
        .setRuleVersion(raised.ruleVersion())
        .setSeverity(raised.severity())
        .setStartedAt(Instant.ofEpochMilli(raised.startedAt()))
        .setDueAt(Instant.ofEpochMilli(raised.dueAt()))
        .setEndedAt(
            raised.endedAt() == Wait.NOT_OVER ? null : Instant.ofEpochMilli(raised.endedAt()))
        .setWaitingFor(raised.waitingFor())
        .setWaitingOn(Actors.of(raised.waitingFor()))
        .build();
  }

  /**
   * The alert that a published record tells of.
   *
   * @param beganAt where the leg began, which the record itself does not tell
   * @param toldAt the event time at which it was told, which it does not tell either
   * @return null where it is of no consignment, or of ports that are not in the register
   */
  public static @Nullable Alert of(
      SlowClearance told, String beganAt, long toldAt, Register register) {
    int port = register.portOrdinal(told.getPort());
    int began = register.portOrdinal(beganAt);
    String consignmentId = told.getConsignmentId();
    return consignmentId == null || port < 0 || began < 0
        ? null
        : new Alert(consignmentId, raisedOf(told, began, port), toldAt);
  }

  private static Raised raisedOf(SlowClearance told, int began, int port) {
    return new Raised(
        told.getKind(),
        told.getRuleId(),
        told.getLeg(),
        began,
        told.getDeclarationId(),
        told.getEquipmentId(),
        told.getStartedAt().toEpochMilli(),
        told.getOccurrence(),
        told.getStatus(),
        told.getRuleVersion(),
        told.getSeverity(),
        port,
        told.getWaitingFor(),
        told.getDueAt().toEpochMilli(),
        told.getEndedAt() == null ? Wait.NOT_OVER : told.getEndedAt().toEpochMilli(),
        Raised.NOT_HELD);
  }

  /** Code of the port where the leg began. */
  public String beganAt(Register register) {
    return codeOf(raised.beganAt(), register);
  }

  private static String codeOf(int port, Register register) {
    return register.ports().get(port).code();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
