package io.portally.flink.job;

import io.portally.flink.sink.SetAsideSerializer;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Sinks to Kafka from which no record is lost: at least once, without waiting for a checkpoint. */
final class ReliableTopic {

  /**
   * A broker may be away this long before a record that must not be lost fails the job. Less than a
   * checkpoint may take, which waits for it.
   */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Nobody feels it, and in a burst it spares a wake-up of the sending thread for each record. */
  private static final Duration LINGER = Duration.ofMillis(5);

  /**
   * Of a burst, what a partition's records of the linger take; Kafka's default holds some twenty.
   */
  private static final int BATCH_BYTES = 128 << 10;

  private ReliableTopic() {}

  /**
   * A sink for what is set aside.
   *
   * @param kafka the properties of the Kafka clients
   * @param mostBytes how much of a value is kept
   */
  static <T> KafkaSink<T> setAside(
      Properties kafka, int mostBytes, KafkaRecordSerializationSchema<T> serializer) {
    Properties properties = withPatience(kafka);
    // A record that is too large to be set aside would fail the job again and again.
    properties.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        String.valueOf(SetAsideSerializer.largestRecord(mostBytes)));
    return sink(properties, serializer);
  }

  /**
   * A sink for what somebody waits for: nothing is held back for longer than some milliseconds.
   *
   * @param kafka the properties of the Kafka clients
   */
  static <T> KafkaSink<T> soon(Properties kafka, KafkaRecordSerializationSchema<T> serializer) {
    Properties properties = withPatience(kafka);
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, String.valueOf(LINGER.toMillis()));
    properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(BATCH_BYTES));
    return sink(properties, serializer);
  }

  private static Properties withPatience(Properties kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    String patience = String.valueOf(PATIENCE.toMillis());
    properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
    properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience);
    return properties;
  }

  private static <T> KafkaSink<T> sink(
      Properties properties, KafkaRecordSerializationSchema<T> serializer) {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(properties)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(serializer)
        .build();
  }
}
