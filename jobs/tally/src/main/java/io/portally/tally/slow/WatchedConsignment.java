package io.portally.tally.slow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.tally.journey.Journeys;
import java.util.ArrayList;
import java.util.List;

/**
 * A consignment as long as it is watched: what is remembered of it, and the alerts that were raised
 * for it. Mutable: the state of a consignment, so it is kept small.
 */
public final class WatchedConsignment {

  /** In UTF-8: a string takes 24 bytes more. */
  private final byte[] consignmentId;

  private final Journeys journeys;

  /** Nearly always empty. */
  private List<Raised> raised;

  /**
   * A consignment as it was kept.
   *
   * @param journeys its records; {@link Journeys#wakeAt()} is when it is looked at again
   */
  public WatchedConsignment(String consignmentId, Journeys journeys, List<Raised> raised) {
    this(consignmentId.getBytes(UTF_8), journeys, raised);
  }

  private WatchedConsignment(byte[] consignmentId, Journeys journeys, List<Raised> raised) {
    this.consignmentId = consignmentId;
    this.journeys = journeys;
    this.raised = raised.isEmpty() ? List.of() : new ArrayList<>(raised);
  }

  /** One of which nothing is known yet. */
  public static WatchedConsignment unknown(String consignmentId) {
    return new WatchedConsignment(consignmentId, new Journeys(), List.of());
  }

  public String consignmentId() {
    return new String(consignmentId, UTF_8);
  }

  public Journeys journeys() {
    return journeys;
  }

  /** The alerts, in the order in which they were raised first; not to be modified. */
  public List<Raised> raised() {
    return raised;
  }

  /** Whether nothing is left to be remembered. */
  public boolean isForgotten() {
    return journeys.isEmpty() && raised.isEmpty();
  }

  /** The same, to go its own way from here. */
  public WatchedConsignment copy() {
    return new WatchedConsignment(consignmentId, journeys.copy(), raised);
  }

  void raised(List<Raised> newRaised) {
    raised = newRaised.isEmpty() ? List.of() : newRaised;
  }
}
