package io.portally.tally.journey;

import io.portally.events.Stage;
import io.portally.tally.area.Windows;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contributions;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Clearance events as facts of {@link FactTable#CLEARANCE_ACTIVITY}. A fact is a declaration's
 * stage in a journey. Each of its events counts as an event, and the first as the declaration, with
 * mass and value. To every cell that a version which is not retracted could place it in, it adds
 * the number of accepted records of its events that could have happened before the window's end.
 */
final class ClearanceActivity implements Facts {

  private static final long[] NOTHING = {0, 0, 0, 0};
  private static final long[] ONE_MORE_EVENT = {1, 0, 0, 0};

  private final RollUp rollUp;
  private final long gap;

  /**
   * @param gap the longest silence within one journey, in milliseconds
   */
  ClearanceActivity(RollUp rollUp, long gap) {
    this.rollUp = rollUp;
    this.gap = gap;
  }

  /** A declaration's stage. */
  private record DeclarationStage(String declarationId, Stage stage) {

    static DeclarationStage of(ClearanceRecord clearance) {
      return new DeclarationStage(clearance.declarationId(), clearance.stage());
    }

    boolean isOf(JourneyRecord record) {
      return record instanceof ClearanceRecord clearance
          && clearance.stage() == stage
          && clearance.declarationId().equals(declarationId);
    }
  }

  @Override
  public boolean addOnly(Journeys before, Change change, Contributions contributions) {
    if (change.joinsJourneys()) {
      return false;
    }
    if (!(change.record() instanceof ClearanceRecord clearance)) {
      return true;
    }
    boolean isAlone =
        change.isNewEvent() && !before.isStageKnown(clearance.declarationId(), clearance.stage());
    if (isAlone && !clearance.retracted()) {
      count(clearance, 1, measuresOfFirst(clearance), contributions);
    }
    return isAlone;
  }

  @Override
  public void contribute(Journeys journeys, Change change, Contributions contributions) {
    for (DeclarationStage stage : affected(journeys, change)) {
      for (Occurrences occurrences : Occurrences.in(journeys, gap, stage::isOf)) {
        contribute(occurrences, contributions);
      }
    }
  }

  /**
   * The stages that the record or an earlier version of its event names; all where journeys join.
   */
  private static Set<DeclarationStage> affected(Journeys journeys, Change change) {
    if (change.joinsJourneys()) {
      Set<DeclarationStage> all = stagesIn(journeys.records());
      if (change.record() instanceof ClearanceRecord clearance) {
        all.add(DeclarationStage.of(clearance));
      }
      return all;
    }
    if (!(change.record() instanceof ClearanceRecord clearance)) {
      return Set.of();
    }
    Set<DeclarationStage> stages =
        stagesIn(journeys.versionsOf(clearance.topic(), clearance.eventId()));
    stages.add(DeclarationStage.of(clearance));
    return stages;
  }

  private static Set<DeclarationStage> stagesIn(Iterable<JourneyRecord> records) {
    Set<DeclarationStage> stages = new LinkedHashSet<>();
    for (JourneyRecord record : records) {
      if (record instanceof ClearanceRecord clearance) {
        stages.add(DeclarationStage.of(clearance));
      }
    }
    return stages;
  }

  private void contribute(Occurrences occurrences, Contributions contributions) {
    if (occurrences.isOneRecord()) {
      ClearanceRecord only = (ClearanceRecord) occurrences.placed().get(0);
      count(only, 1, measuresOfFirst(only), contributions);
      return;
    }
    Set<Cell> candidates = new LinkedHashSet<>();
    for (JourneyRecord version : occurrences.placed()) {
      ClearanceRecord placed = (ClearanceRecord) version;
      rollUp.forEachCell(new Cell(dimensions(placed), window(placed)), candidates::add);
    }
    for (Cell cell : candidates) {
      long revision = occurrences.recordsBefore(rollUp.endOf(cell));
      contributions.add(cell.dimensions(), cell.window(), revision, NOTHING);
    }
    JourneyRecord first = occurrences.first();
    for (JourneyRecord event : occurrences.counted()) {
      ClearanceRecord counted = (ClearanceRecord) event;
      long[] measures = counted.equals(first) ? measuresOfFirst(counted) : ONE_MORE_EVENT;
      count(counted, 0, measures, contributions);
    }
  }

  private static void count(
      ClearanceRecord version, long revision, long[] measures, Contributions contributions) {
    contributions.add(dimensions(version), window(version), revision, measures);
  }

  private static long dimensions(ClearanceRecord version) {
    return FactTable.CLEARANCE_ACTIVITY.pack(
        version.port(),
        version.stage().ordinal(),
        version.direction().ordinal(),
        version.mode().ordinal());
  }

  private static long window(ClearanceRecord version) {
    return Cell.partWindow(Windows.minuteOf(version.eventTime()));
  }

  private static long[] measuresOfFirst(ClearanceRecord first) {
    return new long[] {1, 1, first.grossMassKg(), first.valueFen()};
  }
}
