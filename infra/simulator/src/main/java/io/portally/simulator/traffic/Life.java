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
 * @param appointment of the inspection or release; null if none
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
    Step.@Nullable Moment appointment,
    List<Step> steps) {

  /** No two consignments of a group carry the TEU of the box that they share. */
  boolean carriesTeu() {
    return number == group;
  }
}
