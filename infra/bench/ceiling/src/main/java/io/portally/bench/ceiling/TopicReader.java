package io.portally.bench.ceiling;

import io.portally.schemas.CargoMovementCursor;
import io.portally.schemas.CursorReader;
import io.portally.schemas.Topic;
import io.portally.tally.Definitions;
import io.portally.tally.area.Register;
import io.portally.tally.area.Windows;
import io.portally.tally.fate.Judge;
import io.portally.tally.fate.Verdict;
import io.portally.tally.measure.FactTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads some partitions to the end that they had at the start, decodes, judges and counts. One
 * thread runs it, another takes what was counted.
 */
final class TopicReader implements Runnable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Settings settings;
  private final List<TopicPartition> partitions;
  private final CursorReader reader = CursorReader.of(Topic.CARGO_MOVEMENTS);
  private final Register register;
  private final Judge judge;
  private final Ledger ledger;
  private Parts counted = new Parts();
  private Parts spare = new Parts();
  private volatile long read;

  TopicReader(Settings settings, Definitions definitions, List<TopicPartition> partitions) {
    this.settings = settings;
    this.partitions = partitions;
    this.register = definitions.register();
    this.judge = definitions.judge();
    this.ledger = new Ledger(judge);
  }

  /** Records read so far. */
  long read() {
    return read;
  }

  /** What was counted since this was last asked; for one caller alone, until it asks again. */
  synchronized Parts handOver() {
    Parts full = counted;
    counted = spare;
    spare = full;
    return full;
  }

  @Override
  public void run() {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        var records = consumer.poll(POLL);
        for (TopicPartition partition : records.partitions()) {
          count(records.records(partition), ends.getOrDefault(partition, 0L));
        }
      }
    }
  }

  private synchronized void count(List<ConsumerRecord<byte[], byte[]>> records, long end) {
    long taken = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.offset() < end) {
        count(record);
        taken++;
      }
    }
    read += taken;
  }

  private void count(ConsumerRecord<byte[], byte[]> record) {
    if (!(reader.read(record.value()) instanceof CargoMovementCursor movement)) {
      return;
    }
    Verdict verdict = judge.judge(movement, record.value().length, record.timestamp());
    if (verdict instanceof Verdict.Accepted) {
      long minute = Windows.minuteOf(movement.eventTime());
      ledger.count(movement, record.timestamp(), kind(movement), (int) minute, counted);
    }
  }

  private long kind(CargoMovementCursor movement) {
    return FactTable.THROUGHPUT.pack(
        register.portOrdinal(movement.port()),
        movement.movement().ordinal(),
        movement.direction().ordinal(),
        movement.mode().ordinal(),
        movement.laden() ? 1 : 0);
  }

  private Map<String, Object> properties() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        settings.bootstrapServers(),
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        10_000,
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        4 << 20);
  }
}
