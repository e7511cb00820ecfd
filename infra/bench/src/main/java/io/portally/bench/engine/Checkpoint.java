package io.portally.bench.engine;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A checkpoint that was taken.
 *
 * @param id counts up within the job
 * @param stateBytes all that it stands on, what earlier ones have written too
 * @param writtenBytes what it wrote itself; less than that where checkpoints are incremental
 * @param seconds from the order to when all of it was kept, a millisecond at least
 */
public record Checkpoint(long id, long stateBytes, long writtenBytes, double seconds) {

  /** As Flink tells of one that is complete. */
  static Checkpoint of(JsonNode completed) {
    return new Checkpoint(
        completed.path("id").asLong(),
        completed.path("state_size").asLong(),
        completed.path("checkpointed_size").asLong(),
        Math.max(1, completed.path("end_to_end_duration").asLong()) / 1e3);
  }
}
