package io.portally.flink.type;

import io.portally.tally.fate.Verdict;
import io.portally.tally.journey.ConsignmentKey;

/** What became of a record at the source, where it is judged by itself. */
public sealed interface JudgedRecord {

  /**
   * Nothing in itself speaks against the record; its consignment has the last word. What is to be
   * remembered of it is read from its value again where that is decided.
   *
   * @param eventTime when it happened, epoch milliseconds
   */
  record Candidate(RawRecord raw, ConsignmentKey key, long eventTime)
      implements JudgedRecord, AboutConsignment {}

  /** The record does not count. */
  record Refused(RawRecord raw, Verdict verdict) implements JudgedRecord {}

  /**
   * Not an event: a heartbeat that moves the watermark.
   *
   * @param emittedAt epoch milliseconds, or {@link #MOVES_NOTHING}
   */
  record HeartbeatMark(long emittedAt) implements JudgedRecord {
    /** The heartbeat cannot be believed. */
    public static final long MOVES_NOTHING = Long.MIN_VALUE;
  }
}
