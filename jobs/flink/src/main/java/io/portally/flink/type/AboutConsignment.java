package io.portally.flink.type;

import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.slow.Alert;

/** What a watched consignment is told: a record of it, or an alert that has been published. */
public sealed interface AboutConsignment permits JudgedRecord.Candidate, AboutConsignment.Told {

  ConsignmentKey key();

  /** An alert as it is read back from where it was published. */
  record Told(ConsignmentKey key, Alert alert) implements AboutConsignment {}
}
