package io.portally.simulator.truth;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well alerts were raised. Alerts are counted once each, however often they were re-opened.
 *
 * @param expected how many had to be
 * @param found of those, how many were
 * @param missed of those, how many were not
 * @param falseAlarms of consignments that the truth knows, how many were raised that should not be
 * @param excused raised while what makes them wrong had not been published: an end that was late on
 *     the wire, a time that was corrected
 * @param elsewhere of consignments that the truth does not know
 * @param ended of those found whose leg has ended, how many are no longer open, with the true end
 * @param wronglyEnded of those, how many are open still, or have another end
 * @param delays of those found, in order: from the instant from which it could be known to the
 *     alert's record timestamp. Below zero where a clock was behind
 */
public record Score(
    int expected,
    int found,
    int missed,
    int falseAlarms,
    int excused,
    int elsewhere,
    int ended,
    int wronglyEnded,
    List<Duration> delays) {

  public Score {
    delays = List.copyOf(delays);
  }

  /** That of the delays which so many of a hundred do not exceed; null if nothing was found. */
  public @Nullable Duration delay(double percent) {
    if (delays.isEmpty()) {
      return null;
    }
    int rank = (int) Math.ceil(percent / 100 * delays.size());
    return delays.get(Math.max(rank, 1) - 1);
  }
}
