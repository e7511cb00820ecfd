package io.portally.local.command;

import io.portally.local.stack.FlinkRest;
import io.portally.local.stack.StackFailure;
import java.io.IOException;
import java.time.Duration;

/** Looks at a job from time to time until it ends. */
final class JobWatch {

  /** A JobManager that died is back within half of it, even on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String CAUSE = "Caused by: ";

  private final FlinkRest cluster;
  private final String jobId;
  private long answeredAtNanos = System.nanoTime();

  JobWatch(FlinkRest cluster, String jobId) {
    this.cluster = cluster;
    this.jobId = jobId;
  }

  /** What a look at the job tells. */
  sealed interface Verdict {}

  /** It has not ended, as far as anybody knows. */
  record Running() implements Verdict {}

  /**
   * It has ended.
   *
   * @param well whether all its work is done
   * @param sentence how, for a person
   */
  record Ended(boolean well, String sentence) implements Verdict {}

  /**
   * One look.
   *
   * @throws StackFailure where the cluster has not answered for long
   */
  Verdict look() {
    try {
      String state = cluster.state(jobId);
      answeredAtNanos = System.nanoTime();
      return switch (state) {
        case "FINISHED" -> new Ended(true, "The job has finished.");
        case "CANCELED" -> new Ended(false, "The job was cancelled.");
        case "FAILED" -> new Ended(false, "The job failed: " + innermost(cluster.cause(jobId)));
        default -> new Running();
      };
    } catch (IOException e) {
      if (System.nanoTime() - answeredAtNanos > PATIENCE.toNanos()) {
        throw StackFailure.unreachable(
            "The Flink cluster has not answered for %d s (%s); whether the job still runs is unknown."
                .formatted(PATIENCE.toSeconds(), e.getMessage()),
            e);
      }
      return new Running();
    }
  }

  /** The first line of the innermost cause: those around it only say that the job has failed. */
  static String innermost(String trace) {
    return trace
        .lines()
        .filter(line -> line.startsWith(CAUSE))
        .reduce((outer, inner) -> inner)
        .map(line -> line.substring(CAUSE.length()))
        .or(() -> trace.lines().findFirst())
        .orElse("Flink gives no cause.");
  }
}
