package io.portally.bench.measure;

import io.portally.local.stack.StackFailure;
import java.util.List;

/**
 * When in the course of a run something is done, as shares of the records that have been read.
 * Checkpoints are part of it, as one more or less of them in what is measured, which a clock would
 * decide, is a tenth of its CPU.
 *
 * @param measureFrom when measuring begins
 * @param checkpointsAt when an engine that takes checkpoints takes one, ascending
 */
public record Course(double measureFrom, List<Double> checkpointsAt) {

  public Course {
    checkpointsAt = checkpointsAt.stream().sorted().toList();
    if (!isShare(measureFrom) || !checkpointsAt.stream().allMatch(Course::isShare)) {
      throw StackFailure.configuration(
          "--measure-from is %s and --checkpoints-at %s: shares from 0 to below 1 are wanted."
              .formatted(measureFrom, checkpointsAt));
    }
  }

  private static boolean isShare(double share) {
    return share >= 0 && share < 1;
  }
}
