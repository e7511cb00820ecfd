package io.portally.bench.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EventTimeTest {

  private final EventTime eventTime = new EventTime(2);

  @Test
  void itHasComeAsFarAsInThePartitionThatIsFurthestBehind() {
    eventTime.published(0, 1_000, 10);
    assertThat(eventTime.passedAt(0)).isEmpty();

    eventTime.published(1, 500, 20);
    eventTime.published(1, 2_000, 30);

    assertThat(eventTime.passedAt(499)).isEqualTo(OptionalLong.of(20));
    assertThat(eventTime.passedAt(999)).isEqualTo(OptionalLong.of(30));
    assertThat(eventTime.passedAt(1_000)).isEmpty();
  }

  @Test
  void anEventThatIsOutOfOrderMovesNothing() {
    eventTime.published(0, 1_000, 10);
    eventTime.published(1, 1_000, 20);
    eventTime.published(0, 900, 30);
    eventTime.published(1, 1_100, 40);

    assertThat(eventTime.passedAt(999)).isEqualTo(OptionalLong.of(20));
    assertThat(eventTime.passedAt(1_000)).isEmpty();
  }

  @Test
  void ofSeveralMovesInAMillisecondTheLastOneCounts() {
    for (int second = 1; second <= 10_000; second++) {
      eventTime.published(0, second, second / 10);
      eventTime.published(1, second, second / 10);
    }

    assertThat(eventTime.passedAt(9)).isEqualTo(OptionalLong.of(1));
    assertThat(eventTime.passedAt(9_999)).isEqualTo(OptionalLong.of(1_000));
    assertThat(eventTime.passedAt(4_567)).isEqualTo(OptionalLong.of(456));
  }
}
