package io.portally.tally.journey;

import io.portally.events.Direction;
import io.portally.events.Milestone;
import io.portally.events.Mode;
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

  /** What happened. */
  Milestone milestone();

  /** Where: ordinal in the register. */
  int port();

  Direction direction();

  Mode mode();

  /**
   * Whether it can have a part in what is told of goods: a version that takes its event back has
   * none, and neither has an empty box.
   */
  boolean standsForGoods();

  /**
   * The same without what only figures are made of, where no more is asked than what happened to
   * whom, when and where: it takes less to remember.
   */
  JourneyRecord withoutFigures();

  /**
   * Whether this one comes first of the two: by event time, then by eventId in the order of Unicode
   * code points, which is that of UTF-8's bytes. {@link String#compareTo} has another one: it sorts
   * what lies beyond U+FFFF below U+E000.
   */
  default boolean isBefore(JourneyRecord other) {
    if (eventTime() != other.eventTime()) {
      return eventTime() < other.eventTime();
    }
    return compareCodePoints(eventId(), other.eventId()) < 0;
  }

  private static int compareCodePoints(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    for (int i = 0; i < shorter; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        int bySurrogate = Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
        return bySurrogate != 0 ? bySurrogate : Character.compare(a, b);
      }
    }
    return one.length() - other.length();
  }
}
