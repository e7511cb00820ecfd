package io.portally.flink.type;

import io.portally.tally.fate.EventTopic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record as it was read, so that it can be set aside byte for byte.
 *
 * @param timestamp when it was published, epoch milliseconds
 * @param key null where the record has none
 * @param value null for a tombstone
 */
// Compared by nobody; made once a record, so the arrays are not copied.
@SuppressWarnings("ArrayRecordComponent")
public record RawRecord(
    EventTopic topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers) {

  /** A header of the record. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Header(String name, byte @Nullable [] value) {}
}
