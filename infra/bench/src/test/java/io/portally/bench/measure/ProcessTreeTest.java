package io.portally.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

  @Test
  void cpuTimeIsThatOfTheProcessAndOfItsChildrenThatHaveEnded() {
    String stat = "42 (java) S 1 42 42 0 -1 4194560 9 8 7 6 1250 250 300 200 20 0 31 0 99 1 2";
    assertThat(ProcessTree.cpuSeconds(stat)).isEqualTo(20.0);
  }

  @Test
  void aNameWithBracketsAndBlanksIsPassedOver() {
    String stat = "42 (a) b (c) R 1 42 42 0 -1 4194560 9 8 7 6 100 0 0 0 20 0 31 0 99 1 2";
    assertThat(ProcessTree.cpuSeconds(stat)).isEqualTo(1.0);
  }

  @Test
  void aProcessThatIsGoneHasUsedNothing() {
    assertThat(ProcessTree.cpuSeconds("")).isZero();
    assertThat(ProcessTree.peakResidentBytes("")).isZero();
  }

  @Test
  void peakMemoryIsTheHighWaterMark() {
    String status = "Name:\tjava\nVmPeak:\t  9000 kB\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n";
    assertThat(ProcessTree.peakResidentBytes(status)).isEqualTo(2 << 20);
  }

  @Test
  void aShellsAccountHoldsItsChildren() throws Exception {
    Process shell =
        new ProcessBuilder(
                "/bin/sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; read -r held")
            .start();
    try {
      List<ProcessHandle> roots = List.of(shell.toHandle());
      // It reads when it has counted, and a shell that counts so far takes a while.
      org.awaitility.Awaitility.await()
          .untilAsserted(() -> assertThat(ProcessTree.cpuSeconds(roots)).isPositive());
      assertThat(ProcessTree.peakResidentBytes(roots)).isPositive();
    } finally {
      shell.destroyForcibly();
    }
  }
}
