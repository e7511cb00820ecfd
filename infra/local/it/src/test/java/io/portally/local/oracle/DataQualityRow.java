package io.portally.local.oracle;

import java.time.Instant;

/**
 * A row of {@code data_quality} as it must be; the window is of record timestamps, its start in
 * UTC.
 */
public record DataQualityRow(
    String granularity,
    Instant windowStart,
    String topic,
    String fate,
    String reason,
    long records,
    long revision,
    boolean complete) {}
