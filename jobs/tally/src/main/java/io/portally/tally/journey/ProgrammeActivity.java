package io.portally.tally.journey;

import io.portally.events.Milestone;
import io.portally.events.Programme;
import io.portally.tally.measure.Contributions;
import io.portally.tally.measure.Dimension;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Declarations that are released under a programme as facts of {@link
 * FactTable#PROGRAMME_ACTIVITY}. A fact is a declaration in a journey under a programme, which any
 * clearance event of the journey may declare, no later than the release. To every cell that a
 * version of its releases and one that declares the programme could place it in, it adds the number
 * of accepted records of both that could have happened before the window's end.
 */
final class ProgrammeActivity implements Facts {

  private static final int EVERY_PROGRAMME = -1;

  private static final Role<String> RELEASED = Role.ofDeclaration(Milestone.RELEASED);

  private final RollUp rollUp;

  ProgrammeActivity(RollUp rollUp) {
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
    Glance glance = change.known().with(clearance);
    boolean hasPart =
        clearance.milestone() == Milestone.RELEASED || Change.programmesOf(clearance) != 0;
    return !hasPart || !glance.seesAny(RELEASED.milestones()) || glance.programmes() == 0;
  }

  @Override
  public void contribute(Recollection recollection, Change change, Contributions contributions) {
    Predicate<String> isReleased = change.affected(RELEASED);
    int declared = change.programmes();
    for (Journey journey : recollection.journeys()) {
      journey
          .occurrences(RELEASED, declared != 0 ? any -> true : isReleased)
          .forEach(
              (declaration, released) -> {
                int programmes = isReleased.test(declaration) ? EVERY_PROGRAMME : declared;
                for (Programme programme : journey.programmesOf(programmes)) {
                  contribute(
                      programme,
                      released,
                      journey.declaring(programme),
                      change.since(),
                      contributions);
                }
              });
    }
  }

  private void contribute(
      Programme programme,
      Occurrences released,
      Occurrences declaring,
      long since,
      Contributions contributions) {
    Candidates candidates = new Candidates(rollUp, since);
    earliestByCountry(programme, declaring)
        .forEach(
            (country, earliest) -> {
              for (Version release : released.placed()) {
                if (earliest <= release.eventTime()) {
                  candidates.add(
                      dimensions(release.record(), programme, country), release.eventTime());
                }
              }
            });
    candidates.revise(
        instant -> released.recordsBefore(instant) + declaring.recordsBefore(instant),
        contributions);
    if (released.first() instanceof ClearanceRecord release
        && declaring.first() instanceof ClearanceRecord declaration
        && declaration.eventTime() <= release.eventTime()) {
      candidates.count(
          dimensions(release, programme, country(programme, declaration)),
          release.eventTime(),
          new long[] {1, release.grossMassKg(), release.valueFen()},
          contributions);
    }
  }

  private static Map<Integer, Long> earliestByCountry(Programme programme, Occurrences declaring) {
    if (programme != Programme.AEO) {
      return Map.of(Dimension.Country.NONE, declaring.earliest());
    }
    Map<Integer, Long> earliest = new HashMap<>();
    for (Version version : declaring.placed()) {
      ClearanceRecord declaration = (ClearanceRecord) version.record();
      earliest.merge(country(programme, declaration), version.eventTime(), Math::min);
    }
    return earliest;
  }

  /** Whose AEO status is claimed; other programmes have no country. */
  private static int country(Programme programme, ClearanceRecord declaration) {
    return programme == Programme.AEO
        ? Dimension.Country.code(declaration.aeoCountry())
        : Dimension.Country.NONE;
  }

  private static long dimensions(JourneyRecord release, Programme programme, int country) {
    return FactTable.PROGRAMME_ACTIVITY.pack(
        release.port(), programme.ordinal(), country, release.direction().ordinal());
  }
}
