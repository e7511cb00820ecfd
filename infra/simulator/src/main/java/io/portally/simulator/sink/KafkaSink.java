package io.portally.simulator.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.schemas.SingleObject;
import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.traffic.Publication;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to Kafka with record timestamps, equal keys in the same partition, and heartbeats in
 * each partition. Not thread-safe.
 */
public final class KafkaSink implements Sink {
  private static final Duration LAST_WAIT = Duration.ofSeconds(30);

  private final Producer<byte[], byte[]> producer;
  private final String topicPrefix;
  private final Map<Topic, Integer> partitions;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * Publishes through the producer, which it owns from now on.
   *
   * @param partitions how many each topic has that will be written to
   */
  public KafkaSink(
      Producer<byte[], byte[]> producer, String topicPrefix, Map<Topic, Integer> partitions) {
    this.producer = producer;
    this.topicPrefix = topicPrefix;
    this.partitions = Map.copyOf(partitions);
  }

  @Override
  public void put(Publication publication) {
    if (publication instanceof Publication.Event event) {
      send(event, event.key().getBytes(UTF_8), SingleObject.encode(event.value()));
    } else if (publication instanceof Publication.Corrupt corrupt) {
      send(corrupt, corrupt.key().getBytes(UTF_8), corrupt.bytes());
    } else if (publication instanceof Publication.Pulse pulse) {
      everywhere(pulse.topic(), pulse.recordMillis(), null, SingleObject.encode(pulse.value()));
    }
  }

  /**
   * Publishes a message that was read from a line.
   *
   * @throws SinkException as {@link #put} does
   */
  public void put(Line.Message message) {
    put(message, List.of());
  }

  /**
   * Publishes a message with headers.
   *
   * @throws SinkException as {@link #put} does
   */
  public void put(Line.Message message, List<Header> headers) {
    Topic topic = message.topic();
    if (message.spread() instanceof Line.Spread.Everywhere) {
      everywhere(topic, message.timestamp(), message.key(), message.value());
      return;
    }
    int partition =
        message.spread() instanceof Line.Spread.To to
            ? to.partition()
            : partition(topic, message.key());
    send(
        new ProducerRecord<>(
            topicPrefix + topic.suffix(),
            partition,
            message.timestamp(),
            message.key(),
            message.value(),
            headers));
  }

  /** How many partitions the topic has. */
  public int partitions(Topic topic) {
    Integer count = partitions.get(topic);
    if (count == null) {
      throw new IllegalArgumentException("nothing is known of the topic " + topic.suffix());
    }
    return count;
  }

  private void send(Publication publication, byte[] key, byte[] value) {
    Topic topic = publication.topic();
    send(topic, partition(topic, key), publication.recordMillis(), key, value);
  }

  /** As Kafka's default partitioner has it; without a key the first. */
  private int partition(Topic topic, byte @Nullable [] key) {
    return key == null ? 0 : Utils.toPositive(Utils.murmur2(key)) % partitions(topic);
  }

  private void everywhere(
      Topic topic, long recordMillis, byte @Nullable [] key, byte @Nullable [] value) {
    for (int partition = 0; partition < partitions(topic); partition++) {
      send(topic, partition, recordMillis, key, value);
    }
  }

  private void send(
      Topic topic,
      int partition,
      long recordMillis,
      byte @Nullable [] key,
      byte @Nullable [] value) {
    send(new ProducerRecord<>(topicPrefix + topic.suffix(), partition, recordMillis, key, value));
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    refuseAfterFailure();
    try {
      handOver(record);
    } catch (InterruptException e) {
      // It was waiting for room. This record still goes out; then the run sees the flag and ends.
      boolean interrupted = Thread.interrupted();
      handOver(record);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback hears what the future would hold.
  private void handOver(ProducerRecord<byte[], byte[]> record) {
    producer.send(
        record,
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
  }

  private void refuseAfterFailure() {
    Exception first = failure.get();
    if (first != null) {
      throw failed(first);
    }
  }

  @Override
  public void flush() {
    boolean interrupted = Thread.interrupted(); // else the producer would not wait
    try {
      producer.flush();
    } catch (KafkaException e) {
      throw failed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    refuseAfterFailure();
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      producer.close(LAST_WAIT);
    } catch (KafkaException e) {
      throw failed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    refuseAfterFailure();
  }

  private static SinkException failed(Exception e) {
    return new SinkException(
        "Kafka did not take a record: %s; see whether the broker runs and its log"
            .formatted(e.getMessage()),
        e);
  }
}
