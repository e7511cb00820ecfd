package io.portally.bench.traffic;

import io.portally.local.stack.StackFailure;
import io.portally.schemas.Topic;
import io.portally.simulator.sink.KafkaProducers;
import io.portally.simulator.sink.KafkaSink;
import io.portally.tally.area.RegisterReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
   * Returns when the topic holds all its records. One that was left half full is filled anew.
   *
   * @param progress hears how many records have been made, from time to time
   * @return whether it had to be filled
   */
  public boolean fill(CargoTopic topic, LongConsumer progress) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      if (records(admin, topic.name()) == topic.records()) {
        return false;
      }
      List<String> names =
          Stream.concat(Stream.of(topic.name()), topic.besides().stream()).toList();
      EmptyTopics.make(admin, names);
      publish(topic, progress);
      long held = records(admin, topic.name());
      if (held != topic.records()) {
        throw StackFailure.unreachable(
            "The topic %s holds %,d records and not %,d; see the broker's log and try again."
                .formatted(topic.name(), held, topic.records()));
      }
      return true;
    } catch (ExecutionException e) {
      throw StackFailure.unreachable(
          "The topic %s could not be made: %s".formatted(topic.name(), e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StackFailure.unreachable("The filling of topics was interrupted.", e);
    }
  }

  /** How many records the topic holds; 0 where there is none. */
  private static long records(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    if (!admin.listTopics().names().get().contains(topic)) {
      return 0;
    }
    Map<TopicPartition, OffsetSpec> ends =
        IntStream.range(0, CargoTopic.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return admin.listOffsets(ends).all().get().values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }

  private void publish(CargoTopic topic, LongConsumer progress) throws InterruptedException {
    Movements movements = new Movements(topic, RegisterReader.bundled());
    try (KafkaSink sink =
        new KafkaSink(
            KafkaProducers.connect(bootstrapServers),
            topic.prefix(),
            Map.of(Topic.CARGO_MOVEMENTS, CargoTopic.PARTITIONS))) {
      for (long made = 0; made < topic.records(); made++) {
        if (made % REPORT_EVERY == 0) {
          progress.accept(made);
          refuseWhenInterrupted();
        }
        sink.put(movements.next());
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
