package io.portally.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portally.bench.measure.ProcessTree;
import io.portally.local.stack.StackFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaRunTest {

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  Path folder;

  @Test
  void whatItPrintsSaysHowFarItIs() {
    try (JavaRun run = run("echo starting; echo progress 5; echo done 7")) {
      await().until(run::hasEnded);
      assertThat(run.consumed()).isEqualTo(7);
    }
  }

  @Test
  void anEndWithoutItsWorkDoneIsAFailure() {
    try (JavaRun run = run("echo progress 5; exit 3")) {
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(run::hasEnded)
                      .isInstanceOf(StackFailure.class)
                      .hasMessageContaining("engine.err"));
    }
  }

  @Test
  void whatItUsedIsStillToldWhenItHasEnded() {
    String work = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo done 1";
    try (JavaRun run = run(work)) {
      await().until(() -> run.hasEnded() && run.processes().get(0).children().findAny().isEmpty());
      assertThat(ProcessTree.cpuSeconds(run.processes())).isPositive();
    }
  }

  @Test
  void nothingOfItIsLeftWhenItIsClosedOnTheWay() {
    JavaRun run = run("echo progress 1; sleep 600");
    await().until(() -> run.consumed() == 1);
    List<ProcessHandle> processes = run.processes().get(0).descendants().toList();
    run.close();
    assertThat(processes).isNotEmpty();
    await().untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
  }

  private JavaRun run(String script) {
    return JavaRun.start("script", List.of("/bin/sh", "-c", script), folder);
  }
}
