package io.portally.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.bench.growth.Backend;
import io.portally.bench.growth.Growth;
import io.portally.bench.growth.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The growth's curves, for a README. */
public final class GrowthCharts {

  private static final String OPEN = "consignments open at once";

  private GrowthCharts() {}

  /** Writes a file for each curve that has two dots or more. */
  public static void write(GrowthReport report, Path folder) throws IOException {
    write(
        folder.resolve("growth-cost.svg"),
        new Chart(
            "What a record costs",
            OPEN,
            "CPU seconds for a million records",
            byOpen(report, Growth::cpuPerMillion, true)));
    write(
        folder.resolve("growth-checkpoint.svg"),
        new Chart(
            "How long a checkpoint takes",
            OPEN,
            "seconds, the longest under load",
            byOpen(report, Growth::longestCheckpoint, false)));
    write(
        folder.resolve("growth-ports.svg"),
        new Chart(
            "What a record costs with more ports",
            "ports",
            "CPU seconds for a million records",
            byPorts(report)));
  }

  private static void write(Path file, Chart chart) throws IOException {
    if (!chart.curves().isEmpty()) {
      Files.writeString(file, chart.svg(), UTF_8);
    }
  }

  private static List<Chart.Curve> byOpen(
      GrowthReport report, ToDoubleFunction<Growth> what, boolean withSlope) {
    List<Chart.Curve> curves = new ArrayList<>();
    for (Backend backend : Backend.values()) {
      List<Growth> points = report.byOpen(backend);
      if (points.size() > 1) {
        String name =
            withSlope ? named(backend.toString(), points, Point::open) : backend.toString();
        curves.add(curve(name, points, Point::open, what));
      }
    }
    return curves;
  }

  private static List<Chart.Curve> byPorts(GrowthReport report) {
    List<Growth> points = report.byPorts();
    return points.size() < 2
        ? List.of()
        : List.of(
            curve(
                named(points.get(0).point().backend().toString(), points, Point::ports),
                points,
                Point::ports,
                Growth::cpuPerMillion));
  }

  private static String named(String name, List<Growth> points, ToDoubleFunction<Point> x) {
    return String.format(
        Locale.ROOT,
        "%s, log-log slope %.3f",
        name,
        GrowthReport.slope(points, x, Growth::cpuPerMillion).exponent());
  }

  private static Chart.Curve curve(
      String name, List<Growth> points, ToDoubleFunction<Point> x, ToDoubleFunction<Growth> y) {
    return new Chart.Curve(
        name,
        points.stream()
            .map(run -> new Chart.Dot(x.applyAsDouble(run.point()), y.applyAsDouble(run)))
            .toList());
  }
}
