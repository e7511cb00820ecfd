package io.portally.bench.alerts;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/** When the broker took the alerts of some clearances. Told by one thread, asked by any. */
final class AlertSightings {

  private final Lodgements lodgements;
  private final AtomicLongArray takenAt;
  private final AtomicInteger seen = new AtomicInteger();
  private final AtomicInteger repeated = new AtomicInteger();

  /**
   * None yet.
   *
   * @param count of how many clearances, by their numbers from 0 on
   */
  AlertSightings(Lodgements of, int count) {
    lodgements = of;
    takenAt = new AtomicLongArray(count);
  }

  /**
   * An alert opened.
   *
   * @param instant at which the broker took it, epoch milliseconds
   * @return false where it is of one of these, and not the first
   */
  boolean opened(String consignmentId, long instant) {
    long number = lodgements.numberOf(consignmentId);
    if (number < 0 || number >= takenAt.length()) {
      return true;
    }
    if (!takenAt.compareAndSet((int) number, 0, instant)) {
      return false;
    }
    seen.incrementAndGet();
    return true;
  }

  /** One of these came once more, and no other rule had taken it over. */
  void repeated() {
    repeated.incrementAndGet();
  }

  /** How many of them have an alert. */
  int seen() {
    return seen.get();
  }

  /** How many alerts came once more, those that another rule took over left out. */
  int repetitions() {
    return repeated.get();
  }

  /** When the broker took the alert, epoch milliseconds; 0 where it has not. */
  long takenAt(int number) {
    return takenAt.get(number);
  }
}
