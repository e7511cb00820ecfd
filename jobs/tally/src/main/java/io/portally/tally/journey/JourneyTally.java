package io.portally.tally.journey;

import io.portally.tally.measure.Contributions;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;

/**
 * What a consignment contributes to all fact tables. It is a pure function of the set of accepted
 * records; {@link #accept} hands on the difference that one more record makes.
 */
public final class JourneyTally {

  private final long gap;
  private final Facts[] facts;

  /**
   * @param gap the longest silence within one journey, in milliseconds
   */
  public JourneyTally(RollUp rollUp, long gap) {
    this.gap = gap;
    this.facts = new Facts[] {new Throughput(rollUp), new ClearanceActivity(rollUp, gap)};
  }

  /**
   * Remembers the record and hands on what changes by it: what was contributed before is taken
   * back, and what is contributed now is added. Only all of it together advances a cell's revision
   * with its measures, so nothing may be sent in between.
   */
  public void accept(Journeys journeys, JourneyRecord record, Contributions contributions) {
    Contributions takenBack =
        (dimensions, window, revision, measures) ->
            contributions.add(
                dimensions, window, -revision, FactTable.of(dimensions).negative(measures));
    Change change = journeys.changeBy(record, gap);
    long asked = 0;
    for (int i = 0; i < facts.length; i++) {
      if (!facts[i].addOnly(journeys, change, contributions)) {
        asked |= 1L << i;
        facts[i].contribute(journeys, change, takenBack);
      }
    }
    journeys.remember(record);
    for (int i = 0; i < facts.length; i++) {
      if ((asked & 1L << i) != 0) {
        facts[i].contribute(journeys, change, contributions);
      }
    }
  }
}
