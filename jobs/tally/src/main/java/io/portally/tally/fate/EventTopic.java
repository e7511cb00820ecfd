package io.portally.tally.fate;

import io.portally.schemas.Topic;

/** The two topics of events. State keeps ordinals: a topic is only ever added at the end. */
public enum EventTopic {
  CARGO_MOVEMENTS(Topic.CARGO_MOVEMENTS),
  CLEARANCE_EVENTS(Topic.CLEARANCE_EVENTS);

  private static final EventTopic[] TOPICS = values();

  private final Topic wire;

  EventTopic(Topic wire) {
    this.wire = wire;
  }

  /**
   * The topic's name without the configured prefix, which is also its name in {@code data_quality}.
   */
  public String suffix() {
    return wire.suffix();
  }

  /** What may stand on the topic. */
  public Topic wire() {
    return wire;
  }

  /**
   * The topic of that name, prefix left out.
   *
   * @throws IllegalArgumentException if it carries no events
   */
  public static EventTopic ofSuffix(String suffix) {
    for (EventTopic topic : TOPICS) {
      if (topic.suffix().equals(suffix)) {
        return topic;
      }
    }
    throw new IllegalArgumentException("\"" + suffix + "\" is no topic of events");
  }
}
