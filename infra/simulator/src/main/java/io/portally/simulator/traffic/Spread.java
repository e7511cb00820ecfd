package io.portally.simulator.traffic;

/**
 * How long something takes: two halves of log-normal distributions that meet at the median, so that
 * the tenth, fiftieth and ninetieth percentile are what they are said to be. In hours.
 */
record Spread(double p10, double p50, double p90) {
  private static final double POWER = 0.135;
  private static final double AT_90 = ordinate(0.9);

  /** Standard deviations from the median to the ninetieth percentile of a normal distribution. */
  private static final double SIGMAS_TO_90 = 1.2816;

  Spread {
    if (!(0 < p10 && p10 <= p50 && p50 <= p90)) {
      throw new IllegalArgumentException("not ascending: %s, %s, %s".formatted(p10, p50, p90));
    }
  }

  /**
   * A log-normal one.
   *
   * @param sigma of the logarithm
   */
  static Spread around(double median, double sigma) {
    double factor = StrictMath.exp(sigma * SIGMAS_TO_90);
    return new Spread(median / factor, median, median * factor);
  }

  /** The quantile of a unit from 0 to 1, both excluded. */
  double at(double unit) {
    double half = unit < 0.5 ? p50 / p10 : p90 / p50;
    return p50 * StrictMath.pow(half, ordinate(unit) / AT_90);
  }

  Spread times(double factor) {
    return new Spread(p10 * factor, p50 * factor, p90 * factor);
  }

  /**
   * Tukey's lambda distribution in place of the normal one, whose quantiles have no closed form;
   * with this power the two differ by less than a hundredth in the middle 98 %.
   */
  private static double ordinate(double unit) {
    return StrictMath.pow(unit, POWER) - StrictMath.pow(1 - unit, POWER);
  }
}
