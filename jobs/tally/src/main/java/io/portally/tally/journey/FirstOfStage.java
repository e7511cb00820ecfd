package io.portally.tally.journey;

import io.portally.events.Milestone;
import io.portally.tally.area.Windows;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contributions;
import io.portally.tally.measure.RollUp;

/**
 * Declarations that are counted, with mass and value, at their first event of a stage, whatever the
 * port: by what that one says and nothing else. A fact is a declaration in a journey. To every cell
 * that a version (not retracted) could place it in, it adds the number of accepted records of its
 * events of the stage that could have happened before the window's end.
 */
final class FirstOfStage implements Facts {

  /** What is counted, and in which rows. */
  interface Count {

    Milestone stage();

    /** Whether a declaration whose first event of the stage is this one is counted. */
    boolean counts(ClearanceRecord version);

    /** The dimensions of its part, if it is counted. */
    long dimensions(ClearanceRecord version);
  }

  private final RollUp rollUp;
  private final Count count;
  private final Role<String> stage;

  FirstOfStage(RollUp rollUp, Count count) {
    this.rollUp = rollUp;
    this.count = count;
    this.stage = Role.ofDeclaration(count.stage());
  }

  @Override
  public boolean addOnly(Journeys before, Change change, Contributions contributions) {
    if (change.joinsJourneys()) {
      return false;
    }
    if (!(change.record() instanceof ClearanceRecord clearance)) {
      return true;
    }
    if (!change.isNewEvent()) {
      return false;
    }
    if (stage.keyOf(clearance) == null) {
      return true;
    }
    boolean isAlone = !change.known().seesAny(stage.milestones());
    if (isAlone && count.counts(clearance)) {
      contributions.add(
          count.dimensions(clearance),
          Cell.partWindow(Windows.minuteOf(clearance.eventTime())),
          1,
          measures(clearance));
    }
    return isAlone;
  }

  @Override
  public void contribute(Recollection recollection, Change change, Contributions contributions) {
    for (Journey journey : recollection.journeys()) {
      journey
          .occurrences(stage, change.affected(stage))
          .values()
          .forEach(occurrences -> contribute(occurrences, change.since(), contributions));
    }
  }

  private void contribute(Occurrences occurrences, long since, Contributions contributions) {
    Candidates candidates = new Candidates(rollUp, since);
    for (Version version : occurrences.placed()) {
      ClearanceRecord placed = (ClearanceRecord) version.record();
      if (count.counts(placed)) {
        candidates.add(count.dimensions(placed), placed.eventTime());
      }
    }
    candidates.revise(occurrences::recordsBefore, contributions);
    if (occurrences.first() instanceof ClearanceRecord first && count.counts(first)) {
      candidates.count(count.dimensions(first), first.eventTime(), measures(first), contributions);
    }
  }

  private static long[] measures(ClearanceRecord first) {
    return new long[] {1, first.grossMassKg(), first.valueFen()};
  }
}
