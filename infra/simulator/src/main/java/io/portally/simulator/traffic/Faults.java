package io.portally.simulator.traffic;

import java.util.List;

/** Which event has which fault, in the shares of the options. */
final class Faults {
  /** Sets the draws of faults apart from all others. */
  private static final long FAULT = 0x6661756c74L;

  private final long seed;
  private final double duplicated;
  private final double correctedAhead;
  private final double corrected;
  private final double late;
  private final double corrupt;
  private final double futureDated;
  private final double reportedAgain;

  Faults(TrafficOptions options) {
    seed = options.seed() ^ FAULT;
    duplicated = options.duplicates();
    correctedAhead = duplicated + options.corrections() * Figures.HIGHER_VERSION_FIRST;
    corrected = duplicated + options.corrections();
    late = corrected + options.late();
    corrupt = late + options.corrupt();
    futureDated = corrupt + options.futureDated();
    reportedAgain = futureDated + options.reportedAgain() * Math.max(0, 1 - futureDated);
  }

  boolean anyRepeated() {
    return corrected > 0;
  }

  boolean anyLate() {
    return late > corrected;
  }

  boolean anyReportedAgain() {
    return reportedAgain > futureDated;
  }

  /** Records that one consignment of each life makes on average, repetitions included. */
  double records(List<Life> lives) {
    double records = 0;
    for (Life life : lives) {
      long movements = life.steps().stream().filter(Step::isActualMovement).count();
      records +=
          life.steps().size() * recordsPerEvent() + movements * (reportedAgain - futureDated);
    }
    return records;
  }

  private double recordsPerEvent() {
    double corrections = corrected - duplicated;
    double ahead = correctedAhead - duplicated;
    return 1
        + duplicated * (1 + Figures.AGAIN)
        + corrections
        + (corrections - ahead) * Figures.AGAIN;
  }

  Fault of(Schedule.Cursor cursor) {
    // None at all: spare the draw.
    if (reportedAgain <= 0) {
      return Fault.NONE;
    }
    double drawn = unit(bits(cursor));
    if (drawn >= reportedAgain) {
      return Fault.NONE;
    }
    if (drawn >= futureDated) {
      return cursor.step.isActualMovement() ? Fault.REPORTED_AGAIN : Fault.NONE;
    }
    if (drawn < duplicated) {
      return Fault.DUPLICATED;
    }
    if (drawn < correctedAhead) {
      return Fault.CORRECTED_AHEAD;
    }
    if (drawn < corrected) {
      return Fault.CORRECTED;
    }
    if (drawn < late) {
      return Fault.LATE;
    }
    return drawn < corrupt ? Fault.CORRUPT : Fault.FUTURE_DATED;
  }

  /** Whether a duplicate or correction follows once more. */
  boolean again(Schedule.Cursor cursor) {
    return unit(Draw.hash(seed, bits(cursor), 1)) < Figures.AGAIN;
  }

  /** The name of the stream from which the details of an event's fault are drawn. */
  long bits(Schedule.Cursor cursor) {
    return Draw.hash(seed, ((long) cursor.life.number() << 32) | cursor.stepNumber, cursor.count());
  }

  private static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }
}
