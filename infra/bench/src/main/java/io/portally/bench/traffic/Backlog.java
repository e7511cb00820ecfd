package io.portally.bench.traffic;

import io.portally.schemas.Topic;
import io.portally.simulator.traffic.Publication;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Records that lie on topics and wait to be read. The topics' names tell what is in them, so that
 * they are filled once and read many times.
 */
public sealed interface Backlog permits CargoTopic, JourneyTopics, LifeTopics {

  /** Partitions of each topic, as in production. */
  int PARTITIONS = 8;

  /** The same for whoever publishes. */
  Map<Topic, Integer> PARTITIONS_OF =
      Map.of(Topic.CARGO_MOVEMENTS, PARTITIONS, Topic.CLEARANCE_EVENTS, PARTITIONS);

  /** What the names of its topics begin with. */
  String prefix();

  /** The topics that hold records. */
  List<String> filled();

  /** How many records they hold together. */
  long records();

  /** The share of the traffic that is moved to one port; 0 for the traffic as it is. */
  double skew();

  /** For a person: how long the traffic is that it holds, in event time. */
  String length();

  /** Its records, in the order in which they are published. At least as many as there are. */
  Iterator<? extends Publication> publications();

  /** All topics that a job wants, those that stay empty unless it finds fault with a record too. */
  default List<String> topics() {
    return Stream.of("cargo-movements", "clearance-events", "dead-letters", "late-events")
        .map(topic -> prefix() + topic)
        .toList();
  }

  /** As it stands in names: the skew in percent. */
  static String word(double skew) {
    return skew == 0 ? "even" : String.format(Locale.ROOT, "skew%d", Math.round(100 * skew));
  }
}
