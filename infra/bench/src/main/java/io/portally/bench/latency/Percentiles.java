package io.portally.bench.latency;

import java.util.Arrays;

/**
 * How long things took, in milliseconds. Each percentile is a value that was measured: of {@code n}
 * values the one of rank {@code ceil(q * n)}.
 *
 * @param count how many were measured
 */
public record Percentiles(int count, double p50, double p99, double p999, double greatest) {

  /** Of values in milliseconds; all zero where there are none. */
  public static Percentiles of(double... millis) {
    if (millis.length == 0) {
      return new Percentiles(0, 0, 0, 0, 0);
    }
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    return new Percentiles(
        sorted.length,
        quantile(sorted, 0.5),
        quantile(sorted, 0.99),
        quantile(sorted, 0.999),
        sorted[sorted.length - 1]);
  }

  private static double quantile(double[] sorted, double q) {
    return sorted[Math.max(0, (int) Math.ceil(q * sorted.length) - 1)];
  }
}
