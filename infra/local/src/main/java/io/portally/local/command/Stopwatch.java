package io.portally.local.command;

import java.time.Duration;
import java.util.Locale;

/** Time that has passed, for a person. */
final class Stopwatch {

  private final long begin = System.nanoTime();

  private Stopwatch() {}

  static Stopwatch started() {
    return new Stopwatch();
  }

  Duration time() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  String seconds() {
    return String.format(Locale.ROOT, "%.1f s", time().toMillis() / 1000.0);
  }
}
