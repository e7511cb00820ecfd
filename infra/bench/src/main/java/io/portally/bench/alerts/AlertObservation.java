package io.portally.bench.alerts;

import io.portally.bench.latency.Percentiles;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The job of slow clearances with so many of them open.
 *
 * @param open clearances that were open, and not due, all the time
 * @param rate records due in a second, of both topics together
 * @param from when the first alert was due
 * @param fillSeconds that the job took to read the open ones, two records each
 * @param emptyHeapBytes what lived in the TaskManager's heap before
 * @param fullHeapBytes what lived there with all of them open
 * @param catchUpSeconds from the end of the pause until the job was less than a second behind
 * @param producerBehindMillis the furthest that the producer was behind what was due
 * @param repeated alerts that came once more
 * @param groups of alerts by what went on when they were due
 * @param ruled those that another rule made slow
 */
public record AlertObservation(
    int open,
    double rate,
    Instant from,
    double fillSeconds,
    long emptyHeapBytes,
    long fullHeapBytes,
    double catchUpSeconds,
    double producerBehindMillis,
    int repeated,
    List<Group> groups,
    Ruled ruled) {

  /** The most that an open clearance may take: the aim. */
  public static final double MOST_HEAP_BYTES = 500;

  /** The most that the 99th percentile beyond the watermark's own delay may be: the aim. */
  public static final double MOST_MILLIS = 500;

  public AlertObservation {
    groups = List.copyOf(groups);
  }

  /**
   * Alerts that were due under the same circumstances.
   *
   * @param name what went on
   * @param taken by the broker
   * @param told to Alertmanager; null where there was none
   */
  public record Group(String name, Delays taken, @Nullable Delays told) {

    /** Whether every alert came, and was told. */
    boolean isWhole() {
      return taken.missing() == 0 && (told == null || told.missing() == 0);
    }
  }

  /**
   * Clearances that had been open for longer than the threshold of a rule that came.
   *
   * @param missing how many never had an alert
   * @param sincePut from when the broker had the rule to its taking of the alert
   */
  public record Ruled(int missing, Percentiles sincePut) {}

  /**
   * How long alerts took to somewhere.
   *
   * @param missing how many never came there
   * @param sinceDue from the due instant
   * @param beyondWatermark from the instant at which event time had come far enough for it on the
   *     topics, or at which the pause ended, if that was later
   */
  public record Delays(int missing, Percentiles sinceDue, Percentiles beyondWatermark) {}

  /** Of the heap, for each open clearance. */
  public double bytesPerOpen() {
    return (double) (fullHeapBytes - emptyHeapBytes) / open;
  }

  /** Whether every alert came, and was told. */
  public boolean isWhole() {
    return ruled.missing() == 0 && groups.stream().allMatch(Group::isWhole);
  }
}
