package io.portally.bench.report;

import io.portally.bench.engine.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reports of which only the comparisons matter. */
final class DrainReports {

  private DrainReports() {}

  static DrainReport of(Comparison... comparisons) {
    List<Comparison> all = List.of(comparisons);
    return new DrainReport(
        Instant.parse("2026-01-05T08:00:00Z"),
        new Machine("some CPU", 2, 8L << 30, "Linux 6", "17"),
        new Commit("abc", true),
        List.of("Portally 0"),
        List.of("bench", "drain"),
        List.of("A remark."),
        Map.of("c", "main job", "d", "other"),
        Resources.onTheHeap(1024, 2, Duration.ofSeconds(30), List.of("-XX:+UseG1GC")),
        null,
        all,
        all.stream()
            .flatMap(c -> c.pairs().stream())
            .flatMap(pair -> java.util.stream.Stream.of(pair.base(), pair.other()))
            .toList());
  }
}
