package io.portally.bench.latency;

import java.time.Instant;

/**
 * A live job under traffic at one rate.
 *
 * @param rate records due in a second, of both topics together
 * @param from where observing began
 * @param seconds that it lasted
 * @param lagGrowth records in a second by which the job fell behind
 * @param lagAtTheEnd records that had been handed to the producer and not yet read
 * @param producerBehindMillis the furthest that the producer was behind what was due
 * @param unseen probes whose rows never came
 * @param visible from the instant at which an event was due to be sent to its row's commit
 * @param complete from the earliest instant possible (the end of the window and the
 *     out-of-orderness) to the commit of the complete row
 * @param work what the machine did meanwhile
 */
public record Observation(
    double rate,
    Instant from,
    double seconds,
    double lagGrowth,
    double lagAtTheEnd,
    double producerBehindMillis,
    int unseen,
    Percentiles visible,
    Percentiles complete,
    Work work) {

  /** Growth of the lag that is taken for none: a hundredth of the rate. */
  private static final double NO_GROWTH = 0.01;

  private static final double LONGEST_LAG_SECONDS = 5;
  private static final double FURTHEST_BEHIND_MILLIS = 1_000;

  /** Whether job and producer kept up. */
  public boolean isSustained() {
    return lagGrowth <= NO_GROWTH * rate
        && lagAtTheEnd <= LONGEST_LAG_SECONDS * rate
        && producerBehindMillis <= FURTHEST_BEHIND_MILLIS;
  }

  /** Why it is not sustained, or that it is. */
  public String verdict() {
    if (producerBehindMillis > FURTHEST_BEHIND_MILLIS) {
      return "the producer could not keep up";
    }
    return isSustained() ? "sustained" : "the job fell behind";
  }
}
