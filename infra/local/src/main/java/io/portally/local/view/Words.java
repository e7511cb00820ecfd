package io.portally.local.view;

import io.portally.events.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
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

  /** How many alerts stand how; "none open" where none is. */
  static String alerts(Alerts alerts) {
    List<String> open = new ArrayList<>();
    addIfAny(alerts.open().getOrDefault(Severity.CRITICAL, 0L), "critical", open);
    addIfAny(alerts.open().getOrDefault(Severity.WARNING, 0L), "warning", open);
    addIfAny(alerts.atRisk(), "at risk", open);
    List<String> ended = new ArrayList<>();
    addIfAny(alerts.resolved(), "resolved", ended);
    addIfAny(alerts.withdrawn(), "withdrawn", ended);
    String words = open.isEmpty() ? "none open" : String.join(", ", open) + " open";
    return ended.isEmpty() ? words : words + "; " + String.join(", ", ended);
  }

  private static void addIfAny(long number, String what, List<String> to) {
    if (number > 0) {
      to.add(count(number) + " " + what);
    }
  }

  /** Who and what is waited for, since when. */
  static String waiting(Alerts.Waiting waiting, Instant now) {
    return "%s %s for %s by %s, since %s, %s"
        .formatted(
            count(waiting.alerts()),
            waiting.alerts() == 1 ? "waits" : "wait",
            waiting.waitingFor(),
            waiting.waitingOn().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            SECOND.format(waiting.since()).substring("yyyy-".length(), "yyyy-MM-dd HH:mm".length()),
            duration(Duration.between(waiting.since(), now)));
  }

  /** What has come, and after how long. */
  static String ended(Alerts.Ended ended) {
    String shortest = hoursAndMinutes(ended.shortest());
    String longest = hoursAndMinutes(ended.longest());
    return "%s %s %s after %s, the last at %s"
        .formatted(
            count(ended.alerts()),
            ended.alerts() == 1 ? "was" : "were",
            ended.milestone(),
            shortest.equals(longest) ? longest : shortest + " to " + longest,
            SECOND.format(ended.last()).substring("yyyy-MM-dd ".length()));
  }

  private static String hoursAndMinutes(Duration duration) {
    return "%d h %02d".formatted(duration.toHours(), duration.toMinutesPart());
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
