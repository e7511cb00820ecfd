package io.portally.bench.report;

import io.portally.bench.engine.Resources;
import io.portally.bench.latency.Observation;
import io.portally.bench.latency.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * All that the latency has to tell.
 *
 * @param sustainableRate records in a second, of both topics together
 * @param search what was tried to find it; empty where the rate was given
 * @param observations at the shares of it
 */
public record LatencyReport(
    Instant at,
    Machine machine,
    Commit commit,
    List<String> versions,
    List<String> commandLine,
    Resources resources,
    double sustainableRate,
    List<Observation> search,
    List<Observation> observations) {

  private static final String HEAD =
      "%12s %10s %8s %9s %9s %9s %9s %22s"
          .formatted(
              "records/s",
              "of rate",
              "probes",
              "p50",
              "p99",
              "p99.9",
              "most",
              "complete p50 / p99");

  /** Writes it as JSON. */
  public void write(Path file) throws IOException {
    ReportJson.write(file, this);
  }

  /** The report for a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s rate: %,.0f records/s of both topics into all tables, with broker, database and producer on this machine",
            search.isEmpty() ? "Given" : "Sustainable",
            sustainableRate));
    lines.add(HEAD);
    observations.forEach(observation -> lines.add(line(observation)));
    lines.add("Milliseconds from when an event was due to be sent to the commit of its row;");
    lines.add("complete: from the window's end and the out-of-orderness to the complete row.");
    observations.stream()
        .max(Comparator.comparingDouble(Observation::rate))
        .ifPresent(highest -> lines.addAll(work(highest)));
    return lines;
  }

  private static List<String> work(Observation seen) {
    Work work = seen.work();
    return List.of(
        String.format(
            Locale.ROOT,
            "At %,.0f records/s CPUs in use: job %.2f, broker %.2f, database %.2f, producer %.2f, others %.2f",
            seen.rate(),
            work.engineCpus(),
            work.brokerCpus(),
            work.databaseCpus(),
            work.producerCpus(),
            work.othersCpus()),
        work.rows().entrySet().stream()
            .map(table -> String.format(Locale.ROOT, "%s %,.0f", table.getKey(), table.getValue()))
            .collect(Collectors.joining(", ", "Rows written a second: ", "")));
  }

  private String line(Observation seen) {
    return String.format(
        Locale.ROOT,
        "%,12.0f %9.0f%% %,8d %9.0f %9.0f %9.0f %9.0f %,12.0f / %,.0f%s",
        seen.rate(),
        100 * seen.rate() / sustainableRate,
        seen.visible().count(),
        seen.visible().p50(),
        seen.visible().p99(),
        seen.visible().p999(),
        seen.visible().greatest(),
        seen.complete().p50(),
        seen.complete().p99(),
        remark(seen));
  }

  private static String remark(Observation seen) {
    if (seen.unseen() > 0) {
      return "  TOO LOW: %d rows never came".formatted(seen.unseen());
    }
    return seen.isSustained() ? "" : "  NOT SUSTAINED: " + seen.verdict();
  }
}
