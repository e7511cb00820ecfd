package io.portally.simulator.truth;

import io.portally.events.AlertKind;
import java.time.Instant;

/**
 * An alert that has to be.
 *
 * @param dueAt when the leg has taken as long as the rule allows
 */
public record ExpectedAlert(AlertKind kind, String ruleId, TrueLeg leg, Instant dueAt) {

  /** From when on anyone can know of it: it is due, and that the unit waits has been told. */
  public Instant knowableAt() {
    Instant exceeds = leg.exceedsAt(dueAt);
    return exceeds.isAfter(leg.waitKnownAt()) ? exceeds : leg.waitKnownAt();
  }
}
