package io.portally.tally.journey;

import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.RollUp;
import io.portally.tally.measure.Tallies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a consignment contributes to all fact tables. It is a pure function of the set of accepted
 * records; {@link #accept} hands on the difference that one more record makes.
 */
public final class JourneyTally {

  private final RollUp rollUp;
  private final long gap;
  private final List<Facts> facts;

  /**
   * @param gap the longest silence within one journey, in milliseconds
   */
  public JourneyTally(RollUp rollUp, long gap) {
    this.rollUp = rollUp;
    this.gap = gap;
    this.facts = List.of(new Throughput(rollUp), new ClearanceActivity(rollUp, gap));
  }

  /**
   * Remembers the record and hands on what changes by it: to each cell one contribution, so that a
   * row that is sent in between never has the new revision with the old measures.
   */
  public void accept(Journeys journeys, JourneyRecord record, Consumer<Contribution> consumer) {
    Change change = new Change(record, journeys.wouldBeJoined(record.eventTime(), gap));
    List<Contribution> before = contributions(journeys, change);
    journeys.remember(record);
    List<Contribution> after = contributions(journeys, change);
    if (before.isEmpty() && after.size() == 1) {
      consumer.accept(after.get(0));
      return;
    }
    Tallies difference = rolledUp(after);
    difference.subtract(rolledUp(before));
    difference.forEach(consumer);
  }

  private List<Contribution> contributions(Journeys journeys, Change change) {
    List<Contribution> contributions = new ArrayList<>(1);
    for (Facts each : facts) {
      each.contribute(journeys, change, contributions::add);
    }
    return contributions;
  }

  private Tallies rolledUp(List<Contribution> contributions) {
    Tallies cells = new Tallies();
    contributions.forEach(contribution -> rollUp.addTo(cells, contribution));
    return cells;
  }
}
