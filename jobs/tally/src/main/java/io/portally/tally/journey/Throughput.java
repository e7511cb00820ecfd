package io.portally.tally.journey;

import io.portally.tally.area.Windows;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contributions;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;
import java.util.List;

/**
 * Cargo movements as facts of {@link FactTable#THROUGHPUT}. A fact is an event. Of its accepted
 * versions the highest counts, unless that one is retracted. Its revision, the number of its
 * accepted versions, goes to every cell that any version that is not retracted could place it in.
 */
final class Throughput implements Facts {

  private final RollUp rollUp;

  /** Handed on and not kept by anyone. */
  private final long[] measures = new long[FactTable.THROUGHPUT.measures().size()];

  Throughput(RollUp rollUp) {
    this.rollUp = rollUp;
  }

  @Override
  public boolean addOnly(Journeys before, Change change, Contributions contributions) {
    if (!(change.record() instanceof MovementRecord movement)) {
      return true;
    }
    if (change.isNewEvent()) {
      contributeOnly(movement, contributions);
    }
    return change.isNewEvent();
  }

  @Override
  public void contribute(Recollection recollection, Change change, Contributions contributions) {
    if (!(change.record() instanceof MovementRecord movement)) {
      return;
    }
    List<JourneyRecord> versions = recollection.versionsOf(movement);
    if (versions.size() == 1) {
      contributeOnly((MovementRecord) versions.get(0), contributions);
    } else if (!versions.isEmpty()) {
      contributeAll(versions, contributions);
    }
  }

  /** Nearly every event has one version only: one part says it all. */
  private void contributeOnly(MovementRecord version, Contributions contributions) {
    if (!version.retracted()) {
      count(version, 1, contributions);
    }
  }

  private void contributeAll(List<JourneyRecord> versions, Contributions contributions) {
    Candidates candidates = new Candidates(rollUp, Long.MIN_VALUE);
    MovementRecord highest = (MovementRecord) versions.get(0);
    for (JourneyRecord record : versions) {
      MovementRecord version = (MovementRecord) record;
      if (!version.retracted()) {
        candidates.add(dimensions(version), version.eventTime());
      }
      if (version.version() > highest.version()) {
        highest = version;
      }
    }
    candidates.revise(end -> versions.size(), contributions);
    if (!highest.retracted()) {
      count(highest, 0, contributions);
    }
  }

  private void count(MovementRecord version, long revision, Contributions contributions) {
    measures[0] = 1;
    measures[1] = version.grossMassKg();
    measures[2] = version.teuHundredths();
    contributions.add(
        dimensions(version),
        Cell.partWindow(Windows.minuteOf(version.eventTime())),
        revision,
        measures);
  }

  private static long dimensions(MovementRecord version) {
    return FactTable.THROUGHPUT.pack(
        version.port(),
        version.movement().ordinal(),
        version.direction().ordinal(),
        version.mode().ordinal(),
        version.laden() ? 1 : 0);
  }
}
