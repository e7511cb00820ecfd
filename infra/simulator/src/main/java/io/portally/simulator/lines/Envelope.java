package io.portally.simulator.lines;

/**
 * The names in a line that belong to the Kafka record and not to its value. No schema uses them.
 */
final class Envelope {
  static final String RECORD_TIME = "recordTime";
  static final String KEY = "key";
  static final String PARTITION = "partition";
  static final String BYTES = "bytes";

  private Envelope() {}

  static boolean holds(String name) {
    return name.equals(RECORD_TIME)
        || name.equals(KEY)
        || name.equals(PARTITION)
        || name.equals(BYTES);
  }
}
