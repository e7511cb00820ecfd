package io.portally.tally.journey;

import io.portally.tally.area.Windows;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Cargo movements as facts of {@link FactTable#THROUGHPUT}. A fact is an event. Of its accepted
 * versions the highest counts, unless that one is retracted. Its revision, the number of its
 * accepted versions, goes to every cell that any version that is not retracted could place it in.
 */
final class Throughput implements Facts {

  private static final long[] NOTHING = new long[FactTable.THROUGHPUT.measures().size()];

  private final RollUp rollUp;

  Throughput(RollUp rollUp) {
    this.rollUp = rollUp;
  }

  @Override
  public void contribute(Journeys journeys, Change change, Consumer<Contribution> consumer) {
    if (!(change.record() instanceof MovementRecord movement)) {
      return;
    }
    List<JourneyRecord> versions = journeys.versionsOf(movement.topic(), movement.eventId());
    if (versions.size() == 1) {
      contributeOnly((MovementRecord) versions.get(0), consumer);
    } else if (!versions.isEmpty()) {
      contributeAll(versions, consumer);
    }
  }

  /** Nearly every event has one version only: one part says it all. */
  private static void contributeOnly(MovementRecord version, Consumer<Contribution> consumer) {
    if (!version.retracted()) {
      consumer.accept(new Contribution(part(version), 1, measures(version)));
    }
  }

  private void contributeAll(List<JourneyRecord> versions, Consumer<Contribution> consumer) {
    Set<Cell> candidates = new LinkedHashSet<>();
    MovementRecord highest = (MovementRecord) versions.get(0);
    for (JourneyRecord record : versions) {
      MovementRecord version = (MovementRecord) record;
      if (!version.retracted()) {
        rollUp.forEachCell(part(version), candidates::add);
      }
      if (version.version() > highest.version()) {
        highest = version;
      }
    }
    candidates.forEach(cell -> consumer.accept(new Contribution(cell, versions.size(), NOTHING)));
    if (!highest.retracted()) {
      consumer.accept(new Contribution(part(highest), 0, measures(highest)));
    }
  }

  private static Cell part(MovementRecord version) {
    long dimensions =
        FactTable.THROUGHPUT.pack(
            version.port(),
            version.movement().ordinal(),
            version.direction().ordinal(),
            version.mode().ordinal(),
            version.laden() ? 1 : 0);
    return Cell.part(dimensions, Windows.minuteOf(version.eventTime()));
  }

  private static long[] measures(MovementRecord version) {
    return new long[] {1, version.grossMassKg(), version.teuHundredths()};
  }
}
