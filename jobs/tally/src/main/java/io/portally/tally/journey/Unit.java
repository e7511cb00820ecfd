package io.portally.tally.journey;

import io.portally.events.Milestone;
import org.jspecify.annotations.Nullable;

/** What a milestone belongs to, and so what waits between two of them. */
enum Unit {
  CONSIGNMENT {
    @Override
    @Nullable String idIn(JourneyRecord version) {
      return null;
    }
  },

  DECLARATION {
    @Override
    String idIn(JourneyRecord version) {
      return ((ClearanceRecord) version).declarationId();
    }
  },

  /** A box, a wagon, a truck. None given is one too. */
  EQUIPMENT {
    @Override
    @Nullable String idIn(JourneyRecord version) {
      return ((MovementRecord) version).equipmentId();
    }
  };

  /** Which one a version is about; null for the whole consignment, and where none is given. */
  abstract @Nullable String idIn(JourneyRecord version);

  static Unit of(Milestone milestone) {
    return switch (milestone) {
      case ARRIVED, DEPARTED -> CONSIGNMENT;
      case DISCHARGED, GATED_IN, LOADED, GATED_OUT -> EQUIPMENT;
      case LODGED,
          ACCEPTED,
          REJECTED,
          DOCUMENTS_CHECKED,
          SELECTED,
          INSPECTED,
          DUTY_PAID,
          AMENDED,
          HELD,
          RELEASED,
          CLEARED,
          CANCELLED ->
          DECLARATION;
      case UNKNOWN ->
          throw new IllegalArgumentException(
              "UNKNOWN belongs to nothing: the judge refuses unknown words");
    };
  }
}
