package io.portally.bench.alerts;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * How far event time had come at which instant, for one who reads all partitions at once: as far as
 * in the partition that is furthest behind. Told by one thread, asked by any afterwards.
 */
final class EventTime {

  private static final int FIRST_ROOM = 1 << 12;

  private final long[] greatest;
  private long least = Long.MIN_VALUE;
  private long[] reached = new long[FIRST_ROOM];
  private long[] at = new long[FIRST_ROOM];
  private int steps;

  /**
   * @param partitions of all topics together
   */
  EventTime(int partitions) {
    greatest = new long[partitions];
    Arrays.fill(greatest, Long.MIN_VALUE);
  }

  /**
   * A record was handed to the producer.
   *
   * @param eventTime epoch milliseconds
   * @param now epoch milliseconds
   */
  synchronized void published(int partition, long eventTime, long now) {
    long before = greatest[partition];
    if (eventTime <= before) {
      return;
    }
    greatest[partition] = eventTime;
    if (before > least) {
      return;
    }
    long behind = Arrays.stream(greatest).min().orElseThrow();
    if (behind > least) {
      least = behind;
      remember(behind, now);
    }
  }

  private void remember(long eventTime, long now) {
    if (steps > 0 && at[steps - 1] == now) {
      reached[steps - 1] = eventTime;
      return;
    }
    if (steps == at.length) {
      reached = Arrays.copyOf(reached, 2 * steps);
      at = Arrays.copyOf(at, 2 * steps);
    }
    reached[steps] = eventTime;
    at[steps++] = now;
  }

  /** The instant at which it had come further than that; empty if it has not. */
  synchronized OptionalLong passedAt(long eventTime) {
    int from = 0;
    int to = steps;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (reached[middle] > eventTime) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from < steps ? OptionalLong.of(at[from]) : OptionalLong.empty();
  }
}
