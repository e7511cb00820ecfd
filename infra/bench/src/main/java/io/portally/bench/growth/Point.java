package io.portally.bench.growth;

import java.util.Locale;

/**
 * What one run is made with.
 *
 * @param axis which of the questions it answers
 * @param open consignments that are remembered at once
 * @param backend where their state is kept
 * @param ports of a register made for it; 0 for the register that comes with Portally
 * @param skew the share of consignments at the busiest port; 0: as the ports' weights say
 */
public record Point(Axis axis, int open, Backend backend, int ports, double skew) {

  /** What is varied. */
  public enum Axis {
    OPEN,
    PORTS,
    SKEW
  }

  /** For a person. */
  public String label() {
    return String.format(
        Locale.ROOT,
        "%,d open on %s%s%s",
        open,
        backend,
        ports == 0 ? "" : String.format(Locale.ROOT, ", %,d ports", ports),
        skew == 0 ? "" : String.format(Locale.ROOT, ", %.0f%% at one port", 100 * skew));
  }
}
