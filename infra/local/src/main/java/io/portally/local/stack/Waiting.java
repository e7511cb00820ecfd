package io.portally.local.stack;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a server that has no way to tell when it is ready. */
public final class Waiting {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private Waiting() {}

  /**
   * Returns when the condition holds.
   *
   * @throws StackFailure with the sentence when it does not within the time, or on interruption
   */
  public static void until(BooleanSupplier condition, Duration atMost, String otherwise) {
    if (!holdsWithin(condition, atMost)) {
      throw StackFailure.unreachable(otherwise);
    }
  }

  /** Whether the condition came to hold within the time. */
  public static boolean holdsWithin(BooleanSupplier condition, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
