package io.portally.flink.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.flink.sink.AlertRecordSerializer;
import io.portally.flink.type.AboutConsignment;
import io.portally.flink.type.PortallyTypes;
import io.portally.flink.type.ToldAlert;
import io.portally.tally.journey.ConsignmentKey;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back what {@link AlertRecordSerializer} wrote, by its headers alone. What somebody else has
 * put there is passed over: it is no alert of the job's, so there is nothing to put right.
 */
public final class EchoDeserializer implements KafkaRecordDeserializationSchema<AboutConsignment> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(EchoDeserializer.class);

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<AboutConsignment> out) {
    AboutConsignment echo = echoOf(record);
    if (echo != null) {
      out.collect(echo);
    } else {
      LOG.warn(
          "{}-{} at offset {} is no alert that this job has told; it is passed over",
          record.topic(),
          record.partition(),
          record.offset());
    }
  }

  /** Null where it is no alert that the job has told. */
  static AboutConsignment.@Nullable Echo echoOf(ConsumerRecord<byte[], byte[]> record) {
    String consignmentId = text(record, AlertRecordSerializer.CONSIGNMENT);
    String beganAt = text(record, AlertRecordSerializer.BEGAN_AT);
    String toldAt = text(record, AlertRecordSerializer.TIME);
    if (record.value() == null || consignmentId == null || beganAt == null || toldAt == null) {
      return null;
    }
    return new AboutConsignment.Echo(
        ConsignmentKey.of(consignmentId),
        life(text(record, AlertRecordSerializer.LIFE)),
        toldAt,
        beganAt,
        record.value());
  }

  private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  /** Whatever cannot be read is nobody's, so that what it came with is looked at. */
  private static long life(@Nullable String text) {
    try {
      return text == null ? ToldAlert.OF_OLD : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return ToldAlert.OF_OLD;
    }
  }

  @Override
  public TypeInformation<AboutConsignment> getProducedType() {
    return PortallyTypes.ABOUT_CONSIGNMENT;
  }
}
