package io.portally.flink.job;

import io.portally.flink.operator.KnownRules;
import io.portally.tally.slow.RuleBook;
import io.portally.tally.slow.RuleJudge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The rules that hold when the job starts. They go with the job, as nothing in Flink reads one
 * topic to its end before it begins another: events that overtook the rules would be judged without
 * them, and a bounded job would end before it has heard of any.
 */
final class RulesAtStart {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(500);

  private RulesAtStart() {}

  /**
   * Reads the topic of rules to its end. What is refused there is left to the job, which sets it
   * aside.
   *
   * @throws IllegalConfigurationException if the topic has several partitions
   * @throws UnreachableServerException if no broker answers
   */
  static KnownRules read(SlowClearanceConfig config) {
    String topic = config.topic(SlowClearanceConfig.RULES);
    Properties properties = config.input().consumer();
    int patience = Math.toIntExact(PATIENCE.toMillis());
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return read(consumer, partitionOf(topic, consumer), config);
    } catch (KafkaException e) {
      throw new UnreachableServerException(
          "the rules in %s cannot be read (%s): see that the broker answers, or correct %s"
              .formatted(topic, e.getMessage(), PortMetricsOptions.BOOTSTRAP_SERVERS.key()),
          e);
    }
  }

  /** In several partitions there would be no order of versions and deletions. */
  private static TopicPartition partitionOf(String topic, KafkaConsumer<byte[], byte[]> consumer) {
    int partitions = consumer.partitionsFor(topic).size();
    if (partitions != 1) {
      throw new IllegalConfigurationException(
          "%s has %d partitions, and rules need their order: make it anew with one"
              .formatted(topic, partitions));
    }
    return new TopicPartition(topic, 0);
  }

  private static KnownRules read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      SlowClearanceConfig config) {
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    RuleJudge judge = new RuleJudge(config.input().definitions().register());
    RuleBook book = RuleBook.empty(config.input().definitions().register());
    long givesUpAt = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition) < end) {
      if (System.nanoTime() - givesUpAt > 0) {
        throw new TimeoutException("%s is not read within %s".formatted(partition, PATIENCE));
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end) {
          book = book.with(judge.judge(record.key(), record.value()));
        }
      }
    }
    return new KnownRules(List.copyOf(book.rules().values()), Map.of(partition.partition(), end));
  }
}
