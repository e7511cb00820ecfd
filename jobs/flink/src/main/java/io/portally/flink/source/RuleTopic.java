package io.portally.flink.source;

import io.portally.flink.operator.RuleLog;
import io.portally.flink.type.RuleRecord;
import io.portally.tally.area.Register;
import io.portally.tally.slow.RuleJudge;
import io.portally.tally.slow.RuleVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of rules, read to its end at one go. It has one partition. */
public final class RuleTopic implements RuleLog {

  private static final long serialVersionUID = 1L;

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Properties kafka;
  private final String topic;
  private final Register register;

  /**
   * Names the topic; nothing is asked of a broker yet.
   *
   * @param kafka the properties of a consumer
   * @param topic by its full name
   * @param register by which rules are judged
   */
  public RuleTopic(Properties kafka, String topic, Register register) {
    this.kafka = kafka;
    this.topic = topic;
    this.register = register;
  }

  /**
   * Reads on to the end.
   *
   * @throws org.apache.kafka.common.KafkaException if no broker answers in time
   */
  @Override
  public List<RuleRecord.Change> changesSince(Map<Integer, Long> readUpTo) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    int patience = Math.toIntExact(PATIENCE.toMillis());
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all = List.of(partition);
      consumer.assign(all);
      long beginning = consumer.beginningOffsets(all).getOrDefault(partition, 0L);
      long end = consumer.endOffsets(all).getOrDefault(partition, 0L);
      consumer.seek(partition, Math.max(beginning, readUpTo.getOrDefault(0, 0L)));
      return read(consumer, partition, end);
    }
  }

  private List<RuleRecord.Change> read(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
    RuleJudge judge = new RuleJudge(register);
    List<RuleRecord.Change> changes = new ArrayList<>();
    long givesUpAt = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(partition) < end) {
      if (System.nanoTime() - givesUpAt > 0) {
        throw new TimeoutException(
            "the rules in %s are not read to their end within %s: see that the broker answers"
                .formatted(topic, PATIENCE));
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        RuleVerdict verdict = judge.judge(record.key(), record.value());
        if (!(verdict instanceof RuleVerdict.Refused)) {
          changes.add(new RuleRecord.Change(record.partition(), record.offset(), verdict));
        }
      }
    }
    return changes;
  }
}
