package io.portally.simulator.traffic;

import java.util.HashMap;
import java.util.Map;

/**
 * Draws for the lives of one flow that share out the range from 0 to 1 instead of leaving the
 * shares to chance: of n lives one draws from each nth of it, in an order of its own for each thing
 * that is drawn. So the few lives of a rare flow have the right shares and percentiles too.
 */
final class Ranks {
  private final long seed;
  private final int size;
  private final Map<String, int[]> orders = new HashMap<>();

  /**
   * @param size how many draw
   */
  Ranks(long seed, int size) {
    this.seed = seed;
    this.size = size;
  }

  /** What the member draws: from 0 to 1, both excluded, and always the same. */
  double unit(String what, int member) {
    return (orders.computeIfAbsent(what, this::shuffled)[member] + 0.5) / size;
  }

  private int[] shuffled(String what) {
    Draw draw = new Draw().from(seed, what.hashCode(), size);
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int other = draw.below(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
