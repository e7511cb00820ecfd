package io.portally.tally.journey;

import static io.portally.tally.journey.ReferenceJourney.declarationOf;
import static io.portally.tally.journey.ReferenceJourney.declares;
import static io.portally.tally.journey.ReferenceJourney.directionOf;
import static io.portally.tally.journey.ReferenceJourney.is;
import static io.portally.tally.journey.ReferenceJourney.portOf;
import static io.portally.tally.journey.ReferenceJourney.timeOf;

import io.portally.events.ClearanceEvent;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.tally.journey.History.Contract;
import io.portally.tally.journey.ReferenceRows.Figures;
import io.portally.tally.journey.ReferenceRows.RowKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * The rows of {@code programme_activity}, told once more from the contract's words, in pieces that
 * a wrong rule can replace.
 */
class ProgrammesReference implements Contract {

  @Override
  public Map<RowKey, Figures> rowsOf(Collection<? extends SpecificRecord> accepted) {
    ReferenceRows rows = new ReferenceRows();
    for (ReferenceJourney journey : ReferenceJourney.of(accepted)) {
      for (String declaration : journey.declarations()) {
        for (Programme programme : journey.programmes()) {
          addFact(journey, declaration, programme, rows);
        }
      }
    }
    return rows.asMap();
  }

  private void addFact(
      ReferenceJourney journey, String declaration, Programme programme, ReferenceRows rows) {
    Predicate<SpecificRecord> released =
        record -> is(record, Stage.RELEASED) && declaration.equals(declarationOf(record));
    Predicate<SpecificRecord> declaring = declaring(declaration, programme);
    Set<RowKey> possible = new HashSet<>();
    for (SpecificRecord release : journey.in(released)) {
      for (SpecificRecord declared : journey.in(declaring)) {
        if (!timeOf(declared).isAfter(timeOf(release))) {
          possible.addAll(keysOf(release, programme, declared));
        }
      }
    }
    for (RowKey key : possible) {
      rows.add(key, revision(journey, key.windowEnd(), released, declaring), 0L, 0L, 0L);
    }
    journey
        .first(released)
        .ifPresent(
            release ->
                journey
                    .first(declaring)
                    .filter(declared -> !timeOf(declared).isAfter(timeOf(release)))
                    .ifPresent(declared -> count(release, programme, declared, rows)));
  }

  /** What declares the programme. */
  Predicate<SpecificRecord> declaring(String declaration, Programme programme) {
    return record -> declares(record, programme);
  }

  /** What the declaration adds to the revision of a row. */
  long revision(
      ReferenceJourney journey,
      Instant end,
      Predicate<SpecificRecord> released,
      Predicate<SpecificRecord> declaring) {
    return journey.recordsBefore(end, released) + journey.recordsBefore(end, declaring);
  }

  private void count(
      SpecificRecord release, Programme programme, SpecificRecord declared, ReferenceRows rows) {
    ClearanceEvent event = (ClearanceEvent) release;
    keysOf(release, programme, declared)
        .forEach(key -> rows.add(key, 0, 1L, event.getGrossMassKg(), event.getValueFen()));
  }

  private List<RowKey> keysOf(
      SpecificRecord release, Programme programme, SpecificRecord declared) {
    return ReferenceRows.hourAndDayKeysOf(
        "programme_activity",
        timeOf(release),
        portOf(release),
        programme.name(),
        programme == Programme.AEO ? aeoCountry(release, declared) : "-",
        directionOf(release));
  }

  /** Whose AEO status it is. */
  String aeoCountry(SpecificRecord release, SpecificRecord declared) {
    return Objects.requireNonNullElse(((ClearanceEvent) declared).getAeoCountry(), "-");
  }
}
