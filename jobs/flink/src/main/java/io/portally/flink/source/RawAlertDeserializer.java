package io.portally.flink.source;

import io.portally.flink.type.PortallyTypes;
import io.portally.flink.type.RawAlert;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the records of the alerts' topic as they are, so that no bytes can make it throw. */
public final class RawAlertDeserializer implements KafkaRecordDeserializationSchema<RawAlert> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawAlert> out) {
    out.collect(
        new RawAlert(record.partition(), record.offset(), record.timestamp(), record.value()));
  }

  @Override
  public TypeInformation<RawAlert> getProducedType() {
    return PortallyTypes.RAW_ALERT;
  }
}
