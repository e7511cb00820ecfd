package io.portally.bench.report;

import io.portally.bench.engine.Resources;
import io.portally.bench.growth.Backend;
import io.portally.bench.growth.Growth;
import io.portally.bench.growth.Point;
import io.portally.bench.growth.Slope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * All that the growth has to tell.
 *
 * @param resources what the job had
 * @param recordsEach of each consignment, when its life is over
 * @param runs every run in its order
 */
public record GrowthReport(
    Instant at,
    Machine machine,
    Commit commit,
    List<String> versions,
    List<String> commandLine,
    Resources resources,
    int recordsEach,
    List<Growth> runs) {

  public GrowthReport {
    runs = List.copyOf(runs);
  }

  /** Writes it as JSON. */
  public void write(Path file) throws IOException {
    ReportJson.write(file, this);
  }

  /** Of points that were measured more than once the run that is in the middle by its CPU. */
  List<Growth> points() {
    Map<Point, List<Growth>> byPoint =
        runs.stream()
            .collect(Collectors.groupingBy(Growth::point, LinkedHashMap::new, Collectors.toList()));
    return byPoint.values().stream().map(GrowthReport::middle).toList();
  }

  private static Growth middle(Collection<Growth> runs) {
    List<Growth> sorted =
        runs.stream().sorted(Comparator.comparingDouble(Growth::cpuPerMillion)).toList();
    return sorted.get((sorted.size() - 1) / 2);
  }

  /** The points at which the consignments open at once were varied, fewest first. */
  List<Growth> byOpen(Backend backend) {
    return points().stream()
        .filter(run -> run.point().axis() == Point.Axis.OPEN && run.point().backend() == backend)
        .sorted(Comparator.comparingInt(run -> run.point().open()))
        .toList();
  }

  /** The points at which ports were varied, fewest first. */
  List<Growth> byPorts() {
    return points().stream()
        .filter(run -> run.point().axis() == Point.Axis.PORTS)
        .sorted(Comparator.comparingInt(run -> run.point().ports()))
        .toList();
  }

  /** How something grows along those points. */
  static Slope slope(List<Growth> points, ToDoubleFunction<Point> x, ToDoubleFunction<Growth> y) {
    return Slope.of(
        points.stream()
            .map(run -> new Slope.Spot(x.applyAsDouble(run.point()), y.applyAsDouble(run)))
            .toList());
  }
}
