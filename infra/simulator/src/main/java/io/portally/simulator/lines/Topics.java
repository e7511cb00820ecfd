package io.portally.simulator.lines;

import static java.util.stream.Collectors.joining;

import io.portally.events.Heartbeat;
import io.portally.schemas.Topic;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** What lines need to know of a topic. */
public final class Topics {
  private Topics() {}

  /** The topic of that name, with or without the prefix; empty if there is none. */
  public static Optional<Topic> named(String name, String prefix) {
    return Arrays.stream(Topic.values())
        .filter(topic -> name.equals(topic.suffix()) || name.equals(prefix + topic.suffix()))
        .findFirst();
  }

  /** All names without prefix, for messages. */
  public static String names() {
    return Arrays.stream(Topic.values()).map(Topic::suffix).collect(joining(", "));
  }

  /** The schema of the topic's records, heartbeats apart. */
  static Schema schema(Topic topic) {
    return SpecificData.get().getSchema(topic.types().get(0));
  }

  static boolean carriesHeartbeats(Topic topic) {
    return topic.types().contains(Heartbeat.class);
  }

  /** The id that is the record's key unless its producer chose another. */
  public static String idOf(Topic topic, SpecificRecord value) {
    return value.get(value.getSchema().getField(keyField(topic)).pos()).toString();
  }

  private static String keyField(Topic topic) {
    return switch (topic) {
      case CARGO_MOVEMENTS, CLEARANCE_EVENTS -> "consignmentId";
      case SLA_RULES -> "ruleId";
      case SLOW_CLEARANCES -> "alertId";
    };
  }
}
