package io.portally.flink.type;

import io.portally.tally.slow.RuleFault;
import io.portally.tally.slow.RuleVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a record of the topic of rules has come to. */
public sealed interface RuleRecord {

  /**
   * It changes the rules, if its version is above the known one.
   *
   * @param partition where it stands
   * @param offset where it stands there
   * @param verdict a rule that is put or deleted
   */
  record Change(int partition, long offset, RuleVerdict verdict) implements RuleRecord {}

  /**
   * It is set aside, and the rule stays as it was.
   *
   * @param timestamp when it was published, epoch milliseconds
   * @param key null where the record has none
   * @param value as it was read
   */
  // Compared by nobody.
  @SuppressWarnings("ArrayRecordComponent")
  record Refused(
      int partition,
      long offset,
      long timestamp,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<RawRecord.Header> headers,
      RuleFault fault,
      String why)
      implements RuleRecord {}
}
