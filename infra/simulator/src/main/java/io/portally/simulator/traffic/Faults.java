package io.portally.simulator.traffic;

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

  Faults(TrafficOptions options) {
    seed = options.seed() ^ FAULT;
    duplicated = options.duplicates();
    correctedAhead = duplicated + options.corrections() * Assumed.HIGHER_VERSION_FIRST;
    corrected = duplicated + options.corrections();
    late = corrected + options.late();
    corrupt = late + options.corrupt();
    futureDated = corrupt + options.futureDated();
  }

  boolean any() {
    return futureDated > 0;
  }

  boolean anyRepeated() {
    return corrected > 0;
  }

  boolean anyLate() {
    return late > corrected;
  }

  /** Records an event makes on average: one, and its repetitions. */
  double recordsPerEvent() {
    double corrections = corrected - duplicated;
    double ahead = correctedAhead - duplicated;
    return 1
        + duplicated * (1 + Assumed.AGAIN)
        + corrections
        + (corrections - ahead) * Assumed.AGAIN;
  }

  Fault of(int life, int step, long count) {
    if (!any()) {
      return Fault.NONE;
    }
    double drawn = unit(bits(life, step, count));
    if (drawn >= futureDated) {
      return Fault.NONE;
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
  boolean again(int life, int step, long count) {
    return unit(Draw.hash(seed, bits(life, step, count), 1)) < Assumed.AGAIN;
  }

  /** The name of the stream from which the details of an event's fault are drawn. */
  long bits(int life, int step, long count) {
    return Draw.hash(seed, ((long) life << 32) | step, count);
  }

  private static double unit(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }
}
