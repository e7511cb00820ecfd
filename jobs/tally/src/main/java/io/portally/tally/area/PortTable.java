package io.portally.tally.area;

import io.portally.schemas.Text;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** From a port's code, packed into a number, to its ordinal: asked for every record. */
final class PortTable implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of a UN/LOCODE. */
  static final int CODE_LENGTH = 5;

  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
  private static final int ABSENT = -1;

  /** Open addressing: a code stands at its place, or at the next one that was free. */
  private final long[] codes;

  private final int[] ordinals;
  private final int shift;

  /** The ports' ordinals are their places in the list. */
  PortTable(List<Port> ports) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(4 * ports.size() + 1);
    this.codes = new long[1 << bits];
    this.ordinals = new int[1 << bits];
    this.shift = Long.SIZE - bits;
    Arrays.fill(ordinals, ABSENT);
    for (int ordinal = 0; ordinal < ports.size(); ordinal++) {
      long code = Text.packed(ports.get(ordinal).code());
      int place = placeOf(code);
      codes[place] = code;
      ordinals[place] = ordinal;
    }
  }

  /** -1 where no port has the code. */
  int ordinal(long packed) {
    return ordinals[placeOf(packed)];
  }

  /** Where the code stands, or would stand: there is always a free place. */
  private int placeOf(long packed) {
    int place = (int) ((packed * SPREAD) >>> shift);
    while (ordinals[place] != ABSENT && codes[place] != packed) {
      place = (place + 1) & (codes.length - 1);
    }
    return place;
  }
}
