package io.portally.local.command;

import java.util.Locale;

/** Time that has passed, for a person. */
final class Stopwatch {

  private final long begin = System.nanoTime();

  private Stopwatch() {}

  static Stopwatch started() {
    return new Stopwatch();
  }

  String seconds() {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9);
  }
}
