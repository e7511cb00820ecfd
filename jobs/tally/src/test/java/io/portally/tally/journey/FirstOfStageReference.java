package io.portally.tally.journey;

import static io.portally.tally.journey.ReferenceJourney.declarationOf;
import static io.portally.tally.journey.ReferenceJourney.is;

import io.portally.events.ClearanceEvent;
import io.portally.events.Stage;
import io.portally.tally.journey.History.Contract;
import io.portally.tally.journey.ReferenceRows.Figures;
import io.portally.tally.journey.ReferenceRows.RowKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * The rows of a table that counts declarations at their first event of a stage, told once more from
 * the contract's words, in pieces that a wrong rule can replace.
 */
abstract class FirstOfStageReference implements Contract {

  private final Stage stage;

  FirstOfStageReference(Stage stage) {
    this.stage = stage;
  }

  /** The rows in which such a first event counts; none where it does not. */
  abstract List<RowKey> keysOf(ClearanceEvent first);

  @Override
  public Map<RowKey, Figures> rowsOf(Collection<? extends SpecificRecord> accepted) {
    ReferenceRows rows = new ReferenceRows();
    for (ReferenceJourney journey : ReferenceJourney.of(accepted)) {
      for (String declaration : journey.declarations()) {
        Predicate<SpecificRecord> role =
            record -> is(record, stage) && declaration.equals(declarationOf(record));
        Set<RowKey> possible = new HashSet<>();
        journey.in(role).forEach(version -> possible.addAll(keysOf((ClearanceEvent) version)));
        possible.forEach(
            key -> rows.add(key, revision(journey, key.windowEnd(), role), 0L, 0L, 0L));
        journey
            .first(first(role))
            .map(ClearanceEvent.class::cast)
            .ifPresent(
                first ->
                    keysOf(first)
                        .forEach(
                            key ->
                                rows.add(key, 0, 1L, first.getGrossMassKg(), first.getValueFen())));
      }
    }
    return rows.asMap();
  }

  /** Of what the first one counts. */
  Predicate<SpecificRecord> first(Predicate<SpecificRecord> role) {
    return role;
  }

  /** What the declaration adds to the revision of a row. */
  long revision(ReferenceJourney journey, Instant end, Predicate<SpecificRecord> role) {
    return journey.recordsBefore(end, role);
  }
}
