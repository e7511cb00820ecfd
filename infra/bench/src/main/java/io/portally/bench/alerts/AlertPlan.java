package io.portally.bench.alerts;

import java.time.Duration;

/**
 * What every run does.
 *
 * @param rate records in a second
 * @param perSecond alerts due in a second all along
 * @param atOnce alerts due within one second, twice
 * @param warmUp traffic before the first alert is due
 * @param length of each of the stretches: two before the pause, three after it
 * @param pause for how long the TaskManager is frozen
 */
public record AlertPlan(
    double rate, double perSecond, int atOnce, Duration warmUp, Duration length, Duration pause) {

  /** From the first alert that is due to the first of the many at once. */
  Duration untilFirstBurst() {
    return length;
  }

  /** From the first alert that is due to the pause. */
  Duration untilPause() {
    return length.multipliedBy(2);
  }

  /** From the first alert that is due to the second of the many at once. */
  Duration untilSecondBurst() {
    return untilPause().plus(pause).plus(length);
  }

  /** From the first alert that is due to the change of rules. */
  Duration untilRule() {
    return untilSecondBurst().plus(length);
  }

  /** From the first alert that is due to the last. */
  Duration whole() {
    return untilRule().plus(length);
  }

  /** How many alerts there are to be. */
  int alerts() {
    return 2 * atOnce + (int) (perSecond * whole().toMillis() / 1_000);
  }

  /**
   * When each falls due.
   *
   * @param from when the first does, epoch milliseconds
   */
  Dues dues(long from) {
    return new Dues(
        from,
        whole(),
        perSecond,
        atOnce,
        from + untilFirstBurst().toMillis(),
        from + untilSecondBurst().toMillis());
  }
}
