package io.portally.bench.latency;

import io.portally.simulator.traffic.Publication;
import java.util.Iterator;

/** Traffic with probes among it, in the order in which both are due. */
final class ProbedTraffic implements Iterator<Publication> {

  private final Iterator<Publication> traffic;
  private final Probes probes;
  private Publication waiting;

  ProbedTraffic(Iterator<Publication> traffic, Probes probes) {
    this.traffic = traffic;
    this.probes = probes;
    this.waiting = traffic.next();
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Publication next() {
    if (probes.nextDue() <= waiting.recordMillis()) {
      return probes.next();
    }
    Publication next = waiting;
    waiting = traffic.next();
    return next;
  }
}
