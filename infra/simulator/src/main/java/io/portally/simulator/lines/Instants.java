package io.portally.simulator.lines;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Instants as lines have them: ISO 8601, UTC, milliseconds. */
public final class Instants {
  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private Instants() {}

  /** Always with three digits after the second. */
  public static String write(Instant instant) {
    return MILLIS.format(instant);
  }

  /**
   * Reads ISO 8601 with a zone.
   *
   * @throws IllegalArgumentException with a sentence that names the text, if it is no instant, is
   *     finer than a millisecond or is out of reach of a 64-bit count of milliseconds
   */
  public static Instant read(String text) {
    Instant instant;
    try {
      instant = Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'%s' is no instant; write ISO 8601 with a zone, such as 2026-03-01T08:30:00.000Z"
              .formatted(text),
          e);
    }
    if (!instant.equals(instant.truncatedTo(ChronoUnit.MILLIS))) {
      throw new IllegalArgumentException(
          "'%s' is finer than a millisecond; leave three digits after the second".formatted(text));
    }
    try {
      return Instant.ofEpochMilli(instant.toEpochMilli());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "'%s' is too far away to be counted in milliseconds".formatted(text), e);
    }
  }
}
