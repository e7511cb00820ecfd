package io.portally.bench.report;

import java.util.Arrays;
import java.util.List;

/**
 * How many times as fast one is as the other, over pairs of runs.
 *
 * @param median of the pairs' ratios
 * @param least of them
 * @param greatest of them
 */
public record Ratio(double median, double least, double greatest) {

  /**
   * Of pairs.
   *
   * @param ratios one for each pair, at least one
   */
  static Ratio of(List<Double> ratios) {
    double[] sorted = ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no pair");
    }
    return new Ratio(median(sorted), sorted[0], sorted[sorted.length - 1]);
  }

  /** Whether the median is 1, within the tolerance. */
  public boolean isOneWithin(double tolerance) {
    return Math.abs(median - 1) <= tolerance;
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
