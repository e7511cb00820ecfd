package io.portally.local.oracle;

import java.time.Instant;

/** A row of {@code throughput} as it must be; instants in UTC, TEU in hundredths. */
public record ThroughputRow(
    String granularity,
    Instant windowStart,
    String areaLevel,
    String areaCode,
    String movement,
    String direction,
    String mode,
    boolean laden,
    long events,
    long grossMassKg,
    long teuHundredths,
    long revision,
    boolean complete) {}
