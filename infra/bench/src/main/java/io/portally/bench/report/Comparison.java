package io.portally.bench.report;

import java.util.List;

/**
 * The main job against one other, over all pairs.
 *
 * @param other what it is compared with, for a person
 * @param sameTable whether both have written the same; true also where the other writes nothing
 * @param perCpuSecond how many times as fast the main job is for each CPU second
 * @param perWallSecond the same for each second of the clock
 */
public record Comparison(
    String other, boolean sameTable, Ratio perCpuSecond, Ratio perWallSecond, List<Pair> pairs) {

  /** Sets the pairs' runs against each other. */
  public static Comparison of(String other, boolean sameTable, List<Pair> pairs) {
    return new Comparison(
        other, sameTable, Pair.perCpuSecond(pairs), Pair.perWallSecond(pairs), List.copyOf(pairs));
  }
}
