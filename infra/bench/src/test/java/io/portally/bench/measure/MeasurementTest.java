package io.portally.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeasurementTest {

  @Test
  void ratesAreOfTheRecordsThatWereReadWhileMeasuring() {
    Measurement run = Measurements.taking("c", 10, 15, 7);
    assertThat(run.measured()).isEqualTo(750_000);
    assertThat(run.perWallSecond()).isEqualTo(75_000);
    assertThat(run.perCpuSecond()).isEqualTo(50_000);
  }

  @Test
  void writesAreNewRowsAndNewVersionsOfRows() {
    TableWrites writes = new TableWrites(100, 50, 40).since(new TableWrites(20, 10, 8));
    assertThat(writes.rows()).isEqualTo(120);
    assertThat(writes.hotShare()).isEqualTo(0.8);
  }
}
