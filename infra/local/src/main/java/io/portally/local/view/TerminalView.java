package io.portally.local.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures as the lines of a screen. */
public final class TerminalView {

  /** Of the second column; with it a line has 77 columns. */
  private static final int SECOND = 31;

  private static final String CLEARANCE = "  %-7s%-" + SECOND + "s%16s%8s%14s%8s";

  private TerminalView() {}

  /**
   * The whole screen.
   *
   * @param addresses lines that stand at its foot
   */
  public static List<String> lines(Figures figures, List<String> addresses) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "PORTALLY   %s (Asia/Shanghai)   job %s   Ctrl-C ends it"
            .formatted(Words.second(figures.now()), figures.jobState()));
    lines.add("");
    lines.add(row("", "Cargo throughput of CN", "tonnes", "TEU", "movements"));
    figures.minutes().forEach(minute -> lines.add(minute(minute)));
    lines.add(row("", "since the start", figures.total()));
    lines.add("");
    lines.add(row("", "Busiest ports, 10 min", "tonnes", "TEU", "movements"));
    figures.ports().forEach(port -> lines.add(row(port.code(), port.name(), port.tonnage())));
    lines.add("");
    if (!figures.clearances().isEmpty()) {
      lines.add(
          CLEARANCE.formatted(
              "", "Clearance time, 24 h", "import median", "p90", "export median", "p90"));
      figures.clearances().forEach(region -> lines.add(clearance(region)));
      lines.add("");
    }
    lines.add("Slow clearances   " + Words.alerts(figures.alerts()));
    figures.alerts().waiting().forEach(waiting -> lines.add(waiting(waiting, figures)));
    figures.alerts().ended().forEach(ended -> lines.add(ended(ended)));
    lines.add("");
    lines.add(
        "Records     %s, judged at %s, %s"
            .formatted(
                Words.count(figures.records()),
                Words.perSecond(figures.recordsPerSecond()),
                Words.watermark(figures)));
    lines.add("Fates       " + Words.fates(figures.fates(), ", "));
    lines.add("");
    lines.addAll(addresses);
    return lines;
  }

  private static String waiting(Alerts.Waiting waiting, Figures figures) {
    return "  %-7s%-9s%s"
        .formatted(waiting.port(), waiting.severity(), Words.waiting(waiting, figures.now()));
  }

  private static String ended(Alerts.Ended ended) {
    return "  %-7s%-9s%s".formatted(ended.port(), "RESOLVED", Words.ended(ended));
  }

  private static String clearance(Figures.RegionClearance region) {
    return CLEARANCE.formatted(
        region.code(),
        cut(region.name()),
        Words.hours(region.imports().medianSeconds()),
        Words.hours(region.imports().p90Seconds()),
        Words.hours(region.exports().medianSeconds()),
        Words.hours(region.exports().p90Seconds()));
  }

  private static String minute(Figures.Minute minute) {
    return row(
        Words.minute(minute.start()), minute.complete() ? "complete" : "live", minute.tonnage());
  }

  private static String row(String first, String second, Figures.Tonnage tonnage) {
    return row(
        first,
        second,
        Words.tonnes(tonnage.massKg()),
        Words.teu(tonnage.teuHundredths()),
        Words.count(tonnage.movements()));
  }

  private static String row(
      String first, String second, String tonnes, String teu, String movements) {
    return String.format(
        Locale.ROOT,
        "  %-7s%-" + SECOND + "s%14s%11s%12s",
        first,
        cut(second),
        tonnes,
        teu,
        movements);
  }

  private static String cut(String second) {
    return second.length() > SECOND
        ? second.substring(0, SECOND - 3).stripTrailing() + "..."
        : second;
  }
}
