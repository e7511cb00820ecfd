package io.portally.simulator.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as a person types them: 90s, 2m, 1h30m, or in full as ISO 8601 has them. */
public final class Durations implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String typed) {
    String iso = typed.toUpperCase(Locale.ROOT);
    try {
      Duration duration = Duration.parse(iso.startsWith("P") ? iso : "PT" + iso);
      if (!duration.isNegative() && !duration.isZero()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      throw refused(typed);
    }
    throw refused(typed);
  }

  /** As a person would type it. */
  public static String words(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  private static TypeConversionException refused(String typed) {
    return new TypeConversionException(
        "'%s' is no duration; write one such as 90s, 5m or 1h30m".formatted(typed));
  }
}
