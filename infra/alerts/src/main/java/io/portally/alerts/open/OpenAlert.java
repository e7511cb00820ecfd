package io.portally.alerts.open;

import io.portally.events.SlowClearance;
import java.time.Instant;
import java.util.Comparator;

/**
 * An alert that is open.
 *
 * @param alert its last record
 * @param labels those of the record that opened it
 * @param named whether people are told of it by itself; otherwise it is one of many, see {@link
 *     Crowd}
 */
public record OpenAlert(SlowClearance alert, Labels labels, boolean named) {

  /** The one that has been due longest first. */
  public static final Comparator<OpenAlert> OLDEST_FIRST =
      Comparator.<OpenAlert, Instant>comparing(open -> open.alert().getDueAt())
          .thenComparing(open -> open.alert().getAlertId());

  /** Identifies it. */
  public String id() {
    return alert.getAlertId();
  }
}
