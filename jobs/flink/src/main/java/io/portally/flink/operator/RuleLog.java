package io.portally.flink.operator;

import io.portally.flink.type.RuleRecord;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Where rules are put, as a task asks it before its first record. Nothing in Flink reads one input
 * to its end before it begins another: at a start, and after each restart, events that overtook the
 * rules would be judged without them, and what has ended is never judged again.
 */
@FunctionalInterface
public interface RuleLog extends Serializable {

  /**
   * What has been put and deleted since, in its order; what is refused is left out.
   *
   * @param readUpTo by partition: the offset behind the last record that is known; empty: none is
   */
  List<RuleRecord.Change> changesSince(Map<Integer, Long> readUpTo);
}
