package io.portally.alerts.notify;

import io.portally.alerts.open.OpenAlerts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts' topic as one courier reads it. With each offset it commits from where on the open
 * alerts stand, as the offset's metadata: whoever comes after it reads from there, and knows all
 * that is open without a store of its own.
 *
 * <p>All partitions are read by one courier, as ports and rules are spread over them; a second one
 * under the same name would tell everything twice. For one thread.
 */
final class AlertTopic implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertTopic.class);

  /** Before the offset in the metadata. */
  private static final String OPEN_FROM = "open-from=";

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  /** What a job may have published twice has ended not long ago, and is to be known as ended. */
  private static final long LOOKED_BACK = 10_000;

  private static final int RECORDS_AT_ONCE = 5_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String topic;
  private final Map<TopicPartition, Long> delivered = new HashMap<>();
  private Map<TopicPartition, OffsetAndMetadata> committed = Map.of();

  AlertTopic(String bootstrapServers, String topic, String group) {
    this.topic = topic;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.CLIENT_ID_CONFIG,
                group,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                RECORDS_AT_ONCE,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                100),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Goes to where the open alerts begin.
   *
   * @return whether nothing has ever been delivered under this name; then all that the topic holds
   *     now counts as delivered
   */
  boolean begin() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    boolean isFirstTime = known.values().stream().allMatch(offset -> offset == null);
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata offset = known.get(partition);
      if (offset == null) {
        delivered.put(partition, isFirstTime ? endOf(partition, ends) : 0L);
        consumer.seekToBeginning(Set.of(partition));
      } else {
        delivered.put(partition, offset.offset());
        long from = Math.min(openFrom(offset), offset.offset() - LOOKED_BACK);
        consumer.seek(partition, Math.max(0, from));
      }
    }
    return isFirstTime;
  }

  private static long endOf(TopicPartition partition, Map<TopicPartition, Long> ends) {
    Long end = ends.get(partition);
    return end == null ? 0 : end;
  }

  private static long openFrom(OffsetAndMetadata committed) {
    String metadata = committed.metadata();
    return metadata.startsWith(OPEN_FROM)
        ? Long.parseLong(metadata.substring(OPEN_FROM.length()))
        : committed.offset();
  }

  /** Whether everything has been read again that was delivered before. */
  boolean isUpToDate() {
    return delivered.entrySet().stream()
        .allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue());
  }

  /** The next records; none after a short while. */
  ConsumerRecords<byte[], byte[]> next() {
    return consumer.poll(POLL);
  }

  /** Whether a record was delivered before this courier began. */
  boolean wasDelivered(int partition, long offset) {
    Long end = delivered.get(new TopicPartition(topic, partition));
    return end != null && offset < end;
  }

  /**
   * Everything read so far has been delivered, which is committed if there was anything. Where the
   * broker does not take that now, the next time tells it too; until then it could only come twice.
   */
  void commitIfMoved(OpenAlerts open) {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        consumer.assignment().stream()
            .collect(Collectors.toMap(partition -> partition, it -> offset(it, open)));
    if (offsets.equals(committed)) {
      return;
    }
    try {
      consumer.commitSync(offsets);
      committed = offsets;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn("What has been delivered could not be committed yet: {}", e.getMessage());
    }
  }

  private OffsetAndMetadata offset(TopicPartition partition, OpenAlerts open) {
    OptionalLong oldest = open.oldestOpen(partition.partition());
    String metadata = oldest.isPresent() ? OPEN_FROM + oldest.getAsLong() : "";
    return new OffsetAndMetadata(consumer.position(partition), metadata);
  }

  @Override
  public void close() {
    // Else the consumer would not take its time to say good-bye.
    boolean interrupted = Thread.interrupted();
    try {
      consumer.close(CloseOptions.timeout(CLOSE));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
