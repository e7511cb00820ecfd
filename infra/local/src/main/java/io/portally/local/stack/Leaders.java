package io.portally.local.stack;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether somebody answers for partitions yet. */
public final class Leaders {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Leaders() {}

  /**
   * Returns when each partition of new topics has a leader that answers for it, which is a moment
   * after the controller has made the topic. A producer that comes earlier may see its first batch
   * refused and its second one taken; the first then fails for as long as it is tried again
   * (KAFKA-15591, brokers up to 4.2).
   */
  public static void await(Admin admin, Collection<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    Map<String, Integer> partitions = new HashMap<>();
    topics.forEach(topic -> partitions.put(topic.name(), topic.numPartitions()));
    await(admin, partitions);
  }

  /**
   * The same of all topics there are, where the broker itself is new: the more partitions it has,
   * the longer the last of them waits for its leader.
   */
  static void await(Admin admin) throws ExecutionException, InterruptedException {
    Set<String> names = admin.listTopics().names().get();
    Map<String, Integer> partitions = new HashMap<>();
    admin
        .describeTopics(names)
        .allTopicNames()
        .get()
        .forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
    await(admin, partitions);
  }

  private static void await(Admin admin, Map<String, Integer> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    partitions.forEach(
        (topic, count) -> {
          for (int partition = 0; partition < count; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
          }
        });
    // The controller may answer before the broker has heard of the topic, and the client gives up
    // then. Whatever else is wrong is told by the last question.
    var unused = Waiting.holdsWithin(() -> isHeardOf(admin, ends), PATIENCE);
    admin.listOffsets(ends).all().get();
  }

  private static boolean isHeardOf(Admin admin, Map<TopicPartition, OffsetSpec> ends) {
    try {
      admin.listOffsets(ends).all().get();
      return true;
    } catch (ExecutionException e) {
      return !(e.getCause() instanceof UnknownTopicOrPartitionException);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
