package io.portally.bench.alerts;

import io.portally.events.AlertStatus;
import io.portally.events.SlowClearance;
import io.portally.local.stack.StackFailure;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * When the broker took the alerts of clearances that fall due, read in a thread of its own until it
 * is closed. The topic has to have the broker's timestamps. Only what is committed is read, so an
 * alert in an open transaction counts from when it can be seen.
 */
final class AlertSightings implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);

  private final Lodgements lodgements;
  private final AtomicLongArray takenAt;
  private final AtomicInteger seen = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable KafkaException failure;

  private AlertSightings(String servers, String topic, int partitions, Lodgements of, int count) {
    lodgements = of;
    takenAt = new AtomicLongArray(count);
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(each -> new TopicPartition(topic, each)).toList();
    thread = new Thread(() -> read(servers, all), "portally-bench-alerts");
  }

  /**
   * Begins to read.
   *
   * @param count how many of the clearances may fall due, by their numbers from 0 on
   */
  static AlertSightings start(
      String servers, String topic, int partitions, Lodgements of, int count) {
    AlertSightings sightings = new AlertSightings(servers, topic, partitions, of, count);
    sightings.thread.start();
    return sightings;
  }

  /** How many of them have an alert. */
  int seen() {
    KafkaException failed = failure;
    if (failed != null) {
      throw StackFailure.unreachable(
          "The alerts could not be read: " + failed.getMessage(), failed);
    }
    return seen.get();
  }

  /** How many alerts came once more, those that another rule took over left out. */
  int repeated() {
    return repeated.get();
  }

  /** When the broker took the alert, epoch milliseconds; 0 where it has not. */
  long takenAt(int number) {
    return takenAt.get(number);
  }

  @Override
  public void close() {
    closing = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(String servers, List<TopicPartition> partitions) {
    SingleObjectDecoder decoder = SingleObjectDecoder.of(Topic.SLOW_CLEARANCES);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(servers)) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          see(record, decoder);
        }
      }
    } catch (InterruptException e) {
      closing = true;
    } catch (KafkaException e) {
      failure = e;
    }
  }

  private void see(ConsumerRecord<byte[], byte[]> record, SingleObjectDecoder decoder) {
    if (decoder.decode(record.value()) instanceof Decoded.Event event
        && event.record() instanceof SlowClearance alert
        && alert.getStatus() == AlertStatus.OPEN) {
      long number = lodgements.numberOf(String.valueOf(alert.getConsignmentId()));
      if (number < 0 || number >= takenAt.length()) {
        return;
      }
      if (takenAt.compareAndSet((int) number, 0, record.timestamp())) {
        seen.incrementAndGet();
      } else if (alert.getRuleId().equals(Lodgements.RULE.getRuleId())) {
        repeated.incrementAndGet();
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String servers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "portally-bench-alerts",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            10_000),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
