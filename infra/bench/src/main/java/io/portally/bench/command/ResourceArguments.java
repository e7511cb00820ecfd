package io.portally.bench.command;

import io.portally.bench.engine.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what every engine gets alike. */
final class ResourceArguments {

  /** The collectors that there are to choose from, as the JVM's options have them. */
  enum Collector {
    G1,
    PARALLEL;

    List<String> options() {
      return this == G1
          ? List.of("-XX:+UseG1GC")
          : List.of("-XX:+UseParallelGC", LARGE_OLD_GENERATION);
    }
  }

  /**
   * Nearly all of the heap is state. By default a third is for what is new, and touching that for
   * the first time would take up much of what is measured.
   */
  private static final String LARGE_OLD_GENERATION = "-XX:NewRatio=6";

  /**
   * State of millions of keys is looked up all over the heap. The JVM goes on where there are none.
   */
  private static final String HUGE_PAGES = "-XX:+UseTransparentHugePages";

  @Option(
      names = "--heap",
      paramLabel = "MB",
      defaultValue = "14336",
      description =
          "Heap of the process that works, of every engine alike, in MiB. Default: ${DEFAULT-VALUE}.")
  private int heap;

  @Option(
      names = "--parallelism",
      paramLabel = "NUMBER",
      defaultValue = "2",
      description = "Of every engine alike. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--gc",
      paramLabel = "COLLECTOR",
      description =
          "G1 or PARALLEL, for every engine alike. Default: PARALLEL for what ends, G1 for what is live.")
  private @Nullable Collector collector;

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description = "One more option for the JVM that works, such as for a profiler.")
  private List<String> jvmOptions = List.of();

  /**
   * What was ordered.
   *
   * @param byDefault the collector, where none was named
   * @param checkpointInterval of engines that take checkpoints by the clock
   */
  Resources resources(Collector byDefault, Duration checkpointInterval) {
    Collector chosen = collector == null ? byDefault : collector;
    List<String> options = new ArrayList<>(chosen.options());
    options.add(HUGE_PAGES);
    options.addAll(jvmOptions);
    return Resources.onTheHeap(heap, parallelism, checkpointInterval, options);
  }
}
