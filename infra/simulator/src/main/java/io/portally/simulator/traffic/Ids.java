package io.portally.simulator.traffic;

import java.util.Locale;

/** Ids in capital letters and digits. */
final class Ids {
  private static final int BASE = 36;

  private Ids() {}

  static String of(long number) {
    return Long.toUnsignedString(number, BASE).toUpperCase(Locale.ROOT);
  }

  /** Filled with zeros on the left. */
  static String fixed(long number, int length) {
    String text = of(number);
    return "0".repeat(Math.max(0, length - text.length())) + text;
  }

  /**
   * What all ids of a traffic begin with: the form of a UCR (year, country), the start and the
   * seed. So two runs share ids only if they are the same run.
   */
  static String prefix(int year, long startMillis, long seed) {
    return year % 10 + "CN" + fixed(startMillis, 9) + fixed(Draw.hash(seed, 0, 0) >>> 28, 7);
  }

  /** A lorry's number plate in the Latin form that terminals write. */
  static String plate(long bits) {
    return "YUE" + fixed(Math.floorMod(bits, 36L * 36 * 36 * 36 * 36 * 36), 6);
  }
}
