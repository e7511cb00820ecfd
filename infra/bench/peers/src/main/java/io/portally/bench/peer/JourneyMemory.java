package io.portally.bench.peer;

import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.Journeys;
import org.jspecify.annotations.Nullable;

/** Where a peer's engine keeps what is remembered of consignments. */
public interface JourneyMemory {

  /** What is remembered; null: nothing. */
  @Nullable Journeys find(ConsignmentKey key);

  /**
   * Remembers from now on; called for every change, and the value may be the one that was found.
   */
  void keep(ConsignmentKey key, Journeys journeys);
}
