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
 * @param keyAt where in the value the key's bytes stand too, so that they need not travel twice;
 *     {@link #NOWHERE} where that is not known
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
    List<Header> headers,
    int keyAt) {

  /** The key is not known to stand in the value. */
  public static final int NOWHERE = -1;

  /** A record whose key is not known to stand in its value. */
  public RawRecord(
      EventTopic topic,
      int partition,
      long offset,
      long timestamp,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<Header> headers) {
    this(topic, partition, offset, timestamp, key, value, headers, NOWHERE);
  }

  /** A header of the record. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Header(String name, byte @Nullable [] value) {}
}
