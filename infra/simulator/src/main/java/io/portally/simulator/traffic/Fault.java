package io.portally.simulator.traffic;

/** What is wrong with an event, or how it is told; at most one to an event. */
enum Fault {
  NONE,
  DUPLICATED,
  CORRECTED,
  /** Corrected, and the higher version is published first. */
  CORRECTED_AHEAD,
  LATE,
  CORRUPT,
  FUTURE_DATED,
  /** No fault but the world's way: first said to be earlier than it then turns out to be. */
  REPORTED_AGAIN
}
