package io.portally.bench.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.bench.growth.Backend;
import io.portally.bench.growth.Point;
import io.portally.bench.growth.Point.Axis;
import io.portally.local.stack.StackFailure;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrowthPlanTest {

  @Test
  void eachAxisIsVariedByItself() {
    assertThat(plan(EnumSet.allOf(Axis.class)).points())
        .containsExactly(
            new Point(Axis.OPEN, 100, Backend.HASHMAP, 0, 0),
            new Point(Axis.OPEN, 1_000, Backend.HASHMAP, 0, 0),
            new Point(Axis.OPEN, 100, Backend.ROCKSDB, 0, 0),
            new Point(Axis.OPEN, 1_000, Backend.ROCKSDB, 0, 0),
            new Point(Axis.PORTS, 500, Backend.HASHMAP, 10, 0),
            new Point(Axis.PORTS, 500, Backend.HASHMAP, 20, 0),
            new Point(Axis.SKEW, 500, Backend.HASHMAP, 0, 0.9));
  }

  @Test
  void backendsReadTheSameTopics() {
    assertThat(plan(Set.of(Axis.OPEN)).topics(1_000, 10_000, 1).values().stream().distinct())
        .hasSize(2);
  }

  @Test
  void trafficThatCannotBeIsRefused() {
    GrowthPlan plan = plan(Set.of(Axis.OPEN));

    assertThatThrownBy(() -> plan.topics(1_000, 10_000_000, 1))
        .isInstanceOf(StackFailure.class)
        .hasMessageStartingWith("There is no such traffic: with 100 consignments");
  }

  private static GrowthPlan plan(Set<Axis> axes) {
    return new GrowthPlan(
        axes,
        List.of(100, 1_000),
        List.of(Backend.HASHMAP, Backend.ROCKSDB),
        List.of(10, 20),
        0.9,
        500);
  }
}
