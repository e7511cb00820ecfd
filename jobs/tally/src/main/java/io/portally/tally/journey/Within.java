package io.portally.tally.journey;

/** The spans of which it is counted how many lengths are no longer: the columns {@code …within}. */
final class Within {

  private static final int[] HOURS = {2, 8, 24, 48, 72};
  private static final long MILLIS_PER_HOUR = 3_600_000;

  private Within() {}

  /**
   * Counts a length in every span that is no shorter.
   *
   * @param millis the length; negative ones are in all of them
   * @param measures takes a 1 or 0 for each span, the shortest first
   * @param from the place of the first
   * @return the place behind the last
   */
  static int count(long millis, long[] measures, int from) {
    int at = from;
    for (int hours : HOURS) {
      measures[at++] = millis <= hours * MILLIS_PER_HOUR ? 1 : 0;
    }
    return at;
  }
}
