package io.portally.flink.type;

import io.portally.tally.slow.Alert;

/**
 * What is told of an alert, and by whom.
 *
 * @param life a random number that one subtask has from its start to its end: what it told itself
 *     it need not learn again
 */
public record ToldAlert(Alert alert, long life) {

  /** No life: told before lives were told apart. */
  public static final long OF_OLD = 0;
}
