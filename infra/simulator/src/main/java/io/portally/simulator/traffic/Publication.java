package io.portally.simulator.traffic;

import io.portally.events.Heartbeat;
import io.portally.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;

/** One thing that a producer publishes. */
public sealed interface Publication {
  Topic topic();

  /** When it is published, the record timestamp: milliseconds since 1970, UTC. */
  long recordMillis();

  /** An event, well-formed whatever else may be wrong with it. The key is the consignment's id. */
  record Event(Topic topic, long recordMillis, String key, SpecificRecord value)
      implements Publication {}

  /** Bytes in the place of an event, which no reader can decode. The array is not copied. */
  @SuppressWarnings("ArrayRecordComponent") // Compared nowhere; made here, published there.
  record Corrupt(Topic topic, long recordMillis, String key, byte[] bytes) implements Publication {}

  /** A heartbeat, for every partition of the topic, without a key. */
  record Pulse(Topic topic, long recordMillis, Heartbeat value) implements Publication {}
}
