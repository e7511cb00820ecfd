package io.portally.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobWatchTest {

  @Test
  void theInnermostCauseIsTold() {
    String trace =
        """
        org.apache.flink.runtime.JobException: The failure is not recoverable
        \tat org.apache.flink.runtime.Somewhere.handle(Somewhere.java:1)
        Caused by: java.lang.RuntimeException: around it
        \tat org.apache.flink.streaming.Task.run(Task.java:2)
        Caused by: java.lang.IllegalStateException: the state is foreign
        \tat io.portally.Guard.check(Guard.java:3)
        """;
    assertThat(JobWatch.innermost(trace))
        .isEqualTo("java.lang.IllegalStateException: the state is foreign");
  }

  @Test
  void aCauseWithoutOthersIsToldItself() {
    assertThat(JobWatch.innermost("java.io.IOException: disk full\n\tat java.io.File"))
        .isEqualTo("java.io.IOException: disk full");
    assertThat(JobWatch.innermost("")).isEqualTo("Flink gives no cause.");
  }
}
