package io.portally.flink.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.events.SlowClearance;
import io.portally.flink.sink.AlertRecordSerializer;
import io.portally.flink.type.AboutConsignment;
import io.portally.flink.type.PortallyTypes;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import io.portally.tally.area.Register;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.slow.Alert;
import io.portally.tally.slow.Raised;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back what {@link AlertRecordSerializer} wrote. What somebody else has put there is passed
 * over: it is no alert of the job's, so there is nothing to put right.
 */
public final class ToldAlertDeserializer
    implements KafkaRecordDeserializationSchema<AboutConsignment> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(ToldAlertDeserializer.class);

  private final Register register;

  private transient @Nullable SingleObjectDecoder decoder;

  public ToldAlertDeserializer(Register register) {
    this.register = register;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    decoder = SingleObjectDecoder.of(Topic.SLOW_CLEARANCES);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<AboutConsignment> out) {
    if (decoder == null) {
      throw new IllegalStateException("not opened");
    }
    AboutConsignment told = toldBy(record, decoder.decode(record.value()));
    if (told != null) {
      out.collect(told);
    } else {
      LOG.warn(
          "{}-{} at offset {} is no alert that this job has told; it is passed over",
          record.topic(),
          record.partition(),
          record.offset());
    }
  }

  private @Nullable AboutConsignment toldBy(
      ConsumerRecord<byte[], byte[]> record, Decoded decoded) {
    String beganAt = text(record, AlertRecordSerializer.BEGAN_AT);
    Instant toldAt = instant(text(record, AlertRecordSerializer.TIME));
    if (!(decoded instanceof Decoded.Event event) || beganAt == null || toldAt == null) {
      return null;
    }
    SlowClearance alert = (SlowClearance) event.record();
    Raised raised = Alert.raisedOf(alert, beganAt, register);
    String consignmentId = alert.getConsignmentId();
    if (raised == null || consignmentId == null) {
      return null;
    }
    return new AboutConsignment.Told(
        ConsignmentKey.of(consignmentId), new Alert(consignmentId, raised, toldAt.toEpochMilli()));
  }

  private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  @Override
  public TypeInformation<AboutConsignment> getProducedType() {
    return PortallyTypes.ABOUT_CONSIGNMENT;
  }
}
