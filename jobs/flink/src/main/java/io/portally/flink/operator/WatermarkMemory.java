package io.portally.flink.operator;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * The watermark that an operator has seen, kept across a restart: Flink does not checkpoint it, and
 * what is decided by it must not be decided otherwise after a crash. Behind a shuffle all subtasks
 * have seen the same one at a checkpoint's barrier. In a source's chain each has seen its own, and
 * none may go on with that of another which is ahead of it: so the least of them serves after a
 * restart, at any parallelism. It is never ahead of what the windows have seen.
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
