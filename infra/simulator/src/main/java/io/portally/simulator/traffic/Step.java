package io.portally.simulator.traffic;

import io.portally.events.Classifier;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;

/** A milestone of a life, or the forecast of one, and when it is told. */
sealed interface Step {
  Timing timing();

  Place at();

  /** Whether it is a movement that took place. */
  default boolean isActualMovement() {
    return this instanceof Moved moved && moved.classifier() == Classifier.ACTUAL;
  }

  /**
   * When it happens, and how much later it is told. Milliseconds.
   *
   * @param moment of the event
   * @param publication from the event to its publication
   * @param repeat to that of a repetition or correction
   * @param again to that of a second one
   * @param late to the publication if it is late
   * @param premature how much too early it is said to be where it is reported twice with two times
   */
  record Timing(
      Moment moment, long publication, long repeat, long again, long late, long premature) {}

  /**
   * A moment of a life.
   *
   * @param offset milliseconds of even time from the consignment's beginning; negative for what is
   *     done ahead
   */
  record Moment(long offset, Clock clock) {}

  /**
   * How even time becomes real. In the order of the journey: what comes later in this list can
   * never be before what comes earlier and has no greater offset.
   */
  enum Clock {
    /** Ships, and others that keep no hours, before anything on land. */
    SHIP,
    /** Customs and gates. */
    LAND,
    /** Ships again: they wait for what is on land, as long as that can take. */
    SHIP_AFTER,
    /** Land once more, at the other port. */
    LAND_AFTER
  }

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
