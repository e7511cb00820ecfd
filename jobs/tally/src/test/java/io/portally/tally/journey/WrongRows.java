package io.portally.tally.journey;

import io.portally.tally.journey.History.Breach;
import io.portally.tally.journey.History.Contract;

/** Rows by a rule that looks as good as the contract's, and the promise that they break. */
interface WrongRows {

  Breach breach();

  /** The rows by the wrong rule. */
  Contract rows();

  /** What they are held against: the rows of the same tables alone. */
  Contract contract();
}
