package io.portally.simulator.lines;

/** Ends the reading of a line; becomes a {@link Line.Bad}. */
final class BadLine extends RuntimeException {
  BadLine(String why) {
    super(why, null, false, false);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
