package io.portally.local.command;

import io.portally.local.stack.StackFailure;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The jobs that can be submitted, by the names that a person types. */
enum Job {
  PORT_METRICS("port-metrics", "io.portally.flink.job.PortMetricsJob"),
  SLOW_CLEARANCE("slow-clearance", "io.portally.flink.job.SlowClearanceJob"),
  ALERT_ARCHIVE("alert-archive", "io.portally.flink.job.AlertArchiveJob");

  private final String typed;
  private final String mainClass;

  Job(String typed, String mainClass) {
    this.typed = typed;
    this.mainClass = mainClass;
  }

  static Job named(String typed) {
    return Arrays.stream(values())
        .filter(job -> job.typed.equals(typed))
        .findFirst()
        .orElseThrow(() -> unknown(typed));
  }

  /** Their names, as they stand in a sentence. */
  static String all() {
    return Arrays.stream(values()).map(Job::toString).collect(Collectors.joining(", "));
  }

  String mainClass() {
    return mainClass;
  }

  @Override
  public String toString() {
    return typed;
  }

  private static StackFailure unknown(String typed) {
    return StackFailure.configuration(
        "There is no job '%s'; the jobs are: %s.".formatted(typed, all()));
  }
}
