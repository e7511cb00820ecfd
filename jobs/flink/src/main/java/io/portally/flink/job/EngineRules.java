package io.portally.flink.job;

import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.core.execution.CheckpointingMode;

/** What the job's exactness asks of Flink's own options. */
final class EngineRules {

  private EngineRules() {}

  /**
   * Refuses options of Flink under which the figures would be wrong.
   *
   * @param bounded whether the job ends by itself, and so can do without checkpoints
   * @throws IllegalConfigurationException naming the key, its value and the one that is wanted
   */
  static void check(OptionReader options, boolean bounded) {
    require(
        options,
        ExecutionOptions.RUNTIME_MODE,
        RuntimeExecutionMode.STREAMING,
        "a batch has no watermark by which windows could complete");
    require(
        options,
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
        CheckpointingMode.EXACTLY_ONCE,
        "after a restart the tallies would count records twice");
    require(
        options,
        CheckpointingOptions.ENABLE_UNALIGNED,
        false,
        "at a barrier that overtakes records the subtasks' watermarks are not the same");
    if (!bounded && options.optional(CheckpointingOptions.CHECKPOINTING_INTERVAL).isEmpty()) {
      throw new IllegalConfigurationException(
          "%s is not set: every failure would send the job back to its beginning; set it, such as to 30 s"
              .formatted(CheckpointingOptions.CHECKPOINTING_INTERVAL.key()));
    }
  }

  /**
   * The same for a job that writes to a database.
   *
   * @param databasePatience for how long a lost database may hold a checkpoint up
   * @throws IllegalConfigurationException naming the key, its value and what is wanted
   */
  static void check(OptionReader options, boolean bounded, Duration databasePatience) {
    check(options, bounded);
    if (options.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT).compareTo(databasePatience) <= 0) {
      throw options.wrong(
          CheckpointingOptions.CHECKPOINTING_TIMEOUT,
          "wanted: more than %s, so that a checkpoint outlasts a database that is waited for"
              .formatted(PortMetricsOptions.JDBC_PATIENCE.key()));
    }
  }

  private static <T> void require(
      OptionReader options, ConfigOption<T> option, T wanted, String why) {
    if (!options.get(option).equals(wanted)) {
      throw options.wrong(option, "wanted: %s; otherwise %s".formatted(wanted, why));
    }
  }
}
