package io.portally.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.tally.area.RegisterReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class UntilTest {

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofMinutes(10));

  @Test
  void isTheBeginningOfATrafficAndNothingElse() {
    Traffic whole = traffic();
    List<Publication> expected = new ArrayList<>();
    for (Publication each = whole.next();
        each.recordMillis() < END.toEpochMilli();
        each = whole.next()) {
      expected.add(each);
    }
    List<Publication> actual = new ArrayList<>();
    new Until(traffic(), END).forEachRemaining(actual::add);

    assertThat(actual).hasSizeGreaterThan(1_000).isEqualTo(expected);
  }

  @Test
  void hasNothingBeyondItsEnd() {
    Until none = new Until(traffic(), START);

    assertThat(none.hasNext()).isFalse();
    assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
  }

  private static Traffic traffic() {
    return new Traffic(
        TrafficOptions.builder().rate(10).start(START).build(), RegisterReader.bundled());
  }
}
