package io.portally.bench.engine;

import io.portally.local.stack.StackFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every engine gets alike.
 *
 * @param heapMegabytes of the process that does the work
 * @param managedMegabytes beside the heap, for state that an engine keeps in native memory
 * @param parallelism of the work
 * @param checkpointInterval of engines that take checkpoints
 * @param jvmOptions of the process that does the work, the garbage collector among them
 */
public record Resources(
    int heapMegabytes,
    int managedMegabytes,
    int parallelism,
    Duration checkpointInterval,
    List<String> jvmOptions) {

  private static final int LEAST_HEAP = 512;

  /** Flink wants some, even where nothing is kept there. */
  private static final int LEAST_MANAGED = 128;

  private static final int FRAMEWORK_HEAP = 128;
  private static final int NETWORK = 256;
  private static final int OFF_HEAP = 128;
  private static final int METASPACE = 256;
  private static final int OVERHEAD = 256;

  /** A look at how far a job is must not be old; only the beginning of a run is looked at. */
  private static final String METRICS_AGE = "100";

  /** More than are taken in any run. */
  private static final String CHECKPOINTS_TOLD = "100";

  /** A worker that collects its whole heap is not to lose its leader, and the job with it. */
  private static final String SESSION = "40 s";

  public Resources {
    jvmOptions = List.copyOf(jvmOptions);
    if (heapMegabytes < LEAST_HEAP || parallelism < 1) {
      throw StackFailure.configuration(
          "A heap of %d MiB for %d threads is too little; give --heap at least %d and --parallelism at least 1."
              .formatted(heapMegabytes, parallelism, LEAST_HEAP));
    }
  }

  /** With no more native memory than has to be. */
  public static Resources onTheHeap(
      int heapMegabytes, int parallelism, Duration checkpointInterval, List<String> jvmOptions) {
    return new Resources(heapMegabytes, LEAST_MANAGED, parallelism, checkpointInterval, jvmOptions);
  }

  /** The same with that much native memory for state, in MiB. */
  public Resources withManaged(int megabytes) {
    return new Resources(
        heapMegabytes,
        Math.max(LEAST_MANAGED, megabytes),
        parallelism,
        checkpointInterval,
        jvmOptions);
  }

  /** The options of a JVM that works. */
  List<String> workerOptions() {
    List<String> options =
        new ArrayList<>(List.of("-Xms" + heapMegabytes + "m", "-Xmx" + heapMegabytes + "m"));
    options.addAll(jvmOptions);
    return List.copyOf(options);
  }

  /** The same for Flink, whose TaskManager has its heap in two parts and more beside it. */
  Map<String, String> flink() {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP + "m");
    keys.put("taskmanager.memory.task.heap.size", heapMegabytes - FRAMEWORK_HEAP + "m");
    keys.put("taskmanager.memory.managed.size", managedMegabytes + "m");
    keys.put("taskmanager.memory.network.min", NETWORK + "m");
    keys.put("taskmanager.memory.network.max", NETWORK + "m");
    keys.put("taskmanager.memory.framework.off-heap.size", OFF_HEAP + "m");
    keys.put("taskmanager.memory.jvm-metaspace.size", METASPACE + "m");
    int process = heapMegabytes + managedMegabytes + NETWORK + OFF_HEAP + METASPACE + OVERHEAD;
    keys.put("taskmanager.memory.process.size", process + "m");
    keys.put("env.java.opts.taskmanager", String.join(" ", jvmOptions));
    keys.put("execution.checkpointing.interval", checkpointInterval.toMillis() + " ms");
    keys.put("parallelism.default", Integer.toString(parallelism));
    keys.put("metrics.fetcher.update-interval", METRICS_AGE);
    keys.put("web.checkpoints.history", CHECKPOINTS_TOLD);
    keys.put("high-availability.zookeeper.client.session-timeout", SESSION);
    return keys;
  }
}
