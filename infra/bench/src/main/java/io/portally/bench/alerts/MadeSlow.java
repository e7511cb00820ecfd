package io.portally.bench.alerts;

import io.portally.bench.latency.Percentiles;
import java.time.Duration;
import java.util.stream.IntStream;

/** Those of the open clearances of one port that another rule makes slow at once. */
final class MadeSlow {

  /** Of that rule. */
  private static final Duration THRESHOLD = Duration.ofHours(5);

  private final long ruledAt;
  private final int[] numbers;

  private MadeSlow(long ruledAt, int[] numbers) {
    this.ruledAt = ruledAt;
    this.numbers = numbers;
  }

  /** Puts the rule for the port. */
  static MadeSlow byRule(String port, OpenClearances open, AlertTopics topics) {
    long ruledAt = topics.put(Lodgements.ruleOf(port, THRESHOLD));
    // Those that become slow just now may wait for event time, not for the rule.
    long surely = ruledAt - THRESHOLD.plus(AlertRuns.OUT_OF_ORDERNESS).plusMinutes(1).toMillis();
    return new MadeSlow(ruledAt, open.at(port, surely));
  }

  /** When the broker had the rule, epoch milliseconds. */
  long ruledAt() {
    return ruledAt;
  }

  /** Whether each has an alert. */
  boolean areAllTold(AlertSightings ofOpen) {
    return IntStream.of(numbers).allMatch(each -> ofOpen.takenAt(each) > 0);
  }

  /** How long they took to their alerts. */
  AlertObservation.Ruled observation(AlertSightings ofOpen) {
    int[] come = IntStream.of(numbers).filter(each -> ofOpen.takenAt(each) > 0).toArray();
    return new AlertObservation.Ruled(
        numbers.length - come.length,
        Percentiles.of(
            IntStream.of(come).mapToDouble(each -> ofOpen.takenAt(each) - ruledAt).toArray()));
  }
}
