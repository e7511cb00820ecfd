package io.portally.simulator.lines;

import java.util.Set;

/**
 * The names in a line that belong to the Kafka record, or tell of a dead letter, and not to its
 * value. No schema uses them.
 */
final class Envelope {
  static final String RECORD_TIME = "recordTime";
  static final String KEY = "key";
  static final String PARTITION = "partition";
  static final String BYTES = "bytes";
  static final String LETTER = "letter";
  static final String WHY = "why";

  private static final Set<String> ALL = Set.of(RECORD_TIME, KEY, PARTITION, BYTES, LETTER, WHY);

  private Envelope() {}

  static boolean holds(String name) {
    return ALL.contains(name);
  }
}
