package io.portally.flink.operator;

import io.portally.flink.metric.JobCounter;
import io.portally.flink.type.PortallyTypes;
import io.portally.flink.type.RuleRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Parts changes of rules from what is refused. */
// Everything transient is set in open(), before the first record.
@SuppressWarnings("NullAway.Init")
public final class RuleRouteFunction extends ProcessFunction<RuleRecord, RuleRecord> {

  private static final long serialVersionUID = 1L;

  /** What is refused. */
  public static final OutputTag<RuleRecord> REFUSED =
      new OutputTag<>("refused-rules", PortallyTypes.RULE_RECORD);

  private transient Counter refusedRules;

  @Override
  public void open(OpenContext context) {
    refusedRules = JobCounter.RULES_REFUSED.in(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RuleRecord record, Context context, Collector<RuleRecord> out) {
    if (record instanceof RuleRecord.Refused) {
      refusedRules.inc();
      context.output(REFUSED, record);
    } else {
      out.collect(record);
    }
  }
}
