package io.portally.bench.report;

import static io.portally.bench.growth.Growths.open;
import static io.portally.bench.growth.Growths.taking;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.bench.growth.Backend;
import io.portally.bench.growth.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTableTest {

  @Test
  void aPointTellsItsCostItsCheckpointsAndItsState() {
    List<String> lines =
        GrowthTable.lines(GrowthReports.of(taking(open(10 << 20, Backend.ROCKSDB), 5)));

    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("10,485,760 open on rocksdb")
                    .contains("400,000", "5.00", "4.0")
                    // The most that one wrote, the longest; at rest what is new alone.
                    .contains("250,    1.5 s", "0,    0.2 s")
                    .endsWith("1,001"));
  }

  @Test
  void growthIsToldBetweenTheEndsAndAsASlopeWithTheBytesOfOneMore() {
    List<String> lines =
        GrowthTable.lines(
            GrowthReports.of(
                taking(open(10_000, Backend.HASHMAP), 2),
                taking(open(1_000_000, Backend.HASHMAP), 4)));

    assertThat(lines)
        .contains(
            "hashmap: from 10,000 to 1,000,000 open a record costs 2.00 times as much CPU (log-log slope 0.151)",
            "hashmap: an open consignment of 8 records takes 100 bytes of heap and 50 of a checkpoint")
        .noneMatch(line -> line.startsWith("rocksdb"));
  }

  @Test
  void portsAreToldLikewise() {
    List<String> lines =
        GrowthTable.lines(
            GrowthReports.of(
                taking(new Point(Point.Axis.PORTS, 1_000, Backend.HASHMAP, 5_000, 0), 6),
                taking(new Point(Point.Axis.PORTS, 1_000, Backend.HASHMAP, 10, 0), 4)));

    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("from 10 to 5,000 ports a record costs 1.50 times as much CPU"));
  }

  @Test
  void skewIsHeldAgainstTheSameWithoutIt() {
    List<String> lines =
        GrowthTable.lines(
            GrowthReports.of(
                taking(open(1_000, Backend.HASHMAP), 4),
                taking(open(2_000, Backend.HASHMAP), 9),
                taking(new Point(Point.Axis.SKEW, 1_000, Backend.HASHMAP, 0, 0.9), 5)));

    assertThat(lines)
        .contains(
            "1,000 open on hashmap, 90% at one port: 0.80 of the records per CPU second, 0.80 of the records per second");
  }

  @Test
  void ofAPointThatWasMeasuredThriceTheRunInTheMiddleCounts() {
    Point point = open(1_000, Backend.HASHMAP);

    assertThat(GrowthReports.of(taking(point, 9), taking(point, 2), taking(point, 4)).points())
        .containsExactly(taking(point, 4));
  }
}
