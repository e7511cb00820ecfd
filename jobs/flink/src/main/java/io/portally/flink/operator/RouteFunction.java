package io.portally.flink.operator;

import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.PortallyTypes;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Parts candidates from records that do not count. Heartbeats have done their work at the source.
 */
public final class RouteFunction extends ProcessFunction<JudgedRecord, JudgedRecord.Candidate> {

  private static final long serialVersionUID = 1L;

  /** Records that do not count: here those that are so by themselves. */
  public static final OutputTag<JudgedRecord.Refused> REFUSED =
      new OutputTag<>("refused", PortallyTypes.REFUSED);

  @Override
  public void processElement(
      JudgedRecord judged, Context context, Collector<JudgedRecord.Candidate> out) {
    if (judged instanceof JudgedRecord.Candidate candidate) {
      out.collect(candidate);
    } else if (judged instanceof JudgedRecord.Refused refused) {
      context.output(REFUSED, refused);
    }
  }
}
