package io.portally.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.bench.measure.MachineLoad;
import io.portally.bench.measure.Snapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkTest {

  private static final Snapshot BEGIN = new Snapshot(0, 0, 10, 20, 30, 40, new MachineLoad(100, 0));

  @Test
  void cpusAreThoseInUseAndRowsThoseWrittenInASecond() {
    Snapshot end = new Snapshot(4_000_000_000L, 0, 14, 21, 32, 40.5, new MachineLoad(108, 0));

    Work work = Work.between(BEGIN, end, Map.of("throughput", 100L), Map.of("throughput", 500L));

    assertThat(work).isEqualTo(new Work(1, 0.25, 0.5, 0.125, 0.125, Map.of("throughput", 100.0)));
  }

  @Test
  void whereNoTimePassedNothingIsTold() {
    assertThat(Work.between(BEGIN, BEGIN, Map.of(), Map.of()))
        .isEqualTo(new Work(0, 0, 0, 0, 0, Map.of()));
  }
}
