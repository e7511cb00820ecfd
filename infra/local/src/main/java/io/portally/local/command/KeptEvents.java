package io.portally.local.command;

import io.portally.local.stack.StackFailure;
import io.portally.schemas.Topic;
import io.portally.tally.fate.EventTopic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What earlier runs have left on the event topics. */
final class KeptEvents {

  private static final String PREFIX = "portally.";

  private KeptEvents() {}

  /** How many records the event topics hold, heartbeats included. */
  static long count(String bootstrapServers) {
    return count(bootstrapServers, Stream.of(EventTopic.values()).map(EventTopic::suffix).toList());
  }

  /** How many records a topic holds. */
  static long ofTopic(String bootstrapServers, Topic topic) {
    return count(bootstrapServers, List.of(topic.suffix()));
  }

  private static long count(String bootstrapServers, List<String> suffixes) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      List<String> topics = suffixes.stream().map(suffix -> PREFIX + suffix).toList();
      Map<TopicPartition, OffsetSpec> ends =
          admin.describeTopics(topics).allTopicNames().get().values().stream()
              .flatMap(
                  topic ->
                      topic.partitions().stream()
                          .map(p -> new TopicPartition(topic.name(), p.partition())))
              .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(end -> end.offset())
          .sum();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StackFailure.unreachable("Interrupted while asking the broker.", e);
    } catch (ExecutionException e) {
      throw StackFailure.unreachable(
          "The broker at %s does not say what its topics hold: %s"
              .formatted(bootstrapServers, e.getCause()),
          e);
    }
  }
}
