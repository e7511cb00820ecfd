package io.portally.flink.source;

import io.portally.flink.type.JudgedRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * The watermarks of {@link EventTimeWatermarks} with each event: a bounded input may end before the
 * next period does, and how far its event time went would be lost.
 */
public final class PromptWatermarks implements WatermarkGenerator<JudgedRecord> {

  private final EventTimeWatermarks watermarks;

  public PromptWatermarks(Duration outOfOrderness) {
    this.watermarks = new EventTimeWatermarks(outOfOrderness);
  }

  @Override
  public void onEvent(JudgedRecord judged, long recordTimestamp, WatermarkOutput output) {
    watermarks.onEvent(judged, recordTimestamp, output);
    watermarks.onPeriodicEmit(output);
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    watermarks.onPeriodicEmit(output);
  }
}
