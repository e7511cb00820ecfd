package io.portally.bench.alerts;

import java.time.Duration;
import java.util.Arrays;

/**
 * When clearances fall due: some all along, and many at once twice. Each has a number, from 0 on.
 * Epoch milliseconds.
 */
final class Dues {

  private static final long SECOND = 1_000;

  private final long from;
  private final double perSecond;
  private final int steady;
  private final int atOnce;
  private final long[] bursts;

  /**
   * @param from when the first is due
   * @param length until when some are due all along
   * @param perSecond how many are due in a second all along
   * @param atOnce how many are due within each of the seconds that begin at {@code bursts}
   */
  Dues(long from, Duration length, double perSecond, int atOnce, long... bursts) {
    this.from = from;
    this.perSecond = perSecond;
    this.steady = (int) (perSecond * length.toMillis() / SECOND);
    this.atOnce = atOnce;
    this.bursts = bursts.clone();
  }

  int count() {
    return steady + atOnce * bursts.length;
  }

  /** When that one is due. */
  long of(long number) {
    if (number < steady) {
      return from + (long) (number * SECOND / perSecond);
    }
    int burst = (int) ((number - steady) / atOnce);
    long within = (number - steady) % atOnce;
    return bursts[burst] + within * SECOND / atOnce;
  }

  /** Whether it is one of the many at once: 0 the first time, 1 the second. */
  boolean isOfBurst(int number, int burst) {
    return number >= steady && (number - steady) / atOnce == burst;
  }

  /** Whether it is one of those that are due all along. */
  boolean isSteady(int number) {
    return number < steady;
  }

  @Override
  public String toString() {
    return "%d all along, %d at once at %s".formatted(steady, atOnce, Arrays.toString(bursts));
  }
}
