package io.portally.simulator.traffic;

import io.portally.events.Classifier;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;

/** A milestone of a life, or the forecast of one, and when it is told. */
sealed interface Step {
  Timing timing();

  /**
   * All in milliseconds.
   *
   * @param offset from the beginning of the consignment to the event; negative for what is done
   *     ahead
   * @param publication from the beginning to the publication
   * @param repeat to that of a repetition or correction
   * @param again to that of a second one
   * @param late to the publication if it is late
   */
  record Timing(long offset, long publication, long repeat, long again, long late) {}

  /**
   * A movement.
   *
   * @param piece counted from 0; -1 for the consignment as a whole
   * @param other what stands in {@code otherPort}
   */
  record Moved(
      Timing timing,
      Movement movement,
      Classifier classifier,
      int piece,
      Place at,
      Place other,
      Mode mode)
      implements Step {}

  /**
   * A stage of clearance.
   *
   * @param declaration counted from 0
   */
  record Staged(Timing timing, Stage stage, int declaration, Place at, Mode mode) implements Step {}

  /** Where, as seen from the consignment. */
  enum Place {
    HERE,
    THERE,
    ABROAD,
    NOWHERE
  }
}
