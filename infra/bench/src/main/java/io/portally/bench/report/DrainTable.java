package io.portally.bench.report;

import io.portally.bench.measure.Measurement;
import io.portally.bench.measure.TableWrites;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A drain's report for a person: medians of each engine's runs, then the ratios. */
public final class DrainTable {

  private static final String HEAD =
      "%-30s %5s %12s %14s %10s %10s %9s %10s %5s"
          .formatted(
              "engine",
              "runs",
              "records/s",
              "records/CPU s",
              "broker CPU",
              "db CPU",
              "memory",
              "rows/1000",
              "HOT");

  private DrainTable() {}

  /** The lines of the table. */
  public static List<String> lines(DrainReport report) {
    List<String> lines = new ArrayList<>(report.remarks());
    lines.add("");
    lines.add(HEAD);
    byEngine(report).forEach((engine, runs) -> lines.add(line(engine, runs)));
    lines.add(
        "CPU of broker and database in seconds for a million records; memory is resident, at its peak.");
    lines.add("");
    if (report.againstItself() != null) {
      lines.add(ratio(report.againstItself()));
    }
    report.comparisons().forEach(comparison -> lines.add(ratio(comparison)));
    lines.add(noise(report.runs()));
    return lines;
  }

  private static Map<String, List<Measurement>> byEngine(DrainReport report) {
    return report.runs().stream()
        .collect(
            Collectors.groupingBy(
                run ->
                    "%s (%s)%s"
                        .formatted(
                            report.engines().getOrDefault(run.engine(), "?"),
                            run.engine(),
                            run.topics().contains("-skew") ? " skewed" : ""),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private static String line(String engine, List<Measurement> runs) {
    return String.format(
        Locale.ROOT,
        "%-30s %5d %,12.0f %,14.0f %10.2f %10.2f %6.0f MB %10s %5s",
        engine,
        runs.size(),
        median(runs, Measurement::perWallSecond),
        median(runs, Measurement::perCpuSecond),
        median(runs, run -> 1e6 * run.brokerCpuSeconds() / run.measured()),
        median(runs, run -> 1e6 * run.databaseCpuSeconds() / run.measured()),
        median(runs, run -> (double) run.peakResidentBytes() / (1 << 20)),
        writes(runs, "%.1f", w -> 1000.0 * w.writes().rows() / w.run().records()),
        writes(runs, "%.2f", w -> w.writes().hotShare()));
  }

  private record Written(Measurement run, TableWrites writes) {}

  private static String writes(
      List<Measurement> runs, String format, ToDoubleFunction<Written> what) {
    double[] values =
        runs.stream()
            .flatMap(
                run ->
                    java.util.stream.Stream.ofNullable(run.writes())
                        .map(writes -> new Written(run, writes)))
            .mapToDouble(what)
            .toArray();
    return values.length == 0 ? "-" : String.format(Locale.ROOT, format, Ratio.median(values));
  }

  private static double median(List<Measurement> runs, ToDoubleFunction<Measurement> what) {
    return Ratio.median(runs.stream().mapToDouble(what).toArray());
  }

  private static String ratio(Comparison comparison) {
    String against = "c / " + comparison.other();
    if (!comparison.sameTable()) {
      return "%-30s not told: the tables differ".formatted(against);
    }
    return String.format(
        Locale.ROOT,
        "%-30s %5.2f per CPU second (%.2f to %.2f), %.2f per second (%.2f to %.2f), %d pairs",
        against,
        comparison.perCpuSecond().median(),
        comparison.perCpuSecond().least(),
        comparison.perCpuSecond().greatest(),
        comparison.perWallSecond().median(),
        comparison.perWallSecond().least(),
        comparison.perWallSecond().greatest(),
        comparison.pairs().size());
  }

  private static String noise(List<Measurement> runs) {
    double wall = runs.stream().mapToDouble(Measurement::wallSeconds).sum();
    return String.format(
        Locale.ROOT,
        "Noise: others used %.2f CPUs, the host took %.2f, load average at most %.1f",
        runs.stream().mapToDouble(Measurement::othersCpuSeconds).sum() / wall,
        runs.stream().mapToDouble(Measurement::stolenCpuSeconds).sum() / wall,
        runs.stream().mapToDouble(Measurement::loadAverage).max().orElse(0));
  }
}
