package io.portally.simulator.command;

import io.portally.schemas.Topic;
import io.portally.simulator.sink.KafkaProducers;
import io.portally.simulator.sink.KafkaSink;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which broker and which topics: the options that all commands share. */
public final class KafkaTarget {
  static final String DEAD_LETTERS = "dead-letters";
  static final String LATE_EVENTS = "late-events";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description =
          "The Kafka broker. Default: that of the running stack (KAFKA_BOOTSTRAP_SERVERS).",
      defaultValue = "${KAFKA_BOOTSTRAP_SERVERS}")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "What the topics' names begin with. Default: ${DEFAULT-VALUE}",
      defaultValue = "portally.")
  private String topicPrefix = "portally.";

  /** What the topics' names begin with. */
  public String topicPrefix() {
    return topicPrefix;
  }

  /**
   * The broker, and it has the topic.
   *
   * @param topic its name without the prefix
   * @throws CommandFailure if no broker is named or it does not answer within ten seconds, or the
   *     topic does not exist
   */
  public String serversWith(String topic) {
    String servers = servers();
    try {
      int unused = partitions(servers, topic);
      return servers;
    } catch (KafkaException e) {
      throw misnamed(servers, e);
    }
  }

  /**
   * Connects and looks the topics up.
   *
   * @throws CommandFailure if no broker is named or it does not answer within ten seconds, or a
   *     topic does not exist
   */
  public KafkaSink connect(Collection<Topic> topics) {
    String servers = servers();
    try {
      Map<Topic, Integer> partitions = new EnumMap<>(Topic.class);
      for (Topic topic : topics) {
        partitions.put(topic, partitions(servers, topic.suffix()));
      }
      return new KafkaSink(KafkaProducers.connect(servers), topicPrefix, partitions);
    } catch (KafkaException e) {
      throw misnamed(servers, e);
    }
  }

  /**
   * Hands over every record that a topic holds now, each partition's in their order.
   *
   * @param topic its name without the prefix
   * @throws CommandFailure as {@link #connect} does, or if the broker falls silent on the way
   */
  public void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    String servers = servers();
    try {
      List<TopicPartition> partitions =
          IntStream.range(0, partitions(servers, topic))
              .mapToObj(partition -> new TopicPartition(topicPrefix + topic, partition))
              .toList();
      try (KafkaConsumer<byte[], byte[]> consumer = consumer(servers)) {
        readAll(consumer, partitions, reader);
      }
    } catch (org.apache.kafka.common.errors.TimeoutException e) {
      throw unreachable(servers, e);
    } catch (KafkaException e) {
      throw misnamed(servers, e);
    }
  }

  private static void readAll(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    long heardAt = System.nanoTime();
    while (!hasReached(consumer, ends)) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      records.forEach(reader);
      if (!records.isEmpty()) {
        heardAt = System.nanoTime();
      } else if (System.nanoTime() - heardAt > PATIENCE.toNanos()) {
        throw new org.apache.kafka.common.errors.TimeoutException("no more records come");
      }
    }
  }

  private static boolean hasReached(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String servers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "portally-command",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis(),
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static CommandFailure misnamed(String servers, KafkaException e) {
    Throwable reason = e.getCause() == null ? e : e.getCause();
    return new CommandFailure(
        ExitCode.USAGE,
        "--bootstrap-servers is '%s': %s; write host:port".formatted(servers, reason.getMessage()),
        e);
  }

  private String servers() {
    if (bootstrapServers == null
        || bootstrapServers.isBlank()
        || bootstrapServers.startsWith("$")) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "No Kafka broker is known: start the stack with ./portally up, or name one with"
              + " --bootstrap-servers host:port");
    }
    return bootstrapServers;
  }

  private int partitions(String servers, String topic) {
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            AdminClientConfig.CLIENT_ID_CONFIG,
            "portally-simulator-admin",
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis());
    Admin admin = Admin.create(config);
    try {
      String name = topicPrefix + topic;
      KafkaFuture<TopicDescription> description =
          admin.describeTopics(List.of(name)).topicNameValues().get(name);
      return await(description, name, servers).partitions().size();
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static TopicDescription await(
      @Nullable KafkaFuture<TopicDescription> description, String topic, String servers) {
    if (description == null) {
      throw new IllegalStateException("the client forgot about " + topic);
    }
    try {
      return description.get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw unreachable(servers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.UNREACHABLE, "Interrupted while waiting for " + servers, e);
    } catch (ExecutionException e) {
      Throwable reason = e.getCause();
      if (reason instanceof UnknownTopicOrPartitionException
          || reason instanceof InvalidTopicException) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "The topic '%s' does not exist on %s: check --topic-prefix, or create it (./portally up creates all topics)"
                .formatted(topic, servers),
            e);
      }
      throw unreachable(servers, e);
    }
  }

  private static CommandFailure unreachable(String servers, Exception e) {
    return new CommandFailure(
        ExitCode.UNREACHABLE,
        "No Kafka broker answers at %s within %d s: start the stack with ./portally up, or check --bootstrap-servers"
            .formatted(servers, PATIENCE.toSeconds()),
        e);
  }
}
