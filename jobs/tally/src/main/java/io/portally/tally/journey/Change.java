package io.portally.tally.journey;

/**
 * An accepted record that is about to be remembered, or has just been.
 *
 * @param isNewEvent whether no version of its event was remembered before
 * @param joinsJourneys whether two journeys that were apart become one by it. Then it may change
 *     facts that it has no part in: what was the first of the later journey is so no longer
 */
record Change(JourneyRecord record, boolean isNewEvent, boolean joinsJourneys) {}
