package io.portally.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.local.stack.StackFailure;
import org.junit.jupiter.api.Test;

class HeapTest {

  @Test
  void allGenerationsOfTheHeapCountAndWhatIsBesideItDoesNot() {
    assertThat(
            Heap.used(
                """
                42:
                 PSYoungGen      total 76288K, used 3K [0x1, 0x2, 0x3)
                  eden space 65536K, 8% used [0x1,0x2,0x3)
                 ParOldGen       total 175104K, used 7K [0x1, 0x2, 0x3)
                  object space 175104K, 0% used [0x1,0x2,0x3)
                 Metaspace       used 5678K, committed 5888K, reserved 1114112K
                  class space    used 583K, committed 704K, reserved 1048576K
                """))
        .isEqualTo(10 << 10);
    assertThat(Heap.used(" garbage-first heap   total 264192K, used 22528K [0x1, 0x2)"))
        .isEqualTo(22_528L << 10);
  }

  @Test
  void aJvmThatIsAskedTellsWhatItHolds() {
    byte[] held = new byte[20 << 20];

    assertThat(Heap.usedAfterCollection(ProcessHandle.current())).isGreaterThan(held.length);
  }

  @Test
  void anAnswerWithoutAHeapIsAFailure() {
    assertThatThrownBy(() -> Heap.used("Metaspace used 5678K"))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("Metaspace used 5678K");
  }
}
