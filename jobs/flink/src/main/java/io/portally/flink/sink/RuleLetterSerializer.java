package io.portally.flink.sink;

import io.portally.flink.type.RuleRecord;
import io.portally.tally.fate.Fate;
import io.portally.tally.slow.RuleFault;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes a rule that is refused to the topic of dead letters, as events are written there. */
public final class RuleLetterSerializer implements KafkaRecordSerializationSchema<RuleRecord> {

  private static final long serialVersionUID = 1L;

  private final String rulesTopic;
  private final String target;
  private final int mostBytes;

  /**
   * Prepares the serializer.
   *
   * @param rulesTopic where rules come from, by its full name
   * @param target the topic of dead letters, by its full name
   * @param mostBytes how much of a value is kept
   */
  public RuleLetterSerializer(String rulesTopic, String target, int mostBytes) {
    this.rulesTopic = rulesTopic;
    this.target = target;
    this.mostBytes = mostBytes;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      RuleRecord record, KafkaSinkContext context, @Nullable Long timestamp) {
    RuleRecord.Refused refused = (RuleRecord.Refused) record;
    Letter letter =
        new Letter(
            rulesTopic,
            refused.partition(),
            refused.offset(),
            refused.timestamp(),
            refused.key(),
            refused.value(),
            refused.headers(),
            new Letter.Why(
                RuleFault.class.getName(),
                refused.why(),
                Fate.REJECTED.name(),
                refused.fault().name(),
                null));
    return letter.to(target, mostBytes);
  }
}
