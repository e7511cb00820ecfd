package io.portally.bench.growth;

import java.util.List;

/**
 * How something grows with something else, by the line that fits best where both are drawn by their
 * logarithms: 0 is not at all, 1 is in proportion.
 *
 * @param exponent the slope of the line: twice as much of the one makes 2 to the power of it of the
 *     other
 * @param ends how many times as much of the other there is at the most of the one as at the least
 */
public record Slope(double exponent, double ends) {

  /** What is drawn; both above 0. */
  public record Spot(double x, double y) {}

  /**
   * Of the spots, by least squares.
   *
   * @param spots in the order of x, at least two, not all at the same x
   */
  public static Slope of(List<Spot> spots) {
    if (spots.size() < 2) {
      throw new IllegalArgumentException("a line wants two spots, not " + spots);
    }
    double meanX = spots.stream().mapToDouble(spot -> Math.log(spot.x)).average().orElseThrow();
    double meanY = spots.stream().mapToDouble(spot -> Math.log(spot.y)).average().orElseThrow();
    double together = 0;
    double alone = 0;
    for (Spot spot : spots) {
      double x = Math.log(spot.x) - meanX;
      together += x * (Math.log(spot.y) - meanY);
      alone += x * x;
    }
    return new Slope(together / alone, spots.get(spots.size() - 1).y / spots.get(0).y);
  }
}
