package io.portally.local.oracle;

import java.time.Instant;

/** A row of {@code clearance_activity} as it must be; instants in UTC, value in fen. */
public record ClearanceActivityRow(
    String granularity,
    Instant windowStart,
    String areaLevel,
    String areaCode,
    String stage,
    String direction,
    String mode,
    long events,
    long declarations,
    long grossMassKg,
    long valueFen,
    long revision,
    boolean complete) {}
