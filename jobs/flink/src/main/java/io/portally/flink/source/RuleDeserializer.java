package io.portally.flink.source;

import io.portally.flink.type.PortallyTypes;
import io.portally.flink.type.RuleRecord;
import io.portally.tally.area.Register;
import io.portally.tally.slow.RuleJudge;
import io.portally.tally.slow.RuleVerdict;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes and judges rules. Total, as {@link JudgingDeserializer} is. */
public final class RuleDeserializer implements KafkaRecordDeserializationSchema<RuleRecord> {

  private static final long serialVersionUID = 1L;

  private final Register register;

  private transient @Nullable RuleJudge judge;

  public RuleDeserializer(Register register) {
    this.register = register;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    judge = new RuleJudge(register);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RuleRecord> out) {
    if (judge == null) {
      throw new IllegalStateException("not opened");
    }
    RuleVerdict verdict = judge.judge(record.key(), record.value());
    out.collect(
        verdict instanceof RuleVerdict.Refused refused
            ? new RuleRecord.Refused(
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                JudgingDeserializer.headersOf(record),
                refused.fault(),
                refused.why())
            : new RuleRecord.Change(record.partition(), record.offset(), verdict));
  }

  @Override
  public TypeInformation<RuleRecord> getProducedType() {
    return PortallyTypes.RULE_RECORD;
  }
}
