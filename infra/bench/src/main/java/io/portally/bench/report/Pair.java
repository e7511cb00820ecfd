package io.portally.bench.report;

import io.portally.bench.measure.Measurement;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Two runs next to each other.
 *
 * @param base the run of the main job
 * @param other what it is compared with
 */
public record Pair(Measurement base, Measurement other) {

  /** How many times as many records the main job reads for each CPU second of its own. */
  static Ratio perCpuSecond(List<Pair> pairs) {
    return ratio(pairs, Measurement::perCpuSecond);
  }

  /** How many times as many records the main job reads in a second. */
  static Ratio perWallSecond(List<Pair> pairs) {
    return ratio(pairs, Measurement::perWallSecond);
  }

  private static Ratio ratio(List<Pair> pairs, ToDoubleFunction<Measurement> rate) {
    return Ratio.of(
        pairs.stream()
            .map(pair -> rate.applyAsDouble(pair.base) / rate.applyAsDouble(pair.other))
            .toList());
  }
}
