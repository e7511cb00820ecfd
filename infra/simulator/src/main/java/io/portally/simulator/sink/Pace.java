package io.portally.simulator.sink;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Holds a run back to a multiple of the clock's speed, in an open loop: a record is due by its
 * timestamp alone, so one who was held up hurries after. Nothing is due before the clock has
 * reached its timestamp, whatever the speed, because a broker and a job refuse what is dated ahead.
 */
public final class Pace {
  /** Nobody sleeps longer than this in one go, so that a clock that was set is noticed. */
  private static final long LONGEST_NAP = Duration.ofMillis(200).toNanos();

  private final double speed;
  private final long start;
  private final InstantSource clock;
  private final LongConsumer nap;
  private final long began;

  /**
   * Paces by the clock.
   *
   * @param speed simulated seconds in a second of the clock; infinity for no holding back
   * @param start the simulated instant that is now
   */
  public static Pace of(double speed, Instant start) {
    return new Pace(speed, start, InstantSource.system(), LockSupport::parkNanos);
  }

  /**
   * Paces by any clock.
   *
   * @param nap lets about so many nanoseconds pass, or fewer
   */
  Pace(double speed, Instant start, InstantSource clock, LongConsumer nap) {
    this.speed = speed;
    this.start = start.toEpochMilli();
    this.clock = clock;
    this.nap = nap;
    began = clock.millis();
  }

  /**
   * Returns when something of that record timestamp is due, or when the thread is interrupted.
   *
   * @return whether it had to wait
   */
  boolean await(long recordMillis) {
    long due = Math.max(recordMillis, began + (long) ((recordMillis - start) / speed));
    boolean waited = false;
    for (long left = due - clock.millis();
        left > 0 && !Thread.currentThread().isInterrupted();
        left = due - clock.millis()) {
      waited = true;
      nap.accept(Math.min(Duration.ofMillis(left).toNanos(), LONGEST_NAP));
    }
    return waited;
  }
}
