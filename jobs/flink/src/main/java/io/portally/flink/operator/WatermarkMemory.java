package io.portally.flink.operator;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The watermark that an operator has seen, kept across a restart: Flink does not checkpoint it, and
 * what is decided by it must not be decided otherwise after a crash. All subtasks have seen the
 * same one at a checkpoint's barrier, so any of them serves after a change of parallelism.
 */
final class WatermarkMemory {

  private final ListState<Long> state;
  private long watermark = Long.MIN_VALUE;

  WatermarkMemory(ListStateDescriptor<Long> descriptor, StateInitializationContext context)
      throws Exception {
    state = context.getOperatorStateStore().getUnionListState(descriptor);
    for (long seen : state.get()) {
      watermark = Math.max(watermark, seen);
    }
  }

  void advance(long seen) {
    // The end of a bounded input says nothing about event time.
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
