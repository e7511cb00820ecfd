package io.portally.local.view;

import io.portally.events.SlowClearance;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the alerts' topic from its beginning, in a thread of its own until it is closed. */
public final class AlertReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertReader.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** A broker that does not answer is not waited for. */
  private static final Duration LAST_POLL = Duration.ofSeconds(2);

  private static final int PLACES_SHOWN = 5;

  private final AlertBook book = new AlertBook();
  private final Thread thread;
  private volatile boolean closing;

  private AlertReader(String bootstrapServers, String topic) {
    thread = new Thread(() -> read(bootstrapServers, topic), "portally-alerts");
  }

  /**
   * Begins to read.
   *
   * @param topic its full name; it has to be there
   */
  public static AlertReader start(String bootstrapServers, String topic) {
    AlertReader reader = new AlertReader(bootstrapServers, topic);
    reader.thread.setDaemon(true);
    reader.thread.start();
    return reader;
  }

  /** The alerts as they stand now, as far as they have been read. */
  public Alerts alerts(Instant now) {
    return book.alerts(now, PLACES_SHOWN);
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(LAST_POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(String bootstrapServers, String topic) {
    SingleObjectDecoder decoder = SingleObjectDecoder.of(Topic.SLOW_CLEARANCES);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (decoder.decode(record.value()) instanceof Decoded.Event event) {
            book.take((SlowClearance) event.record());
          }
        }
      }
    } catch (InterruptException e) {
      LOG.debug("The reading of alerts was interrupted", e);
    } catch (KafkaException e) {
      LOG.warn("The alerts can no longer be read", e);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "portally-demo-alerts",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
