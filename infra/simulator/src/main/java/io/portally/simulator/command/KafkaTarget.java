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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which broker and which topics: the options that both commands share. */
public final class KafkaTarget {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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

  String topicPrefix() {
    return topicPrefix;
  }

  /**
   * Connects and looks the topics up.
   *
   * @throws CommandFailure if no broker is named or it does not answer within ten seconds, or a
   *     topic does not exist
   */
  KafkaSink connect(Collection<Topic> topics) {
    String servers = servers();
    try {
      Map<Topic, Integer> partitions = partitions(servers, topics);
      return new KafkaSink(KafkaProducers.connect(servers), topicPrefix, partitions);
    } catch (KafkaException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new CommandFailure(
          ExitCode.USAGE,
          "--bootstrap-servers is '%s': %s; write host:port"
              .formatted(servers, reason.getMessage()),
          e);
    }
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

  private Map<Topic, Integer> partitions(String servers, Collection<Topic> topics) {
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
      Map<Topic, Integer> partitions = new EnumMap<>(Topic.class);
      for (Topic topic : topics) {
        String name = topicPrefix + topic.suffix();
        KafkaFuture<TopicDescription> description =
            admin.describeTopics(List.of(name)).topicNameValues().get(name);
        partitions.put(topic, await(description, name, servers).partitions().size());
      }
      return partitions;
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
