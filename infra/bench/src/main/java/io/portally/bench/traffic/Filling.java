package io.portally.bench.traffic;

import io.portally.local.stack.StackFailure;
import io.portally.simulator.sink.KafkaProducers;
import io.portally.simulator.sink.KafkaSink;
import io.portally.simulator.traffic.Publication;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Fills topics on a broker, in batches as producers make them, and keeps those that are full. */
public final class Filling {

  private static final long REPORT_EVERY = 1 << 16;

  private final String bootstrapServers;

  public Filling(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Returns when the topics hold all their records. What was left half full is filled anew.
   *
   * @param progress hears how many records have been made, from time to time
   * @return whether it had to be filled
   */
  public boolean fill(Backlog backlog, LongConsumer progress) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      if (records(admin, backlog.filled()) == backlog.records()) {
        return false;
      }
      EmptyTopics.make(admin, backlog.topics());
      publish(backlog, progress);
      long held = records(admin, backlog.filled());
      if (held != backlog.records()) {
        throw StackFailure.unreachable(
            "The topics %s hold %,d records and not %,d; see the broker's log and try again."
                .formatted(backlog.filled(), held, backlog.records()));
      }
      return true;
    } catch (ExecutionException e) {
      throw StackFailure.unreachable(
          "The topics %s could not be made: %s".formatted(backlog.filled(), e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StackFailure.unreachable("The filling of topics was interrupted.", e);
    }
  }

  /** How many records the topics hold together; 0 where one is missing. */
  private static long records(Admin admin, List<String> topics)
      throws ExecutionException, InterruptedException {
    if (!admin.listTopics().names().get().containsAll(topics)) {
      return 0;
    }
    Map<TopicPartition, OffsetSpec> ends =
        topics.stream()
            .flatMap(
                topic ->
                    IntStream.range(0, Backlog.PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return admin.listOffsets(ends).all().get().values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }

  private void publish(Backlog backlog, LongConsumer progress) throws InterruptedException {
    Iterator<? extends Publication> publications = backlog.publications();
    try (KafkaSink sink =
        new KafkaSink(
            KafkaProducers.connect(bootstrapServers), backlog.prefix(), Backlog.PARTITIONS_OF)) {
      for (long made = 0; made < backlog.records(); made++) {
        if (made % REPORT_EVERY == 0) {
          progress.accept(made);
          refuseWhenInterrupted();
        }
        sink.put(publications.next());
      }
      sink.flush();
    }
  }

  private static void refuseWhenInterrupted() throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
  }
}
