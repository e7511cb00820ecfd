package io.portally.local.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How single figures read. */
final class Words {

  /** The zone that days and hours follow by default. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZONE);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZONE);

  private static final String[] FATES = {"ACCEPTED", "DUPLICATE", "LATE", "REJECTED", "IGNORED"};

  private Words() {}

  static String second(Instant instant) {
    return SECOND.format(instant);
  }

  static String minute(Instant instant) {
    return MINUTE.format(instant);
  }

  static String tonnes(long kilograms) {
    return String.format(Locale.ROOT, "%,.1f", kilograms / 1000.0);
  }

  static String teu(long hundredths) {
    return String.format(Locale.ROOT, "%,.0f", hundredths / 100.0);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String perSecond(double rate) {
    return String.format(Locale.ROOT, "%,.0f/s", rate);
  }

  static String watermark(Figures figures) {
    return figures
        .watermarkAge()
        .map(age -> "watermark " + duration(age) + " behind")
        .orElse("no watermark yet");
  }

  static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }

  /** Hours, or nothing to tell where it was never measured. */
  static String hours(double seconds) {
    return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  static String fates(Map<String, Long> fates, String between) {
    return Stream.of(FATES)
        .map(fate -> fate.toLowerCase(Locale.ROOT) + " " + count(fates.getOrDefault(fate, 0L)))
        .collect(Collectors.joining(between));
  }
}
