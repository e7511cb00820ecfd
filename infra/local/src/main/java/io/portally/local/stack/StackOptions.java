package io.portally.local.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What may be chosen about an embedded stack.
 *
 * @param data the directory that everything is kept in; made if it is not there
 * @param kafkaPort port of the broker, 0 for a free one (the last one, where it is still free)
 * @param postgresPort port of the database, 0 likewise
 * @param flinkPort port of Flink's REST interface and web UI, 0 likewise
 * @param taskManagers Flink worker processes
 * @param slots slots of each of them
 * @param freeBytesNeeded usable bytes below which the start is refused
 * @param jobsAreLoadedOnce whether the jobs of this build belong to the Flink cluster, as in an
 *     image of Application Mode, instead of coming anew with each submission: the second job starts
 *     faster, but one that has been built anew since is not taken
 * @param flink more of Flink's configuration; it wins over the stack's own
 */
public record StackOptions(
    Path data,
    int kafkaPort,
    int postgresPort,
    int flinkPort,
    int taskManagers,
    int slots,
    long freeBytesNeeded,
    boolean jobsAreLoadedOnce,
    Map<String, String> flink) {

  /** Room for logs, checkpoints and about ten million events. */
  private static final long TWO_GIB = 2L << 30;

  public StackOptions {
    data = data.toAbsolutePath().normalize();
    flink = Map.copyOf(flink);
    requirePort("--kafka-port", kafkaPort);
    requirePort("--postgres-port", postgresPort);
    requirePort("--flink-port", flinkPort);
    if (taskManagers < 1 || slots < 1) {
      throw StackFailure.configuration(
          "A stack needs at least one TaskManager with one slot, not %d with %d."
              .formatted(taskManagers, slots));
    }
  }

  /**
   * Free ports, two TaskManagers with four slots each: all jobs side by side, and one more of them
   * that ends.
   */
  public static StackOptions in(Path data) {
    return new StackOptions(data, 0, 0, 0, 2, 4, TWO_GIB, false, Map.of());
  }

  public StackOptions withPorts(int kafka, int postgres, int flinkRest) {
    return new StackOptions(
        data,
        kafka,
        postgres,
        flinkRest,
        taskManagers,
        slots,
        freeBytesNeeded,
        jobsAreLoadedOnce,
        flink);
  }

  public StackOptions withTaskManagers(int count, int slotsEach) {
    return new StackOptions(
        data,
        kafkaPort,
        postgresPort,
        flinkPort,
        count,
        slotsEach,
        freeBytesNeeded,
        jobsAreLoadedOnce,
        flink);
  }

  public StackOptions withFreeBytesNeeded(long bytes) {
    return new StackOptions(
        data,
        kafkaPort,
        postgresPort,
        flinkPort,
        taskManagers,
        slots,
        bytes,
        jobsAreLoadedOnce,
        flink);
  }

  /** For a cluster that is to run jobs of this build alone, many of them. */
  public StackOptions withJobsLoadedOnce() {
    return new StackOptions(
        data,
        kafkaPort,
        postgresPort,
        flinkPort,
        taskManagers,
        slots,
        freeBytesNeeded,
        true,
        flink);
  }

  public StackOptions withCheckpointInterval(Duration interval) {
    return withFlink("execution.checkpointing.interval", interval.toMillis() + " ms");
  }

  /** Sets one key of Flink's configuration. */
  public StackOptions withFlink(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(flink);
    more.put(key, value);
    return new StackOptions(
        data,
        kafkaPort,
        postgresPort,
        flinkPort,
        taskManagers,
        slots,
        freeBytesNeeded,
        jobsAreLoadedOnce,
        more);
  }

  private static void requirePort(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw StackFailure.configuration(
          "%s %d is not a port; give one from 1 to 65535, or none for a free one."
              .formatted(option, port));
    }
  }
}
