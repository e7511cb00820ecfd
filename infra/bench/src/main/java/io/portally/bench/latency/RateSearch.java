package io.portally.bench.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Looks for the highest rate that is sustained: doubles until one is not, then halves the gap until
 * it is narrow.
 */
public final class RateSearch {

  private final DoubleFunction<Observation> trial;
  private final double narrow;
  private final List<Observation> trials = new ArrayList<>();

  /**
   * A search.
   *
   * @param trial tries a rate
   * @param narrow the gap at which it ends, as a share of the rate
   */
  public RateSearch(DoubleFunction<Observation> trial, double narrow) {
    this.trial = trial;
    this.narrow = narrow;
  }

  /**
   * Searches.
   *
   * @param from the first rate to be tried; where that is too high, lower ones are
   * @param most no rate above it is tried
   * @return the highest rate that was sustained; 0 where none was down to a hundredth of the first
   */
  public double search(double from, double most) {
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double rate = Math.min(from, most);
    while (rate >= from / 100) {
      if (isSustained(rate)) {
        low = rate;
      } else {
        high = rate;
      }
      if (low >= most || isNarrow(low, high)) {
        return low;
      }
      rate = next(low, high, most);
    }
    return low;
  }

  /** All that were tried, in their order. */
  public List<Observation> trials() {
    return List.copyOf(trials);
  }

  private boolean isNarrow(double low, double high) {
    return !Double.isInfinite(high) && high - low <= narrow * high;
  }

  private static double next(double low, double high, double most) {
    if (low == 0) {
      return high / 2;
    }
    return Double.isInfinite(high) ? Math.min(2 * low, most) : (low + high) / 2;
  }

  private boolean isSustained(double rate) {
    Observation tried = trial.apply(rate);
    trials.add(tried);
    return tried.isSustained();
  }
}
