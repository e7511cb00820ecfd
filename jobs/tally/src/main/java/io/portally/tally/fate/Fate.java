package io.portally.tally.fate;

/** What becomes of a record. Every offset of an event topic has exactly one, heartbeats apart. */
public enum Fate {
  /** Counts, or is superseded by a higher version of the same event. */
  ACCEPTED,
  /** Said before: same topic, consignment, event and version. */
  DUPLICATE,
  /** Published too long after it happened. Kept in the topic of late events. */
  LATE,
  /** Cannot be believed or not be read. Kept in the topic of dead letters. */
  REJECTED,
  /** A plan or an estimate. Counted and not kept. */
  IGNORED
}
