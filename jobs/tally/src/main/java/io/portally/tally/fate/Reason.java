package io.portally.tally.fate;

/** Why a record has its fate: a closed list, in the order in which the reasons are looked for. */
public enum Reason {
  NONE("-"),
  UNDECODABLE,
  TOO_LARGE,
  BAD_IDENTIFIER,
  UNKNOWN_PORT,
  BAD_CODE,
  OUT_OF_BOUNDS,
  TIME_OUT_OF_RANGE,
  FUTURE_DATED,
  JOURNEY_TOO_LONG,
  WINDOW_CLOSED;

  private final String word;

  Reason() {
    this.word = name();
  }

  Reason(String word) {
    this.word = word;
  }

  /** The word in tables and headers: the name, and {@code -} where there is no reason to give. */
  public String word() {
    return word;
  }
}
