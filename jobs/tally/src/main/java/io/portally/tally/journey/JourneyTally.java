package io.portally.tally.journey;

import io.portally.tally.area.Register;
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
  public JourneyTally(Register register, RollUp rollUp, long gap) {
    this.gap = gap;
    this.facts =
        new Facts[] {
          new Throughput(rollUp),
          new ClearanceActivity(rollUp),
          new Legs(rollUp),
          new ClearanceCohorts(rollUp),
          new ProgrammeActivity(rollUp),
          new FirstOfStage(rollUp, new SingleWindowActivity(register)),
          new FirstOfStage(rollUp, new PartnerTrade(register))
        };
  }

  /**
   * Remembers the record and hands on what changes by it: what was contributed before is taken
   * back, and what is contributed now is added. Only all of it together advances a cell's revision
   * with its measures, so nothing may be sent in between.
   */
  public void accept(Journeys journeys, JourneyRecord record, Contributions contributions) {
    Change change = journeys.changeBy(record, gap);
    long asked = 0;
    for (int i = 0; i < facts.length; i++) {
      if (!facts[i].addOnly(journeys, change, contributions)) {
        asked |= 1L << i;
      }
    }
    if (asked != 0) {
      Recollection before = Recollection.of(journeys, gap);
      Recollection after = before.with(change);
      Contributions takenBack = takenBackFrom(contributions);
      for (int i = 0; i < facts.length; i++) {
        if ((asked & 1L << i) != 0) {
          facts[i].contribute(before, change, takenBack);
          facts[i].contribute(after, change, contributions);
        }
      }
    }
    journeys.remember(record);
  }

  private static Contributions takenBackFrom(Contributions contributions) {
    return (dimensions, window, revision, measures) ->
        contributions.add(
            dimensions, window, -revision, FactTable.of(dimensions).negative(measures));
  }
}
