package io.portally.tally.journey;

import static io.portally.tally.journey.ReferenceJourney.declarationOf;
import static io.portally.tally.journey.ReferenceJourney.directionOf;
import static io.portally.tally.journey.ReferenceJourney.is;
import static io.portally.tally.journey.ReferenceJourney.modeOf;
import static io.portally.tally.journey.ReferenceJourney.portOf;
import static io.portally.tally.journey.ReferenceJourney.timeOf;

import io.portally.events.ClearanceEvent;
import io.portally.events.Stage;
import io.portally.tally.journey.History.Contract;
import io.portally.tally.journey.ReferenceRows.Figures;
import io.portally.tally.journey.ReferenceRows.RowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * The rows of {@code clearance_cohorts}, told once more from the contract's words, in pieces that a
 * wrong rule can replace.
 */
class CohortsReference implements Contract {

  @Override
  public Map<RowKey, Figures> rowsOf(Collection<? extends SpecificRecord> accepted) {
    ReferenceRows rows = new ReferenceRows();
    for (ReferenceJourney journey : ReferenceJourney.of(accepted)) {
      for (String declaration : journey.declarations()) {
        addFact(journey, declaration, rows);
      }
    }
    return rows.asMap();
  }

  private void addFact(ReferenceJourney journey, String declaration, ReferenceRows rows) {
    Predicate<SpecificRecord> lodged =
        record -> is(record, Stage.LODGED) && declaration.equals(declarationOf(record));
    Predicate<SpecificRecord> closed =
        record ->
            (is(record, Stage.RELEASED) || is(record, Stage.CANCELLED))
                && declaration.equals(declarationOf(record));
    Set<RowKey> possible = new HashSet<>();
    journey.in(lodged).forEach(version -> possible.addAll(keysOf(version)));
    for (RowKey key : possible) {
      long revision =
          journey.recordsBefore(key.windowEnd(), lodged)
              + journey.recordsBefore(key.windowEnd().plus(followedUp()), closed);
      rows.add(key, revision, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
    }
    journey
        .first(lodged)
        .ifPresent(
            first -> {
              Long[] measures = measures(first, journey.first(closed));
              keysOf(first).forEach(key -> rows.add(key, 0, measures));
            });
  }

  /** How far behind a window's end a release or cancellation has a say in its revision. */
  Duration followedUp() {
    return Duration.ofDays(60);
  }

  /** How long after the lodgement a release or cancellation closes it. */
  boolean isInTime(Duration took) {
    return took.compareTo(Duration.ofDays(60)) <= 0;
  }

  private Long[] measures(SpecificRecord lodged, Optional<SpecificRecord> closed) {
    Instant lodgedAt = timeOf(lodged);
    Optional<SpecificRecord> close =
        closed.filter(each -> isInTime(Duration.between(lodgedAt, timeOf(each))));
    boolean released = close.filter(each -> is(each, Stage.RELEASED)).isPresent();
    long mass = ((ClearanceEvent) lodged).getGrossMassKg();
    long value = ((ClearanceEvent) lodged).getValueFen();
    return new Long[] {
      1L,
      released ? 1L : 0L,
      close.isPresent() && !released ? 1L : 0L,
      releasedWithin(2, released, lodgedAt, close),
      releasedWithin(8, released, lodgedAt, close),
      releasedWithin(24, released, lodgedAt, close),
      releasedWithin(48, released, lodgedAt, close),
      releasedWithin(72, released, lodgedAt, close),
      mass,
      value,
      close.isPresent() ? 0L : mass,
      close.isPresent() ? 0L : value
    };
  }

  private static long releasedWithin(
      int hours, boolean released, Instant lodgedAt, Optional<SpecificRecord> close) {
    return released && !timeOf(close.orElseThrow()).isAfter(lodgedAt.plus(Duration.ofHours(hours)))
        ? 1
        : 0;
  }

  private static List<RowKey> keysOf(SpecificRecord version) {
    return ReferenceRows.hourAndDayKeysOf(
        "clearance_cohorts",
        timeOf(version),
        portOf(version),
        directionOf(version),
        modeOf(version));
  }
}
