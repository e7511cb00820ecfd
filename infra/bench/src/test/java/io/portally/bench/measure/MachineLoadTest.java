package io.portally.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineLoadTest {

  @Test
  void waitingAndIdlingAreNotWorkAndTheHostsShareIsApart() {
    MachineLoad load = MachineLoad.of("cpu  100 20 30 5000 700 4 6 90 0 0");
    assertThat(load.busy()).isEqualTo(1.6);
    assertThat(load.stolen()).isEqualTo(0.9);
  }

  @Test
  void whatHappenedMeanwhileIsTheDifference() {
    MachineLoad before = MachineLoad.of("cpu 100 0 0 0 0 0 0 10 0 0");
    MachineLoad after = MachineLoad.of("cpu 350 0 0 900 0 0 0 60 0 0");
    assertThat(after.since(before)).isEqualTo(new MachineLoad(2.5, 0.5));
  }
}
