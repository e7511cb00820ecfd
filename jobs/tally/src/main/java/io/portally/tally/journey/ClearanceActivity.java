package io.portally.tally.journey;

import io.portally.events.Stage;
import io.portally.tally.area.Windows;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contributions;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;

/**
 * Clearance events as facts of {@link FactTable#CLEARANCE_ACTIVITY}. A fact is a declaration's
 * stage in a journey. Each of its events counts as an event, and the first as the declaration, with
 * mass and value. To every cell that a version which is not retracted could place it in, it adds
 * the number of accepted records of its events that could have happened before the window's end.
 */
final class ClearanceActivity implements Facts {

  private static final long[] ONE_MORE_EVENT = {1, 0, 0, 0};

  private static final Role<DeclarationStage> STAGE =
      Role.ofAnyStage(
          clearance -> new DeclarationStage(clearance.declarationId(), clearance.stage()));

  private final RollUp rollUp;

  ClearanceActivity(RollUp rollUp) {
    this.rollUp = rollUp;
  }

  /** A declaration's stage. */
  private record DeclarationStage(String declarationId, Stage stage) {}

  @Override
  public boolean addOnly(Journeys before, Change change, Contributions contributions) {
    if (change.joinsJourneys()) {
      return false;
    }
    if (!(change.record() instanceof ClearanceRecord clearance)) {
      return true;
    }
    boolean isAlone =
        change.isNewEvent()
            && !(change.known().seesAny(Glance.bit(clearance.milestone()))
                && before.isStageKnown(clearance.declarationId(), clearance.stage()));
    if (isAlone && !clearance.retracted()) {
      contributions.add(
          dimensions(clearance),
          Cell.partWindow(Windows.minuteOf(clearance.eventTime())),
          1,
          measuresOfFirst(clearance));
    }
    return isAlone;
  }

  @Override
  public void contribute(Recollection recollection, Change change, Contributions contributions) {
    for (Journey journey : recollection.journeys()) {
      journey
          .occurrences(STAGE, change.affected(STAGE))
          .values()
          .forEach(occurrences -> contribute(occurrences, change.since(), contributions));
    }
  }

  private void contribute(Occurrences occurrences, long since, Contributions contributions) {
    Candidates candidates = new Candidates(rollUp, since);
    for (Version version : occurrences.placed()) {
      candidates.add(dimensions((ClearanceRecord) version.record()), version.eventTime());
    }
    candidates.revise(occurrences::recordsBefore, contributions);
    JourneyRecord first = occurrences.first();
    for (JourneyRecord event : occurrences.counted()) {
      ClearanceRecord counted = (ClearanceRecord) event;
      long[] measures = counted == first ? measuresOfFirst(counted) : ONE_MORE_EVENT;
      candidates.count(dimensions(counted), counted.eventTime(), measures, contributions);
    }
  }

  private static long dimensions(ClearanceRecord version) {
    return FactTable.CLEARANCE_ACTIVITY.pack(
        version.port(),
        version.stage().ordinal(),
        version.direction().ordinal(),
        version.mode().ordinal());
  }

  private static long[] measuresOfFirst(ClearanceRecord first) {
    return new long[] {1, 1, first.grossMassKg(), first.valueFen()};
  }
}
