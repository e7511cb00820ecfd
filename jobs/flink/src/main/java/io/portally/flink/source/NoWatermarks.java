package io.portally.flink.source;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * For what says nothing about event time, such as rules: it is idle from the beginning, so that
 * whatever it is joined with goes on as if it were not there.
 */
public final class NoWatermarks<T> implements WatermarkGenerator<T> {

  @Override
  public void onEvent(T event, long recordTimestamp, WatermarkOutput output) {
    // It tells what holds, and not when.
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    output.markIdle();
  }
}
