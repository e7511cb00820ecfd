package io.portally.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StretchTest {

  private final Stretch stretch = new Stretch(new long[] {5, 0}, new long[] {7, 1});

  @Test
  void isOverWhenTheLastRecordOfEveryPartitionIsPassed() {
    stretch.pass(0, 5);
    stretch.pass(0, 6);
    assertThat(stretch.isOver()).isFalse();

    stretch.pass(1, 0);

    assertThat(stretch.isOver()).isTrue();
    assertThat(stretch.passed()).isEqualTo(3);
  }

  @Test
  void endsWhereTheTopicEndedAtTheStart() {
    assertThat(stretch.covers(0, 6)).isTrue();
    assertThat(stretch.covers(0, 7)).isFalse();
  }

  @Test
  void offsetsThatATransactionLeavesOutCountAsPassed() {
    stretch.pass(0, 6);

    assertThat(stretch.passed()).isEqualTo(2);
  }

  @Test
  void anEmptyTopicIsOverAtOnce() {
    assertThat(new Stretch(new long[] {3}, new long[] {3}).isOver()).isTrue();
  }
}
