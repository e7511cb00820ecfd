package io.portally.local.stack;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topics of a broker, as tests make them and look at them. */
public record KafkaTopics(String bootstrapServers) {

  /** A topic to make that keeps records however old they are. */
  public static NewTopic forEver(String name, int partitions) {
    return new NewTopic(name, partitions, (short) 1).configs(Map.of("retention.ms", "-1"));
  }

  /** Makes the topics and returns when the broker takes records for them. */
  public void create(Collection<NewTopic> topics) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      admin.createTopics(topics).all().get();
      Leaders.await(admin, topics);
    }
  }

  /** Deletes the topics whose names begin so, and returns when the broker has forgotten them. */
  public void deleteAll(String prefix) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      admin.deleteTopics(names(admin, prefix)).all().get();
      await().atMost(60, SECONDS).until(() -> names(admin, prefix).isEmpty());
    }
  }

  private static List<String> names(Admin admin, String prefix)
      throws ExecutionException, InterruptedException {
    return admin.listTopics().names().get().stream()
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** How many records each partition of the topic holds, or held before some were deleted. */
  public List<Long> recordsIn(String topic) {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      return partitions.stream().map(ends::get).toList();
    }
  }

  /** All records that the topic holds, each partition's in their order. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .pollInSameThread()
          .atMost(60, SECONDS)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
              });
    }
    return records;
  }

  private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
        .toList();
  }

  private Consumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
