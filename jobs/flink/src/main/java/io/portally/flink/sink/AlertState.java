package io.portally.flink.sink;

import io.portally.events.SlowClearance;
import io.portally.flink.type.RawAlert;
import java.util.Comparator;

/**
 * A state that an alert has been in, as a record of the topic tells it.
 *
 * @param publishedAt when the state was first published, epoch milliseconds
 */
record AlertState(SlowClearance alert, RawAlert raw, long publishedAt) {

  /** The order of the primary key. */
  static final Comparator<Key> BY_KEY =
      Comparator.comparing(Key::alertId)
          .thenComparingInt(Key::occurrence)
          .thenComparing(Key::status);

  /** What is one row. */
  record Key(String alertId, int occurrence, String status) {}

  static AlertState of(SlowClearance alert, RawAlert raw) {
    return new AlertState(alert, raw, raw.timestamp());
  }

  Key key() {
    return new Key(alert.getAlertId(), alert.getOccurrence(), alert.getStatus().name());
  }

  /** Of two records that tell the same state the later one, with the instant of the earlier one. */
  AlertState and(AlertState other) {
    AlertState later = other.raw.offset() > raw.offset() ? other : this;
    return new AlertState(later.alert, later.raw, Math.min(publishedAt, other.publishedAt));
  }
}
