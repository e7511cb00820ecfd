package io.portally.tally.journey;

import io.portally.tally.journey.History.Breach;
import io.portally.tally.journey.History.Contract;
import io.portally.tally.journey.History.Rule;
import java.util.function.Supplier;

/** A rule that looks as good as the contract's, and the promise that it breaks. */
interface WrongRule extends Supplier<Rule> {

  Breach breach();

  /** What it is held against: the rows of its table alone. */
  Contract contract();
}
