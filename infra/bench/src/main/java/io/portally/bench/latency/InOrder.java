package io.portally.bench.latency;

import io.portally.simulator.traffic.Publication;
import java.util.Iterator;

/** Two endless traffics as one, in the order in which their records are due. */
final class InOrder implements Iterator<Publication> {

  private final Iterator<? extends Publication> one;
  private final Iterator<? extends Publication> other;
  private Publication nextOfOne;
  private Publication nextOfOther;

  InOrder(Iterator<? extends Publication> one, Iterator<? extends Publication> other) {
    this.one = one;
    this.other = other;
    this.nextOfOne = one.next();
    this.nextOfOther = other.next();
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Publication next() {
    Publication next;
    if (nextOfOne.recordMillis() <= nextOfOther.recordMillis()) {
      next = nextOfOne;
      nextOfOne = one.next();
    } else {
      next = nextOfOther;
      nextOfOther = other.next();
    }
    return next;
  }
}
