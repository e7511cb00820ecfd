package io.portally.simulator.traffic;

import java.util.List;

/**
 * How much later something happens than it would have without incidents.
 *
 * @param millis 0 for what is in time
 * @param incidents the names of those that hold the consignment up, in the order in which they were
 *     given; of what is in time, too, if something later of the same consignment is not
 */
public record Delay(long millis, List<String> incidents) {
  /** Of what no incident has to do with. */
  public static final Delay NONE = new Delay(0, List.of());

  public Delay {
    incidents = List.copyOf(incidents);
  }
}
