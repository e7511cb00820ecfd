package io.portally.flink.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.events.AlertStatus;
import io.portally.events.SlowClearance;
import io.portally.schemas.SingleObject;
import io.portally.tally.area.Register;
import io.portally.tally.slow.Alert;
import java.time.Instant;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is told of an alert to the topic of alerts: keyed by the alert, so that all of it
 * stands in one partition in its order, with the headers of CloudEvents' binary mode.
 */
public final class AlertRecordSerializer implements KafkaRecordSerializationSchema<Alert> {

  /** The header with the event time at which an alert was told. */
  public static final String TIME = "ce_time";

  /** The header with the port where the leg began, which identifies an alert and is not in it. */
  public static final String BEGAN_AT = "portally.began-at";

  private static final long serialVersionUID = 1L;

  private static final String SOURCE = "/portally/slow-clearances";
  private static final String TYPE = "io.portally.slow-clearance.";

  private final Register register;
  private final String topic;

  /**
   * Prepares the serializer.
   *
   * @param topic the topic of alerts, by its full name
   */
  public AlertRecordSerializer(Register register, String topic) {
    this.register = register;
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Alert alert, KafkaSinkContext context, @Nullable Long timestamp) {
    SlowClearance told = alert.toWire(register);
    var record =
        new ProducerRecord<>(
            topic, null, told.getAlertId().getBytes(UTF_8), SingleObject.encode(told));
    Headers headers = record.headers();
    tell(headers, "ce_specversion", "1.0");
    tell(headers, "ce_id", idOf(told));
    tell(headers, "ce_source", SOURCE);
    tell(headers, "ce_type", TYPE + typeOf(told.getStatus()));
    tell(headers, "ce_subject", alert.consignmentId());
    tell(headers, TIME, Instant.ofEpochMilli(alert.toldAt()).toString());
    tell(headers, "content-type", "application/avro");
    tell(headers, BEGAN_AT, alert.beganAt(register));
    return record;
  }

  /** The same for what is told once more after a crash, and for nothing else. */
  private static String idOf(SlowClearance told) {
    String id = "%s-%d-%s".formatted(told.getAlertId(), told.getOccurrence(), told.getStatus());
    return told.getEndedAt() == null ? id : id + "-" + told.getEndedAt().toEpochMilli();
  }

  private static String typeOf(AlertStatus status) {
    return switch (status) {
      case OPEN -> "opened";
      case RESOLVED -> "resolved";
      case WITHDRAWN -> "withdrawn";
      case UNKNOWN -> throw new IllegalArgumentException("an alert without a state is told");
    };
  }

  private static void tell(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
