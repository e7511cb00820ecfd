package io.portally.flink.source;

import io.portally.flink.type.JudgedRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * The watermark of one partition: the greatest event time that by itself is neither rejected,
 * ignored nor late, or of a heartbeat, minus the out-of-orderness. A partition that is silent holds
 * it back: silence is no proof of quiet, and heartbeats say when it is.
 */
public final class EventTimeWatermarks implements WatermarkGenerator<JudgedRecord> {

  private final long outOfOrderness;
  private long greatest = Long.MIN_VALUE;

  public EventTimeWatermarks(Duration outOfOrderness) {
    this.outOfOrderness = outOfOrderness.toMillis();
  }

  @Override
  public void onEvent(JudgedRecord judged, long recordTimestamp, WatermarkOutput output) {
    if (judged instanceof JudgedRecord.Candidate candidate) {
      greatest = Math.max(greatest, candidate.eventTime());
    } else if (judged instanceof JudgedRecord.HeartbeatMark heartbeat) {
      greatest = Math.max(greatest, heartbeat.emittedAt());
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (greatest > Long.MIN_VALUE) {
      output.emitWatermark(new Watermark(greatest - outOfOrderness - 1));
    }
  }
}
