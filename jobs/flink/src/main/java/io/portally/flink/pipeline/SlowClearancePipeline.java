package io.portally.flink.pipeline;

import io.portally.flink.operator.AlertLog;
import io.portally.flink.operator.CandidateFunction;
import io.portally.flink.operator.RuleLog;
import io.portally.flink.operator.RuleRouteFunction;
import io.portally.flink.operator.WatchOperator;
import io.portally.flink.type.AboutConsignment;
import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.PortallyTypes;
import io.portally.flink.type.RuleRecord;
import io.portally.flink.type.ToldAlert;
import io.portally.tally.Definitions;
import java.time.Instant;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.jspecify.annotations.Nullable;

/**
 * The dataflow of the job for slow clearances: judged records and rules in, alerts and refused
 * rules out. Records that do not count end here: the main job sets them aside.
 *
 * <pre>
 *   records ─ route ═╦ [consignment] watch ─ alerts
 *   alerts told ═════╝                 ║
 *   rules ─ rules ════ [all subtasks] ═╝
 *                └ refused
 * </pre>
 *
 * (═ a shuffle, ─ a chain)
 */
public final class SlowClearancePipeline {

  /**
   * What the job gives.
   *
   * @param alerts what is told of alerts
   * @param refusedRules records of rules for the topic of dead letters
   */
  public record Outputs(DataStream<ToldAlert> alerts, DataStream<RuleRecord> refusedRules) {}

  private SlowClearancePipeline() {}

  /**
   * Puts the dataflow behind a stream of judged records and one of rules.
   *
   * @param told the job's own alerts, as they are read back
   * @param ruleLog tells which rules hold before the first record
   * @param alertLog tells which alerts have been told before it
   * @param boundedAsOf of a bounded input, how far event time goes; null: as far as its events
   */
  public static Outputs build(
      DataStream<JudgedRecord> records,
      DataStream<AboutConsignment> told,
      DataStream<RuleRecord> rules,
      Definitions definitions,
      RuleLog ruleLog,
      AlertLog alertLog,
      @Nullable Instant boundedAsOf) {
    var candidates =
        records
            .process(new CandidateFunction(), PortallyTypes.ABOUT_CONSIGNMENT)
            .name("route")
            .uid(Uids.ROUTE);
    var changes =
        rules
            .process(new RuleRouteFunction(), PortallyTypes.RULE_RECORD)
            .name("rules")
            .uid(Uids.SlowClearance.RULE_ROUTE)
            .setParallelism(1);
    var alerts =
        candidates
            .union(told)
            .keyBy(AboutConsignment::key, PortallyTypes.CONSIGNMENT_KEY)
            .connect(changes.broadcast())
            .transform(
                "watch",
                PortallyTypes.TOLD_ALERT,
                new WatchOperator(definitions, ruleLog, alertLog, boundedAsOf))
            .uid(Uids.SlowClearance.WATCH);
    return new Outputs(alerts, changes.getSideOutput(RuleRouteFunction.REFUSED));
  }
}
