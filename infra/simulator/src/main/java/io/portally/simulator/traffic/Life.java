package io.portally.simulator.traffic;

import io.portally.events.Programme;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A course that consignments take.
 *
 * @param number counted from 0; part of the consignments' ids
 * @param group the number of the life whose consignments share boxes with this one's, and with them
 *     the port and every moment; its own if none does
 * @param pieces how many boxes, wagons or lorries
 * @param declarations how many customs declarations
 * @param rhythm of what happens on land
 * @param drift milliseconds of even time in which its times may become longer or shorter
 * @param appointment null if none
 * @param steps in no order
 */
record Life(
    int number,
    int group,
    Flow flow,
    int pieces,
    int declarations,
    List<Programme> programmes,
    boolean foreignAeo,
    Rhythm rhythm,
    long drift,
    @Nullable Appointment appointment,
    List<Step> steps) {

  /**
   * When a declaration is to be inspected; or released, where nobody inspects it.
   *
   * @param declaration counted from 0
   * @param kept when that happens: the inspection may wait
   */
  record Appointment(int declaration, Step.Moment moment, Step.Moment kept) {

    /** The declaration's stages name it until it has been kept. */
    boolean isToldBy(Step step) {
      return step instanceof Step.Staged staged
          && staged.declaration() == declaration
          && staged.timing().moment().offset() <= kept.offset();
    }
  }

  /** No two consignments of a group carry the TEU of the box that they share. */
  boolean carriesTeu() {
    return number == group;
  }
}
