package io.portally.tally.journey;

import io.portally.events.Milestone;
import io.portally.tally.area.Windows;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contributions;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Declarations by their first lodgement as facts of {@link FactTable#CLEARANCE_COHORTS}. A fact is
 * a declaration in a journey: what has become of it while it is {@linkplain FactTable#followUp
 * followed up}. To every cell that a lodgement (not retracted) could place it in, it adds the
 * number of accepted records of its lodgements that could have happened before the window's end,
 * and of its releases and cancellations up to that much later.
 */
final class ClearanceCohorts implements Facts {

  /** What is closed longer than this after its lodgement counts as open for good; milliseconds. */
  private static final long LONGEST = FactTable.CLEARANCE_COHORTS.followUp().toMillis();

  private static final Role<String> LODGED = Role.ofDeclaration(Milestone.LODGED);

  private static final Role<String> CLOSED =
      Role.ofDeclaration(Milestone.RELEASED, Milestone.CANCELLED);

  private final RollUp rollUp;

  ClearanceCohorts(RollUp rollUp) {
    this.rollUp = rollUp;
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
    if (CLOSED.keyOf(clearance) != null) {
      return !change.known().seesAny(LODGED.milestones());
    }
    if (LODGED.keyOf(clearance) == null) {
      return true;
    }
    boolean isAlone = !change.known().seesAny(LODGED.milestones() | CLOSED.milestones());
    if (isAlone) {
      contributions.add(
          dimensions(clearance),
          Cell.partWindow(Windows.minuteOf(clearance.eventTime())),
          1,
          measures(clearance, null));
    }
    return isAlone;
  }

  @Override
  public void contribute(Recollection recollection, Change change, Contributions contributions) {
    Predicate<String> affected = change.affected(LODGED).or(change.affected(CLOSED));
    for (Journey journey : recollection.journeys()) {
      Map<String, Occurrences> closed = journey.occurrences(CLOSED, affected);
      journey
          .occurrences(LODGED, affected)
          .forEach(
              (declaration, lodged) ->
                  contribute(
                      lodged, closed.getOrDefault(declaration, Occurrences.NONE), contributions));
    }
  }

  private void contribute(Occurrences lodged, Occurrences closed, Contributions contributions) {
    // A cohort is revised long after its window.
    Candidates candidates = new Candidates(rollUp, Long.MIN_VALUE);
    for (Version version : lodged.placed()) {
      candidates.add(dimensions(version.record()), version.eventTime());
    }
    candidates.revise(
        instant -> lodged.recordsBefore(instant) + closed.recordsBefore(instant + LONGEST),
        contributions);
    if (lodged.first() instanceof ClearanceRecord lodgement) {
      candidates.count(
          dimensions(lodgement),
          lodgement.eventTime(),
          measures(lodgement, closed.first()),
          contributions);
    }
  }

  private static long[] measures(ClearanceRecord lodgement, @Nullable JourneyRecord close) {
    long[] measures = new long[FactTable.CLEARANCE_COHORTS.measures().size()];
    measures[0] = 1;
    measures[8] = lodgement.grossMassKg();
    measures[9] = lodgement.valueFen();
    if (close == null || close.eventTime() - lodgement.eventTime() > LONGEST) {
      measures[10] = lodgement.grossMassKg();
      measures[11] = lodgement.valueFen();
    } else if (close.milestone() == Milestone.CANCELLED) {
      measures[2] = 1;
    } else {
      measures[1] = 1;
      Within.count(close.eventTime() - lodgement.eventTime(), measures, 3);
    }
    return measures;
  }

  private static long dimensions(JourneyRecord lodgement) {
    return FactTable.CLEARANCE_COHORTS.pack(
        lodgement.port(), lodgement.direction().ordinal(), lodgement.mode().ordinal());
  }
}
