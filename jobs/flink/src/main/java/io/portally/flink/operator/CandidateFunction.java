package io.portally.flink.operator;

import io.portally.flink.type.AboutConsignment;
import io.portally.flink.type.JudgedRecord;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets candidates alone go on: what becomes of other records is the main job's to tell. */
public final class CandidateFunction extends ProcessFunction<JudgedRecord, AboutConsignment> {

  private static final long serialVersionUID = 1L;

  @Override
  public void processElement(
      JudgedRecord judged, Context context, Collector<AboutConsignment> out) {
    if (judged instanceof JudgedRecord.Candidate candidate) {
      out.collect(candidate);
    }
  }
}
