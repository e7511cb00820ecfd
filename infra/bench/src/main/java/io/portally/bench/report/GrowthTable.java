package io.portally.bench.report;

import io.portally.bench.growth.Backend;
import io.portally.bench.growth.Growth;
import io.portally.bench.growth.Point;
import io.portally.bench.growth.Slope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The growth's report for a person: a line for each point, then how steep it is. */
public final class GrowthTable {

  private static final String HEAD =
      "%-44s %11s %11s %7s %7s %10s %19s %19s %9s"
          .formatted(
              "open at once",
              "records/s",
              "CPU s/mill.",
              "broker",
              "db",
              "rows/1000",
              "checkpoint MB, s",
              "at rest MB, s",
              "heap MB");

  private GrowthTable() {}

  /** The lines of the table. */
  public static List<String> lines(GrowthReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(HEAD);
    report.points().forEach(run -> lines.add(line(run)));
    lines.add(
        "CPU of the engine, the broker and the database in seconds for a million records. Checkpoint: the most");
    lines.add(
        "that one wrote under load, and the longest. At rest: one with nothing else to do. Heap: without garbage.");
    lines.add("");
    for (Backend backend : Backend.values()) {
      open(report, backend, lines);
    }
    ports(report.byPorts(), lines);
    skew(report, lines);
    lines.add(noise(report.runs()));
    return lines;
  }

  private static String line(Growth run) {
    return String.format(
        Locale.ROOT,
        "%-44s %,11.0f %11.2f %7.2f %7.2f %10.1f %,10.0f, %6.1f s %,10.0f, %6.1f s %,9.0f",
        run.point().label(),
        run.perWallSecond(),
        run.cpuPerMillion(),
        1e6 * run.brokerCpuSeconds() / run.records(),
        1e6 * run.databaseCpuSeconds() / run.records(),
        run.rowsPerThousand(),
        megabytes(run.mostWritten()),
        run.longestCheckpoint(),
        megabytes(run.atRest().writtenBytes()),
        run.atRest().seconds(),
        megabytes(run.heapBytes()));
  }

  private static double megabytes(long bytes) {
    return bytes / (double) (1 << 20);
  }

  private static void open(GrowthReport report, Backend backend, List<String> lines) {
    List<Growth> points = report.byOpen(backend);
    if (points.size() < 2) {
      return;
    }
    Growth least = points.get(0);
    Growth most = points.get(points.size() - 1);
    Slope cost = GrowthReport.slope(points, Point::open, Growth::cpuPerMillion);
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: from %,d to %,d open a record costs %.2f times as much CPU (log-log slope %.3f)",
            backend,
            least.point().open(),
            most.point().open(),
            cost.ends(),
            cost.exponent()));
    double more = most.point().open() - least.point().open();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: an open consignment of %d records takes %,.0f bytes of heap and %,.0f of a checkpoint",
            backend,
            report.recordsEach(),
            (most.heapBytes() - least.heapBytes()) / more,
            (most.atRest().stateBytes() - least.atRest().stateBytes()) / more));
  }

  private static void ports(List<Growth> points, List<String> lines) {
    if (points.size() < 2) {
      return;
    }
    Slope cost = GrowthReport.slope(points, Point::ports, Growth::cpuPerMillion);
    lines.add(
        String.format(
            Locale.ROOT,
            "from %,d to %,d ports a record costs %.2f times as much CPU (log-log slope %.3f), with %.1f times the rows",
            points.get(0).point().ports(),
            points.get(points.size() - 1).point().ports(),
            cost.ends(),
            cost.exponent(),
            points.get(points.size() - 1).rowsPerThousand() / points.get(0).rowsPerThousand()));
  }

  /** Against the same without skew, where that was measured. */
  private static void skew(GrowthReport report, List<String> lines) {
    for (Growth skewed : report.points()) {
      if (skewed.point().axis() == Point.Axis.SKEW) {
        report.byOpen(skewed.point().backend()).stream()
            .filter(even -> even.point().open() == skewed.point().open())
            .forEach(even -> lines.add(skewed(skewed, even)));
      }
    }
  }

  private static String skewed(Growth skewed, Growth even) {
    return String.format(
        Locale.ROOT,
        "%s: %.2f of the records per CPU second, %.2f of the records per second",
        skewed.point().label(),
        even.cpuPerMillion() / skewed.cpuPerMillion(),
        skewed.perWallSecond() / even.perWallSecond());
  }

  private static String noise(List<Growth> runs) {
    double wall = sum(runs, Growth::wallSeconds);
    return String.format(
        Locale.ROOT,
        "Noise: others used %.2f CPUs, the host took %.2f, load average at most %.1f",
        sum(runs, Growth::othersCpuSeconds) / wall,
        sum(runs, Growth::stolenCpuSeconds) / wall,
        runs.stream().mapToDouble(Growth::loadAverage).max().orElse(0));
  }

  private static double sum(List<Growth> runs, ToDoubleFunction<Growth> what) {
    return runs.stream().mapToDouble(what).sum();
  }
}
