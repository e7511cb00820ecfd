package io.portally.tally.journey;

import io.portally.tally.measure.Contributions;

/** What a consignment's records contribute to one fact table. */
interface Facts {

  /**
   * Hands on what those facts contribute that the change has or could have a say in, given the
   * records remembered now. Called before and after the change's record is remembered; the
   * difference is what it changes. So both calls have to cover the same facts.
   */
  void contribute(Journeys journeys, Change change, Contributions contributions);
}
