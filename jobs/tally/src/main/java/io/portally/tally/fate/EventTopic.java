package io.portally.tally.fate;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import org.apache.avro.specific.SpecificRecord;

/** The two topics of events. State keeps ordinals: a topic is only ever added at the end. */
public enum EventTopic {
  CARGO_MOVEMENTS("cargo-movements", CargoMovement.class),
  CLEARANCE_EVENTS("clearance-events", ClearanceEvent.class);

  private final String suffix;
  private final Class<? extends SpecificRecord> eventType;

  EventTopic(String suffix, Class<? extends SpecificRecord> eventType) {
    this.suffix = suffix;
    this.eventType = eventType;
  }

  /**
   * The topic's name without the configured prefix, which is also its name in {@code data_quality}.
   */
  public String suffix() {
    return suffix;
  }

  /** The only kind of record, heartbeats apart, that the topic carries. */
  public Class<? extends SpecificRecord> eventType() {
    return eventType;
  }
}
