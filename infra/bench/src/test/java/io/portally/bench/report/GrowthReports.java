package io.portally.bench.report;

import io.portally.bench.engine.Resources;
import io.portally.bench.growth.Growth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reports of which only the runs matter. */
final class GrowthReports {

  private GrowthReports() {}

  static GrowthReport of(Growth... runs) {
    return new GrowthReport(
        Instant.parse("2026-01-05T08:00:00Z"),
        new Machine("some CPU", 2, 8L << 30, "Linux 6", "17"),
        new Commit("abc", true),
        List.of("Portally 0"),
        List.of("bench", "growth"),
        Resources.onTheHeap(1024, 2, Duration.ofDays(1), List.of()).withManaged(512),
        8,
        List.of(runs));
  }
}
