package io.portally.bench.report;

import static io.portally.bench.measure.Measurements.taking;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTableTest {

  private final List<Pair> pairs =
      List.of(new Pair(taking("c", 10, 20, 7), taking("d", 30, 40, 7)));

  @Test
  void itTellsRatesWritesAndRatiosAfterTheRemarks() {
    List<String> lines = DrainTable.lines(DrainReports.of(Comparison.of("d", true, pairs)));

    assertThat(lines.get(0)).isEqualTo("A remark.");
    assertThat(lines)
        .anySatisfy(
            line -> assertThat(line).startsWith("main job (c)").contains("75,000", "37,500"))
        .anySatisfy(line -> assertThat(line).startsWith("other (d)").contains("18,750", "1.5"))
        .anySatisfy(
            line ->
                assertThat(line).startsWith("c / d").contains("2.00 per CPU", "3.00 per second"));
  }

  @Test
  void aTimeDoesNotCountWhereTheTablesDiffer() {
    List<String> lines = DrainTable.lines(DrainReports.of(Comparison.of("d", false, pairs)));

    assertThat(lines)
        .anySatisfy(line -> assertThat(line).startsWith("c / d").contains("the tables differ"))
        .noneSatisfy(line -> assertThat(line).contains("per CPU second"));
  }
}
