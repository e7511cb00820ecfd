package io.portally.bench.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuesTest {

  private static final long FROM = 1_000_000;
  private static final long FIRST = FROM + 5_000;
  private static final long SECOND = FROM + 8_000;

  private final Dues dues = new Dues(FROM, Duration.ofSeconds(10), 4, 100, FIRST, SECOND);

  @Test
  void someAreDueAllAlong() {
    assertThat(IntStream.range(0, dues.count()).filter(dues::isSteady)).hasSize(40);
    assertThat(dues.of(0)).isEqualTo(FROM);
    assertThat(dues.of(1)).isEqualTo(FROM + 250);
    assertThat(dues.of(39)).isEqualTo(FROM + 9_750);
  }

  @Test
  void manyAreDueWithinASecond() {
    assertThat(dues.count()).isEqualTo(240);
    int[] first = IntStream.range(0, 240).filter(each -> dues.isOfBurst(each, 0)).toArray();
    assertThat(first).hasSize(100);
    assertThat(IntStream.of(first).mapToLong(dues::of).min()).hasValue(FIRST);
    assertThat(IntStream.of(first).mapToLong(dues::of).max()).hasValue(FIRST + 990);
    assertThat(IntStream.range(140, 240)).allMatch(each -> dues.isOfBurst(each, 1));
  }
}
