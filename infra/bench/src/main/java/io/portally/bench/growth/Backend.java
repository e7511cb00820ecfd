package io.portally.bench.growth;

import java.util.Locale;
import java.util.Map;

/** Where Flink keeps the job's state. */
public enum Backend {

  /** Objects on the heap; a checkpoint writes all of them. */
  HASHMAP(Map.of("state.backend.type", "hashmap")),

  /** Bytes in RocksDB, in native memory and on disk; a checkpoint writes what is new. */
  ROCKSDB(Map.of("state.backend.type", "rocksdb", "execution.checkpointing.incremental", "true"));

  @SuppressWarnings("ImmutableEnumChecker") // Map.of cannot be modified.
  private final Map<String, String> options;

  Backend(Map<String, String> options) {
    this.options = options;
  }

  /** The options of a job that uses it. */
  public Map<String, String> options() {
    return options;
  }

  /** As Flink names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
