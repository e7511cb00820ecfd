package io.portally.tally.journey;

import org.jspecify.annotations.Nullable;

/**
 * Within which a leg's first milestone is looked for.
 *
 * @param port ordinal in the register, or {@link #ANY}
 * @param fromPort for a way between two ports that is told by both, the one it begins at: ordinal
 *     in the register; otherwise {@link #ANY}
 * @param unit which of the units at the port; null for the whole consignment, and for equipment
 *     that is not given
 */
record Scope(int port, int fromPort, @Nullable String unit) {

  /** Wherever it is. */
  static final int ANY = -1;

  /** All of the journey. */
  static final Scope JOURNEY = new Scope(ANY, ANY, null);

  /** A unit at the port of a version. */
  static Scope of(JourneyRecord version, Unit unit) {
    return new Scope(version.port(), ANY, unit.idIn(version));
  }

  /** The consignment as a whole at a port. */
  static Scope ofConsignment(int port) {
    return new Scope(port, ANY, null);
  }
}
