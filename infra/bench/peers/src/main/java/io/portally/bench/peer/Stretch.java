package io.portally.bench.peer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * The stretch of the topic that is to be read, from its beginning to where it ended at the start,
 * and how far the reading has come. One thread at a time passes the records of a partition; any
 * thread may ask.
 */
public final class Stretch {

  /** Positions of different threads stand on different cache lines. */
  private static final int APART = 16;

  private final long[] begins;
  private final long[] ends;
  private final AtomicLongArray positions;

  /** By partition: the first offset, and the first one that is not to be read. */
  Stretch(long[] begins, long[] ends) {
    this.begins = begins.clone();
    this.ends = ends.clone();
    this.positions = new AtomicLongArray(begins.length * APART);
    for (int partition = 0; partition < begins.length; partition++) {
      positions.set(partition * APART, begins[partition]);
    }
  }

  /** Asks the broker what the topic holds now. */
  static Stretch ask(PeerSettings settings) throws ExecutionException, InterruptedException {
    Map<String, Object> properties =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    String topic = settings.topic();
    try (Admin admin = Admin.create(properties)) {
      var description = admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
      int partitions = description == null ? 0 : description.get().partitions().size();
      return new Stretch(
          offsets(admin, topic, partitions, OffsetSpec.earliest()),
          offsets(admin, topic, partitions, OffsetSpec.latest()));
    }
  }

  private static long[] offsets(Admin admin, String topic, int partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> question =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), partition -> which));
    long[] offsets = new long[partitions];
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> answer :
        admin.listOffsets(question).all().get().entrySet()) {
      offsets[answer.getKey().partition()] = answer.getValue().offset();
    }
    return offsets;
  }

  /** Whether a record belongs to the stretch. */
  boolean covers(int partition, long offset) {
    return offset < ends[partition];
  }

  /** A record has been taken in; whatever it leaves to be done is in flight by now. */
  void pass(int partition, long offset) {
    positions.lazySet(partition * APART, offset + 1);
  }

  /** How many records have been passed. */
  long passed() {
    long passed = 0;
    for (int partition = 0; partition < begins.length; partition++) {
      passed += positions.get(partition * APART) - begins[partition];
    }
    return passed;
  }

  /** Whether all records have been passed. */
  boolean isOver() {
    for (int partition = 0; partition < ends.length; partition++) {
      if (positions.get(partition * APART) < ends[partition]) {
        return false;
      }
    }
    return true;
  }
}
