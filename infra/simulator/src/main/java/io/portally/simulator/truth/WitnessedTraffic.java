package io.portally.simulator.truth;

import io.portally.simulator.traffic.Delay;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import java.util.Iterator;
import java.util.function.Supplier;

/** A traffic of which a truth takes down all that is handed out. */
public final class WitnessedTraffic implements Iterator<Publication> {
  private final Iterator<Publication> traffic;
  private final Supplier<Delay> delayOfLast;
  private final Truth truth;

  /** Hands out what the traffic makes. */
  public WitnessedTraffic(Traffic traffic, Truth truth) {
    this(traffic, traffic::delayOfLast, truth);
  }

  /**
   * Hands out a traffic that is told otherwise.
   *
   * @param delayOfLast by how much incidents delay what the traffic made last
   */
  public WitnessedTraffic(Iterator<Publication> traffic, Supplier<Delay> delayOfLast, Truth truth) {
    this.traffic = traffic;
    this.delayOfLast = delayOfLast;
    this.truth = truth;
  }

  @Override
  public boolean hasNext() {
    return traffic.hasNext();
  }

  @Override
  public Publication next() {
    Publication publication = traffic.next();
    truth.take(publication, delayOfLast.get());
    return publication;
  }
}
