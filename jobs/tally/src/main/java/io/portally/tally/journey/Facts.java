package io.portally.tally.journey;

import io.portally.tally.measure.Contributions;

/** What a consignment's records contribute to a fact table. */
interface Facts {

  /**
   * Hands on what the change adds to these facts, where it only adds and no other record needs to
   * be read for it. Nearly every record is of that kind.
   *
   * @param before the records remembered without the change's
   * @return whether that is all; if not, nothing was handed on, and {@link #contribute} is to be
   *     asked
   */
  boolean addOnly(Journeys before, Change change, Contributions contributions);

  /**
   * Hands on what those facts contribute that the change has or could have a say in, given the
   * records remembered. Called without and with the change's record; the difference is what it
   * changes. So both calls have to cover the same facts.
   */
  void contribute(Recollection recollection, Change change, Contributions contributions);
}
