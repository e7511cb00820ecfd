package io.portally.tally.journey;

import io.portally.tally.fate.EventTopic;

/** What is remembered of an accepted record. */
public sealed interface JourneyRecord permits MovementRecord, ClearanceRecord {

  EventTopic topic();

  /** Identifies the event within its topic and consignment; all its versions share it. */
  String eventId();

  int version();

  /** Whether this version takes the event back. */
  boolean retracted();

  /** When it happened, epoch milliseconds. */
  long eventTime();
}
