package io.portally.local.stack;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics that have just been made, before anybody writes to them. */
public final class NewTopics {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private NewTopics() {}

  /**
   * Returns when each partition has a leader that answers for it, which is a moment after the
   * controller has made the topic. A producer that comes earlier may see its first batch refused
   * and its second one taken; the first then fails for as long as it is tried again (KAFKA-15591,
   * brokers up to 4.2).
   */
  public static void awaitLeaders(Admin admin, Collection<NewTopic> topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (NewTopic topic : topics) {
      for (int partition = 0; partition < topic.numPartitions(); partition++) {
        ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
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
