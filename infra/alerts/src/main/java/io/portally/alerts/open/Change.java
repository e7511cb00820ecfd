package io.portally.alerts.open;

import io.portally.events.SlowClearance;

/** What a record of the topic comes to. */
public sealed interface Change {

  /** An alert has opened. */
  record Opened(OpenAlert alert) implements Change {}

  /** An alert that stays open says something else now, such as another due instant. */
  record Updated(OpenAlert alert) implements Change {}

  /**
   * An alert is over; or it has been, otherwise than was told.
   *
   * @param alert as it was while open
   * @param end the record that ended it: resolved or withdrawn
   */
  record Ended(OpenAlert alert, SlowClearance end) implements Change {}

  /** The alert that is concerned. */
  OpenAlert alert();
}
