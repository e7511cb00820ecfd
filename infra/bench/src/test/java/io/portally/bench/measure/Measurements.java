package io.portally.bench.measure;

import java.math.BigDecimal;
import java.time.Instant;

/** Measurements of which only some things matter. */
public final class Measurements {

  private static final Instant ONCE = Instant.parse("2026-01-05T08:00:00Z");

  private Measurements() {}

  /** A million records, of which the first quarter was read before measuring began. */
  public static Measurement taking(String engine, double wall, double cpu, long sum) {
    return new Measurement(
        engine,
        "bench.cargo-movements",
        ONCE,
        1_000_000,
        250_000,
        wall,
        cpu,
        1,
        1,
        0,
        0,
        1,
        1 << 30,
        new TableWrites(1_000, 500, 400),
        new TableChecksum(1_000, BigDecimal.valueOf(sum)));
  }
}
