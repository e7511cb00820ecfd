package io.portally.bench.report;

import io.portally.bench.alerts.AlertObservation;
import io.portally.bench.engine.Resources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All that the benchmark of alerts has to tell.
 *
 * @param observations one for each number of open clearances
 */
public record AlertReport(
    Instant at,
    Machine machine,
    Commit commit,
    List<String> versions,
    List<String> commandLine,
    Resources resources,
    List<AlertObservation> observations) {

  /** What stands above the lines of groups. */
  public static final String HEAD =
      "%-34s %8s %8s %8s %8s   %8s %8s %8s"
          .formatted("alerts", "number", "p50", "p99", "most", "p50", "p99", "most");

  /** Writes it as JSON. */
  public void write(Path file) throws IOException {
    ReportJson.write(file, this);
  }

  /** The report for a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (AlertObservation seen : observations) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,d open, %,.0f records/s: %,.0f bytes of heap for each open one%s",
              seen.open(),
              seen.rate(),
              seen.bytesPerOpen(),
              seen.bytesPerOpen() <= AlertObservation.MOST_HEAP_BYTES ? "" : "  TOO MANY"));
      lines.add(HEAD);
      seen.groups().forEach(group -> lines.addAll(lines(group)));
      lines.add(
          String.format(
              Locale.ROOT,
              "caught up %.1f s after the pause; producer at most %,.0f ms behind; %,d alerts came twice",
              seen.catchUpSeconds(),
              seen.producerBehindMillis(),
              seen.repeated()));
      lines.add(
          String.format(
              Locale.ROOT,
              "a rule that made %,d of the open ones slow: alerts within %,.0f ms (p50), %,.0f ms (p99), %,.0f ms (all)%s",
              seen.ruled().sincePut().count() + seen.ruled().missing(),
              seen.ruled().sincePut().p50(),
              seen.ruled().sincePut().p99(),
              seen.ruled().sincePut().greatest(),
              neverCame(seen.ruled().missing())));
      lines.add("");
    }
    lines.add(
        "Milliseconds, first from when an alert was due to the broker's taking of it (below it, to");
    lines.add(
        "Alertmanager's); then from when event time had come far enough on the topics (10 s of");
    lines.add(
        "out-of-orderness and what it takes the next event to come), or from the end of the pause.");
    return lines;
  }

  /** What there is to tell of one group of alerts, below {@link #HEAD}. */
  public static List<String> lines(AlertObservation.Group group) {
    List<String> lines = new ArrayList<>();
    lines.add(line(group.name(), group.taken()));
    if (group.told() != null) {
      lines.add(line("  at Alertmanager", group.told()));
    }
    return lines;
  }

  private static String line(String name, AlertObservation.Delays delays) {
    return String.format(
        Locale.ROOT,
        "%-34s %,8d %,8.0f %,8.0f %,8.0f   %,8.0f %,8.0f %,8.0f%s",
        name,
        delays.sinceDue().count(),
        delays.sinceDue().p50(),
        delays.sinceDue().p99(),
        delays.sinceDue().greatest(),
        delays.beyondWatermark().p50(),
        delays.beyondWatermark().p99(),
        delays.beyondWatermark().greatest(),
        neverCame(delays.missing()));
  }

  private static String neverCame(int missing) {
    return missing > 0 ? "  " + missing + " NEVER CAME" : "";
  }
}
