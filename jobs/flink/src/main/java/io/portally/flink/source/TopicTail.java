package io.portally.flink.source;

import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.util.function.ThrowingConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a topic holds from somewhere on, read at one go to where it ends when it is asked: for what
 * a task has to know before its first record.
 */
final class TopicTail implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Properties kafka;
  private final String topic;
  private final Duration patience;

  /**
   * Names the topic; nothing is asked of a broker yet.
   *
   * @param kafka the properties of a consumer
   * @param topic by its full name
   */
  TopicTail(Properties kafka, String topic) {
    this(kafka, topic, PATIENCE);
  }

  /**
   * Names the topic.
   *
   * @param patience for how long nothing may come before it is given up
   */
  TopicTail(Properties kafka, String topic, Duration patience) {
    this.kafka = kafka;
    this.topic = topic;
    this.patience = patience;
  }

  /**
   * Reads on from those offsets, or from the beginning where that is later.
   *
   * @param offsets by partition; from the beginning where none is given
   * @throws org.apache.kafka.common.KafkaException if no broker answers in time
   */
  <E extends Exception> void readFrom(
      Map<Integer, Long> offsets, ThrowingConsumer<ConsumerRecord<byte[], byte[]>, E> out)
      throws E {
    read(
        (consumer, ends) ->
            consumer
                .beginningOffsets(ends.keySet())
                .forEach(
                    (partition, beginning) -> {
                      long known = offsets.getOrDefault(partition.partition(), 0L);
                      consumer.seek(partition, Math.max(beginning, known));
                    }),
        out);
  }

  /**
   * Reads what has been published since, and perhaps some of what was before.
   *
   * @param instant as records are stamped, epoch milliseconds, not negative
   * @throws org.apache.kafka.common.KafkaException if no broker answers in time
   */
  <E extends Exception> void readSince(
      long instant, ThrowingConsumer<ConsumerRecord<byte[], byte[]>, E> out) throws E {
    read(
        (consumer, ends) -> {
          Map<TopicPartition, Long> instants = new HashMap<>();
          ends.keySet().forEach(partition -> instants.put(partition, instant));
          consumer
              .offsetsForTimes(instants)
              .forEach(
                  (partition, first) -> {
                    long end = ends.getOrDefault(partition, 0L);
                    consumer.seek(partition, first == null ? end : first.offset());
                  });
        },
        out);
  }

  /** From where on it is read: seeks in every partition. */
  @FunctionalInterface
  private interface Begin {
    void seek(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends);
  }

  private <E extends Exception> void read(
      Begin begin, ThrowingConsumer<ConsumerRecord<byte[], byte[]>, E> out) throws E {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      begin.seek(consumer, ends);
      readTo(ends, consumer, out);
    } catch (TimeoutException e) {
      throw new TimeoutException(
          "%s is not read to its end: nothing has come from %s for %s; see that the broker answers"
              .formatted(
                  topic, kafka.getProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG), patience),
          e);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    // Where retention cuts the topic while it is read.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return properties;
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new TimeoutException("the broker knows of no partition of " + topic);
    }
    return partitions;
  }

  private <E extends Exception> void readTo(
      Map<TopicPartition, Long> ends,
      KafkaConsumer<byte[], byte[]> consumer,
      ThrowingConsumer<ConsumerRecord<byte[], byte[]>, E> out)
      throws E {
    long givesUpAt = System.nanoTime() + patience.toNanos();
    while (!hasReached(ends, consumer)) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        out.accept(record);
      }
      if (!records.isEmpty()) {
        givesUpAt = System.nanoTime() + patience.toNanos();
      } else if (System.nanoTime() - givesUpAt > 0) {
        throw new TimeoutException("no record has come");
      }
    }
  }

  private static boolean hasReached(
      Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
