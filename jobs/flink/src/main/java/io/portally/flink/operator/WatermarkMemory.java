package io.portally.flink.operator;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The watermark that an operator has seen, kept across a restart: Flink does not checkpoint it, and
 * what is decided by it must not be decided otherwise after a crash.
 *
 * <p>Of all subtasks' the least is taken up again, at any parallelism. The windows, behind a
 * shuffle, have never seen more than that at a checkpoint's barrier, so no contribution that is let
 * pass by it meets a closed window.
 */
final class WatermarkMemory {

  private final ListState<Long> state;
  private long watermark = Long.MIN_VALUE;

  WatermarkMemory(ListStateDescriptor<Long> descriptor, StateInitializationContext context)
      throws Exception {
    state = context.getOperatorStateStore().getUnionListState(descriptor);
    long least = Long.MAX_VALUE;
    for (long seen : state.get()) {
      least = Math.min(least, seen);
    }
    advance(least);
  }

  void advance(long seen) {
    // The end of a bounded input says nothing about event time, and neither does an empty memory.
    if (seen != Long.MAX_VALUE) {
      watermark = Math.max(watermark, seen);
    }
  }

  long current() {
    return watermark;
  }

  void snapshot() throws Exception {
    state.clear();
    state.add(watermark);
  }
}
