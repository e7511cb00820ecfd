package io.portally.tally.slow;

import io.portally.events.Milestone;
import io.portally.events.WaitingOn;

/**
 * Who acts to bring a milestone about, so who is waited for until it comes. Our judgement of what
 * usually holds: events name no actor. The column {@code waiting_on} of the table {@code
 * milestones} says the same.
 */
public final class Actors {

  private Actors() {}

  /** {@link WaitingOn#UNKNOWN} for an unknown milestone alone. */
  public static WaitingOn of(Milestone milestone) {
    return switch (milestone) {
      case ARRIVED, DEPARTED -> WaitingOn.CARRIER;
      case DISCHARGED, LOADED -> WaitingOn.TERMINAL;
      case GATED_IN, GATED_OUT, LODGED, DUTY_PAID, AMENDED, CANCELLED -> WaitingOn.TRADER;
      case ACCEPTED, REJECTED, DOCUMENTS_CHECKED, SELECTED, INSPECTED, RELEASED, CLEARED ->
          WaitingOn.CUSTOMS;
      case HELD -> WaitingOn.OTHER_AGENCY;
      case UNKNOWN -> WaitingOn.UNKNOWN;
    };
  }
}
