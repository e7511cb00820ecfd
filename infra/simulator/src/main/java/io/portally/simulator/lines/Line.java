package io.portally.simulator.lines;

import io.portally.schemas.Topic;
import org.jspecify.annotations.Nullable;

/** What a line turned out to be. */
public sealed interface Line {

  /**
   * A record to publish. Its arrays are not copied.
   *
   * @param key null for none (heartbeats)
   * @param value null deletes the key on a compacted topic
   * @param timestamp the record timestamp, milliseconds since 1970, UTC; never negative
   * @param spread which partition it goes to
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared nowhere; carried from a line to a producer.
  record Message(
      Topic topic, byte @Nullable [] key, byte @Nullable [] value, long timestamp, Spread spread)
      implements Line {}

  /**
   * A line that is no record.
   *
   * @param number counted from 1
   * @param why a sentence that names the field and the value
   */
  record Bad(int number, String why) implements Line {}

  /** Which partitions a record goes to. */
  sealed interface Spread {
    /** The one that Kafka's default partitioner gives for the key. */
    record ByKey() implements Spread {}

    /** The one that the line names; whether it exists is known to the broker alone. */
    record To(int partition) implements Spread {}

    /** All of them: a heartbeat that names none. */
    record Everywhere() implements Spread {}
  }
}
