package io.portally.flink.source;

import io.portally.flink.operator.RuleLog;
import io.portally.flink.type.RuleRecord;
import io.portally.tally.area.Register;
import io.portally.tally.slow.RuleJudge;
import io.portally.tally.slow.RuleVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The topic of rules, read to its end at one go. It has one partition. */
public final class RuleTopic implements RuleLog {

  private static final long serialVersionUID = 1L;

  private final TopicTail topic;
  private final Register register;

  /**
   * Names the topic; nothing is asked of a broker yet.
   *
   * @param kafka the properties of a consumer
   * @param topic by its full name
   * @param register by which rules are judged
   */
  public RuleTopic(Properties kafka, String topic, Register register) {
    this.topic = new TopicTail(kafka, topic);
    this.register = register;
  }

  /**
   * Reads on to the end.
   *
   * @throws org.apache.kafka.common.KafkaException if no broker answers in time
   */
  @Override
  public List<RuleRecord.Change> changesSince(Map<Integer, Long> readUpTo) {
    RuleJudge judge = new RuleJudge(register);
    List<RuleRecord.Change> changes = new ArrayList<>();
    topic.readFrom(
        readUpTo,
        record -> {
          RuleVerdict verdict = judge.judge(record.key(), record.value());
          if (!(verdict instanceof RuleVerdict.Refused)) {
            changes.add(new RuleRecord.Change(record.partition(), record.offset(), verdict));
          }
        });
    return changes;
  }
}
