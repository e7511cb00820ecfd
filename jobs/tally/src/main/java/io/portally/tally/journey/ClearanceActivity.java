package io.portally.tally.journey;

import io.portally.events.Stage;
import io.portally.tally.area.Windows;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

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
  public void contribute(Journeys journeys, Change change, Consumer<Contribution> consumer) {
    for (DeclarationStage stage : affected(journeys, change)) {
      for (Occurrences occurrences : Occurrences.in(journeys, gap, stage::isOf)) {
        contribute(occurrences, consumer);
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

  private void contribute(Occurrences occurrences, Consumer<Contribution> consumer) {
    if (occurrences.isOneRecord()) {
      ClearanceRecord only = (ClearanceRecord) occurrences.placed().get(0);
      consumer.accept(new Contribution(part(only), 1, measuresOfFirst(only)));
      return;
    }
    Set<Cell> candidates = new LinkedHashSet<>();
    for (JourneyRecord version : occurrences.placed()) {
      rollUp.forEachCell(part((ClearanceRecord) version), candidates::add);
    }
    for (Cell cell : candidates) {
      long revision = occurrences.recordsBefore(rollUp.endOf(cell));
      consumer.accept(new Contribution(cell, revision, NOTHING));
    }
    JourneyRecord first = occurrences.first();
    for (JourneyRecord event : occurrences.counted()) {
      ClearanceRecord counted = (ClearanceRecord) event;
      long[] measures = counted.equals(first) ? measuresOfFirst(counted) : ONE_MORE_EVENT;
      consumer.accept(new Contribution(part(counted), 0, measures));
    }
  }

  private static Cell part(ClearanceRecord version) {
    long dimensions =
        FactTable.CLEARANCE_ACTIVITY.pack(
            version.port(),
            version.stage().ordinal(),
            version.direction().ordinal(),
            version.mode().ordinal());
    return Cell.part(dimensions, Windows.minuteOf(version.eventTime()));
  }

  private static long[] measuresOfFirst(ClearanceRecord first) {
    return new long[] {1, 1, first.grossMassKg(), first.valueFen()};
  }
}
