package io.portally.simulator.lines;

import static java.util.stream.Collectors.joining;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.SlaRule;
import io.portally.events.SlowClearance;
import java.util.Arrays;
import java.util.Optional;
import org.apache.avro.Schema;

/** The topics whose records can be written as lines, and what each holds. */
public enum EventTopic {
  CARGO_MOVEMENTS("cargo-movements", CargoMovement.getClassSchema(), "consignmentId", true),
  CLEARANCE_EVENTS("clearance-events", ClearanceEvent.getClassSchema(), "consignmentId", true),
  SLA_RULES("sla-rules", SlaRule.getClassSchema(), "ruleId", false),
  SLOW_CLEARANCES("slow-clearances", SlowClearance.getClassSchema(), "alertId", false);

  private final String word;
  private final Schema schema;
  private final int keyField;
  private final boolean carriesHeartbeats;

  EventTopic(String word, Schema schema, String keyField, boolean carriesHeartbeats) {
    this.word = word;
    this.schema = schema;
    this.keyField = schema.getField(keyField).pos();
    this.carriesHeartbeats = carriesHeartbeats;
  }

  /** The topic's name without the prefix, such as {@code cargo-movements}. */
  public String word() {
    return word;
  }

  /** The topic's name on the broker. */
  public String named(String prefix) {
    return prefix + word;
  }

  public Schema schema() {
    return schema;
  }

  /** The position of the field whose value is the record's key. */
  int keyField() {
    return keyField;
  }

  /** Whether a line may hold a Heartbeat instead. */
  public boolean carriesHeartbeats() {
    return carriesHeartbeats;
  }

  /** The topic of that name, with or without the prefix; empty if there is none. */
  public static Optional<EventTopic> of(String name, String prefix) {
    return Arrays.stream(values())
        .filter(topic -> name.equals(topic.word) || name.equals(topic.named(prefix)))
        .findFirst();
  }

  /** All names without prefix, for messages. */
  public static String words() {
    return Arrays.stream(values()).map(EventTopic::word).collect(joining(", "));
  }
}
