package io.portally.simulator.truth;

import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import java.util.Iterator;
import java.util.function.UnaryOperator;

/** A traffic of which a truth takes down all that is handed out. */
public final class WitnessedTraffic implements Iterator<Publication> {
  private final Traffic traffic;
  private final UnaryOperator<Publication> told;
  private final Truth truth;

  /** Hands out what the traffic makes. */
  public WitnessedTraffic(Traffic traffic, Truth truth) {
    this(traffic, UnaryOperator.identity(), truth);
  }

  /**
   * Hands out what the traffic makes, told otherwise.
   *
   * @param told may change when something is published, and nothing that happens
   */
  public WitnessedTraffic(Traffic traffic, UnaryOperator<Publication> told, Truth truth) {
    this.traffic = traffic;
    this.told = told;
    this.truth = truth;
  }

  @Override
  public boolean hasNext() {
    return traffic.hasNext();
  }

  @Override
  public Publication next() {
    Publication publication = told.apply(traffic.next());
    truth.take(publication, traffic.delayOfLast());
    return publication;
  }
}
