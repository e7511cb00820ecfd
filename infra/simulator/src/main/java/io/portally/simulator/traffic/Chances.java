package io.portally.simulator.traffic;

/**
 * What is drawn for one life: by rank where the flow's share or spread has to come out, else free.
 */
final class Chances {
  private final Draw draw;
  private final Ranks ranks;
  private final int member;

  /**
   * @param member the life's number among those that the ranks are for
   */
  Chances(Draw draw, Ranks ranks, int member) {
    this.draw = draw;
    this.ranks = ranks;
    this.member = member;
  }

  /** Whether it is so, in exactly that share of the flow's lives. */
  boolean ranked(String what, double share) {
    return ranks.unit(what, member) < share;
  }

  /** Hours, in exactly that spread over the flow's lives. */
  double ranked(String what, Spread spread) {
    return spread.at(ranks.unit(what, member));
  }

  /** The same, of the part of the spread above a share that others fill. */
  double rankedAbove(double filled, String what, Spread spread) {
    return spread.at(filled + (1 - filled) * ranks.unit(what, member));
  }

  boolean happens(double probability) {
    return draw.happens(probability);
  }

  double took(Spread spread) {
    // Even a unit of 0, which has no quantile, is one.
    return spread.at(0.001 + 0.998 * draw.unit());
  }

  double between(double low, double high) {
    return draw.between(low, high);
  }

  double logBetween(double low, double high) {
    return draw.logBetween(low, high);
  }

  int below(int bound) {
    return draw.below(bound);
  }
}
