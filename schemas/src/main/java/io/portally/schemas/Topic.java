package io.portally.schemas;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Heartbeat;
import io.portally.events.SlaRule;
import io.portally.events.SlowClearance;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** The topics whose values are records of this module. */
public enum Topic {
  CARGO_MOVEMENTS("cargo-movements", List.of(CargoMovement.class, Heartbeat.class)),
  CLEARANCE_EVENTS("clearance-events", List.of(ClearanceEvent.class, Heartbeat.class)),
  SLA_RULES("sla-rules", List.of(SlaRule.class)),
  SLOW_CLEARANCES("slow-clearances", List.of(SlowClearance.class));

  private final String suffix;

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be modified.
  private final List<Class<? extends SpecificRecord>> types;

  Topic(String suffix, List<Class<? extends SpecificRecord>> types) {
    this.suffix = suffix;
    this.types = types;
  }

  /** The topic's name without the configured prefix, such as {@code cargo-movements}. */
  public String suffix() {
    return suffix;
  }

  /** The records that may stand on the topic, heartbeats included. */
  public List<Class<? extends SpecificRecord>> types() {
    return types;
  }
}
