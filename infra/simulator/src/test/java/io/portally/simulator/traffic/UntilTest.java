package io.portally.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.tally.area.RegisterReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
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

  @Test
  void whatComesAfterItIsTheRest() {
    Until beginning = new Until(traffic(), END);
    List<Publication> actual = new ArrayList<>();
    beginning.forEachRemaining(actual::add);
    Iterator<Publication> rest = beginning.rest();
    actual.add(rest.next());
    actual.add(rest.next());

    List<Publication> expected = new ArrayList<>();
    Traffic whole = traffic();
    while (expected.size() < actual.size()) {
      expected.add(whole.next());
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void twoTrafficsAreOneInTheOrderOfTheirTimestamps() {
    List<Publication> beginning = new ArrayList<>();
    new Until(traffic(), END).forEachRemaining(beginning::add);
    List<Publication> evens = new ArrayList<>();
    List<Publication> odds = new ArrayList<>();
    beginning.forEach(each -> (evens.size() > odds.size() ? odds : evens).add(each));

    List<Publication> merged = new ArrayList<>();
    new Merged(evens.iterator(), odds.iterator()).forEachRemaining(merged::add);

    assertThat(merged).containsExactlyInAnyOrderElementsOf(beginning);
    assertThat(merged).extracting(Publication::recordMillis).isSorted();
  }

  private static Traffic traffic() {
    return new Traffic(
        TrafficOptions.builder().rate(10).start(START).build(), RegisterReader.bundled());
  }
}
