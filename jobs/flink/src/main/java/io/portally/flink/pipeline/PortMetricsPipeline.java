package io.portally.flink.pipeline;

import io.portally.flink.operator.JourneyOperator;
import io.portally.flink.operator.QualityOperator;
import io.portally.flink.operator.Refresh;
import io.portally.flink.operator.RouteFunction;
import io.portally.flink.operator.TallyOperator;
import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.PortallyTypes;
import io.portally.tally.Definitions;
import io.portally.tally.fate.Fate;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Row;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * The dataflow of the main job: judged records in; rows, dead letters and late events out.
 *
 * <pre>
 *   records ─ route ─┬─ candidates ═ [consignment] journey ═ [cell] tally ─ rows
 *                    └─ refused ──── quality ══════════════╝
 * </pre>
 *
 * (═ a shuffle, ─ a chain)
 */
public final class PortMetricsPipeline {

  /**
   * How quickly and until when rows are sent.
   *
   * @param combine for how long contributions are held before the second shuffle
   * @param boundedAsOf of a bounded input, the windows that end no later are complete, and no
   *     others; null where the input has no end
   */
  public record Pace(Duration combine, Refresh refresh, @Nullable Instant boundedAsOf) {}

  /**
   * What the job gives.
   *
   * @param rows the fact tables' rows as they change
   * @param rejected records for the topic of dead letters
   * @param late records for the topic of late events
   */
  public record Outputs(
      DataStream<Row> rows,
      DataStream<JudgedRecord.Refused> rejected,
      DataStream<JudgedRecord.Refused> late) {}

  private PortMetricsPipeline() {}

  /**
   * Puts the dataflow behind a stream of judged records.
   *
   * @param generation whose rows are computed
   */
  public static Outputs build(
      DataStream<JudgedRecord> records, Definitions definitions, int generation, Pace pace) {
    var candidates =
        records.process(new RouteFunction(), PortallyTypes.CANDIDATE).name("route").uid(Uids.ROUTE);
    var refusedAlone = candidates.getSideOutput(RouteFunction.REFUSED);

    var journeys =
        candidates
            .keyBy(JudgedRecord.Candidate::key, PortallyTypes.CONSIGNMENT_KEY)
            .transform(
                "journey",
                PortallyTypes.CONTRIBUTION,
                new JourneyOperator(definitions, generation, pace.combine()))
            .uid(Uids.JOURNEY);
    var refusedByJourney = journeys.getSideOutput(RouteFunction.REFUSED);
    var quality =
        refusedAlone
            .transform(
                "quality",
                PortallyTypes.CONTRIBUTION,
                new QualityOperator(definitions, pace.combine()))
            .uid(Uids.QUALITY);

    var rows =
        journeys
            .union(quality)
            .keyBy(Contribution::cell, PortallyTypes.CELL)
            .transform(
                "tally",
                PortallyTypes.ROW,
                new TallyOperator(definitions, pace.refresh(), pace.boundedAsOf()))
            .uid(Uids.TALLY);

    return new Outputs(
        rows,
        only(Fate.REJECTED, refusedAlone, "rejected", Uids.REJECTED)
            .union(
                only(
                    Fate.REJECTED,
                    refusedByJourney,
                    "rejected by journey",
                    Uids.REJECTED_BY_JOURNEY)),
        only(Fate.LATE, refusedAlone, "late", Uids.LATE)
            .union(only(Fate.LATE, refusedByJourney, "late by journey", Uids.LATE_BY_JOURNEY)));
  }

  /** Before any union, so that it is chained: ignored records, a third of a feed, end here. */
  private static SingleOutputStreamOperator<JudgedRecord.Refused> only(
      Fate fate, DataStream<JudgedRecord.Refused> refused, String name, String uid) {
    return refused.filter(record -> record.verdict().fate() == fate).name(name).uid(uid);
  }
}
