package io.portally.simulator.lines;

/** Which record timestamp a line gets that names none. */
public enum RecordTime {
  /** That of the event: {@code eventTime}, or {@code emittedAt}; the clock where it has neither. */
  EVENT,
  /** The clock's. */
  NOW
}
