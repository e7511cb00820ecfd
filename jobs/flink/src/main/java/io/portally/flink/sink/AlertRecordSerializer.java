package io.portally.flink.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.events.AlertStatus;
import io.portally.events.SlowClearance;
import io.portally.flink.type.ToldAlert;
import io.portally.schemas.SingleObject;
import io.portally.tally.area.Register;
import io.portally.tally.slow.Alert;
import java.time.Instant;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is told of an alert to the topic of alerts: keyed by the alert, so that all of it
 * stands in one partition in its order, with the headers of CloudEvents' binary mode.
 */
public final class AlertRecordSerializer implements KafkaRecordSerializationSchema<ToldAlert> {

  /** The header with the consignment that an alert is about. */
  public static final String CONSIGNMENT = "ce_subject";

  /** The header with the event time at which an alert was told. */
  public static final String TIME = "ce_time";

  /** The header with the port where the leg began, which identifies an alert and is not in it. */
  public static final String BEGAN_AT = "portally.began-at";

  /** The header with the {@linkplain ToldAlert#life() life} that told an alert, in digits. */
  public static final String LIFE = "portally.life";

  private static final long serialVersionUID = 1L;

  private static final byte[] VERSION = bytes("1.0");
  private static final byte[] SOURCE = bytes("/portally/slow-clearances");
  private static final byte[] OPENED = bytes("io.portally.slow-clearance.opened");
  private static final byte[] RESOLVED = bytes("io.portally.slow-clearance.resolved");
  private static final byte[] WITHDRAWN = bytes("io.portally.slow-clearance.withdrawn");
  private static final byte[] CONTENT_TYPE = bytes("application/avro");

  private final Register register;
  private final String topic;

  /** Many are told at one instant. */
  private long lastToldAt;

  private byte[] lastTime;

  /**
   * Prepares the serializer.
   *
   * @param topic the topic of alerts, by its full name
   */
  public AlertRecordSerializer(Register register, String topic) {
    this.register = register;
    this.topic = topic;
    this.lastTime = timeOf(lastToldAt);
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      ToldAlert toldAlert, KafkaSinkContext context, @Nullable Long timestamp) {
    Alert alert = toldAlert.alert();
    SlowClearance told = alert.toWire(register);
    var record =
        new ProducerRecord<>(topic, null, bytes(told.getAlertId()), SingleObject.encode(told));
    record
        .headers()
        .add("ce_specversion", VERSION)
        .add("ce_id", bytes(idOf(told)))
        .add("ce_source", SOURCE)
        .add("ce_type", typeOf(told.getStatus()))
        .add(CONSIGNMENT, bytes(alert.consignmentId()))
        .add(TIME, time(alert.toldAt()))
        .add("content-type", CONTENT_TYPE)
        .add(BEGAN_AT, bytes(alert.beganAt(register)))
        .add(LIFE, bytes(Long.toString(toldAlert.life())));
    return record;
  }

  private byte[] time(long toldAt) {
    if (toldAt != lastToldAt) {
      lastTime = timeOf(toldAt);
      lastToldAt = toldAt;
    }
    return lastTime;
  }

  private static byte[] timeOf(long toldAt) {
    return bytes(Instant.ofEpochMilli(toldAt).toString());
  }

  /** The same for what is told once more after a crash, and for nothing else. */
  private static String idOf(SlowClearance told) {
    String id = told.getAlertId() + "-" + told.getOccurrence() + "-" + told.getStatus();
    return told.getEndedAt() == null ? id : id + "-" + told.getEndedAt().toEpochMilli();
  }

  private static byte[] typeOf(AlertStatus status) {
    return switch (status) {
      case OPEN -> OPENED;
      case RESOLVED -> RESOLVED;
      case WITHDRAWN -> WITHDRAWN;
      case UNKNOWN -> throw new IllegalArgumentException("an alert without a state is told");
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
