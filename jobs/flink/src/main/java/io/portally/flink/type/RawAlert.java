package io.portally.flink.type;

import org.jspecify.annotations.Nullable;

/**
 * A record of the alerts' topic as it was read. What it says is decided where it is landed.
 *
 * @param timestamp when it was published, epoch milliseconds
 * @param value null for a tombstone
 */
// Compared by nobody; made once a record, so the array is not copied.
@SuppressWarnings("ArrayRecordComponent")
public record RawAlert(int partition, long offset, long timestamp, byte @Nullable [] value) {}
