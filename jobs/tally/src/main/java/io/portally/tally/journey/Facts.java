package io.portally.tally.journey;

import io.portally.tally.measure.Contributions;

/** What a consignment's records contribute to one fact table. */
interface Facts {

  /**
   * Hands on what those facts contribute that {@code changed} has or could have a say in, given the
   * records remembered now. Called before and after {@code changed} is remembered; the difference
   * is what it changes.
   */
  void contribute(Journeys journeys, JourneyRecord changed, Contributions contributions);
}
