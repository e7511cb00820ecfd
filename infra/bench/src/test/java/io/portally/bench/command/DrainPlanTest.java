package io.portally.bench.command;

import static io.portally.bench.measure.Measurements.taking;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.bench.engine.JavaEngine;
import io.portally.bench.measure.Measurement;
import io.portally.bench.report.Comparison;
import io.portally.bench.traffic.CargoTopic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainPlanTest {

  private final Contender base = contender("c");
  private final Contender other = contender("x");
  private final List<String> order = new ArrayList<>();
  private final DrainPlan.Runs runs = new Tried();
  private long checksumOfOther = 7;

  @Test
  void eachBeginsEverySecondPair() {
    new DrainPlan(base, 4, runs).against(other);

    assertThat(order).containsExactly("c", "x", "x", "c", "c", "x", "x", "c");
  }

  @Test
  void ofEachPairTheMainJobsRunStandsAbove() {
    Comparison comparison = new DrainPlan(base, 2, runs).against(other);

    assertThat(comparison.pairs())
        .allSatisfy(
            pair -> {
              assertThat(pair.base().engine()).isEqualTo("c");
              assertThat(pair.other().engine()).isEqualTo("x");
            });
    assertThat(comparison.sameTable()).isTrue();
  }

  @Test
  void anotherTableIsNoticed() {
    checksumOfOther = 8;

    assertThat(new DrainPlan(base, 2, runs).against(other).sameTable()).isFalse();
  }

  @Test
  void aRunAloneCountsInNoRatio() {
    DrainPlan plan = new DrainPlan(base, 2, runs);
    plan.alone(base);
    Comparison itself = plan.againstItself();

    assertThat(itself.pairs()).hasSize(4);
    assertThat(plan.runs()).hasSize(9);
    assertThat(itself.perCpuSecond().median()).isEqualTo(1);
  }

  private final class Tried implements DrainPlan.Runs {

    @Override
    public Measurement alone(Contender contender) {
      String letter = contender.engine().letter();
      order.add(letter);
      return taking(letter, 10, 20, letter.equals("c") ? 7 : checksumOfOther);
    }

    @Override
    public List<Measurement> inTurns(Contender first, Contender second) {
      return List.of(alone(first), alone(second));
    }
  }

  private static Contender contender(String letter) {
    return new Contender(
        new JavaEngine(letter, letter, "", "Main", List.of(), List.of()),
        new CargoTopic(1_000, 0, 1));
  }
}
