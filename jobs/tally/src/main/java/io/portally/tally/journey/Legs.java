package io.portally.tally.journey;

import io.portally.events.Programme;
import io.portally.tally.measure.Contributions;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The legs of journeys as facts of {@link FactTable#TRANSFER_TIMES} and, those from port to port,
 * of {@link FactTable#CORRIDOR_TIMES}. A fact is a {@link UnitLeg} under a programme or under all.
 */
final class Legs implements Facts {

  private static final int EVERY_PROGRAMME = -1;

  private final RollUp rollUp;

  Legs(RollUp rollUp) {
    this.rollUp = rollUp;
  }

  /** A leg has two ends, so most records, which come before the other end, begin none. */
  @Override
  public boolean addOnly(Journeys before, Change change, Contributions contributions) {
    if (change.joinsJourneys() || !change.isNewEvent()) {
      return false;
    }
    JourneyRecord record = change.record();
    if (!record.standsForGoods()) {
      return true;
    }
    Glance glance = change.known().with(record);
    boolean declares = Change.programmesOf(record) != 0;
    for (LegRule rule : LegRule.ALL) {
      if (rule.isPossible(glance) && (declares || rule.hasPart(record))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void contribute(Recollection recollection, Change change, Contributions contributions) {
    int declared = declared(recollection, change);
    for (Journey journey : recollection.journeys()) {
      for (LegRule rule : LegRule.ALL) {
        if (journey.mayHave(rule.to())
            && journey.mayHave(rule.from())
            && (declared != 0 || change.joinsJourneys() || hasPart(rule, change))) {
          contribute(rule, journey, change, declared, contributions);
        }
      }
    }
  }

  /**
   * The programmes under which a leg that the event is no end of may count otherwise than without
   * its record. None as long as that is not remembered, if it comes after all that is: legs that
   * are over do not count otherwise by what is declared later.
   */
  private static int declared(Recollection recollection, Change change) {
    return change.isNewEvent() && change.isLatest() && !recollection.endsWith(change.record())
        ? 0
        : change.programmes();
  }

  private static boolean hasPart(LegRule rule, Change change) {
    for (JourneyRecord version : change.versions()) {
      if (rule.hasPart(version)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The change has a say in a leg by being one of its ends, and in what counts under the programmes
   * that it declares.
   */
  private void contribute(
      LegRule rule, Journey journey, Change change, int declared, Contributions contributions) {
    Predicate<Scope> isAtFrom = change.affected(rule.from());
    Predicate<Scope> isAtEnd =
        change.affected(rule.to()).or(scope -> isAtFrom.test(rule.scopeOfFrom().apply(scope)));
    Map<Scope, Occurrences> ends =
        journey.occurrences(rule.to(), declared != 0 ? any -> true : isAtEnd);
    if (ends.isEmpty()) {
      return;
    }
    Map<Scope, Occurrences> begins =
        journey.occurrences(rule.from(), isFromOf(rule, ends.keySet()));
    for (Map.Entry<Scope, Occurrences> end : ends.entrySet()) {
      Occurrences begin = begins.get(rule.scopeOfFrom().apply(end.getKey()));
      if (begin == null) {
        continue;
      }
      UnitLeg leg = new UnitLeg(rule, begin, end.getValue());
      if (isAtEnd.test(end.getKey())) {
        contributeAll(leg, journey, change, contributions);
      } else {
        contributeUnderDeclared(leg, journey, change, declared, contributions);
      }
    }
  }

  private void contributeAll(
      UnitLeg leg, Journey journey, Change change, Contributions contributions) {
    leg.contribute(rollUp, change.since(), contributions);
    for (Programme programme : journey.programmesOf(EVERY_PROGRAMME)) {
      leg.contributeUnder(
          programme, journey.declaring(programme), rollUp, change.since(), contributions);
    }
  }

  /** Nearly always a programme is declared again, after the leg was over. */
  private void contributeUnderDeclared(
      UnitLeg leg, Journey journey, Change change, int declared, Contributions contributions) {
    boolean declaresAgain = change.isNewEvent() && leg.isOverBefore(change.since());
    for (Programme programme : journey.programmesOf(declared)) {
      Occurrences declaring = journey.declaring(programme);
      if (!declaresAgain) {
        leg.contributeUnder(programme, declaring, rollUp, change.since(), contributions);
      } else if (declaring.has(change.record())) {
        leg.declareAgain(programme, declaring, rollUp, change.since(), contributions);
      }
    }
  }

  private static Predicate<Scope> isFromOf(LegRule rule, Set<Scope> ends) {
    if (ends.size() == 1) {
      return rule.scopeOfFrom().apply(ends.iterator().next())::equals;
    }
    Set<Scope> scopes = new HashSet<>();
    ends.forEach(scope -> scopes.add(rule.scopeOfFrom().apply(scope)));
    return scopes::contains;
  }
}
