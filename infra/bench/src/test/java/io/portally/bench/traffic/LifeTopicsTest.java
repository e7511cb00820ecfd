package io.portally.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.schemas.Topic;
import io.portally.simulator.traffic.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifeTopicsTest {

  /** Two rounds of a thousand to warm up, then two more. */
  private static final LifeTopics TOPICS = new LifeTopics(1_000, 0, 0, 16_000, 16_000, 1);

  private static final int ROUND = 1_000 * LifeTopics.RECORDS_EACH;

  @Test
  void inEachRoundSoManyConsignmentsAreOpenAsWereOrderedFromTheFirstOnThatIsHeardOfTwice() {
    List<Publication.Event> events = events(TOPICS);

    for (int round = 0; round < 4; round++) {
      List<Publication.Event> ofRound = events.subList(round * ROUND, (round + 1) * ROUND);
      Map<String, Integer> records = new HashMap<>();
      ofRound.forEach(event -> records.merge(event.key(), 1, Integer::sum));
      assertThat(records).hasSize(1_000);
      assertThat(records.values()).containsOnly(LifeTopics.RECORDS_EACH);
      assertThat(ofRound.stream().limit(1_000).map(Publication.Event::key)).doesNotHaveDuplicates();
    }
    assertThat(events.stream().map(Publication.Event::key).distinct()).hasSize(4_000);
  }

  @Test
  void betweenRoundsAllAreForgotten() {
    List<Publication.Event> events = events(TOPICS);

    long last = events.get(ROUND - 1).recordMillis();
    long next = events.get(ROUND).recordMillis();

    // 30 days of silence, a day of lateness, an hour of margin and five minutes of skew.
    Duration remembered = Duration.ofDays(31).plusMinutes(65);
    assertThat(Duration.ofMillis(next - last)).isGreaterThan(remembered.plusSeconds(10));
  }

  @Test
  void afterTheFirstAnyConsignmentMayBeNextSoThatStateIsLookedUpAllOver() {
    List<String> keys = events(TOPICS).stream().map(Publication.Event::key).toList();

    Set<String> amongTheNext = new HashSet<>(keys.subList(1_000, 2_000));

    // Of a thousand draws with replacement 632 are expected to differ.
    assertThat(amongTheNext).hasSizeBetween(600, 680);
  }

  @Test
  void whatHappensToAConsignmentIsInOrderAndOnBothTopics() {
    Map<String, List<String>> steps = new LinkedHashMap<>();
    for (Publication.Event event : events(TOPICS)) {
      steps.computeIfAbsent(event.key(), any -> new ArrayList<>()).add(stepOf(event));
    }

    assertThat(steps.values())
        .allSatisfy(
            life ->
                assertThat(life)
                    .containsExactly(
                        "ARRIVED",
                        "DISCHARGED",
                        "LODGED",
                        "DOCUMENTS_CHECKED",
                        "DUTY_PAID",
                        "RELEASED",
                        "LOADED",
                        "GATED_OUT"));
    assertThat(events(TOPICS).stream().filter(e -> e.topic() == Topic.CARGO_MOVEMENTS))
        .hasSize(2 * ROUND);
  }

  @Test
  void roundsToWarmUpOnAreNoLargerThanNeedBe() {
    LifeTopics topics = new LifeTopics(5_000_000, 0, 0, 4_000_000, 8_000_000, 1);

    assertThat(topics.warmedUpAt()).isEqualTo(4_000_000);
    assertThat(topics.records()).isEqualTo(44_000_000);
  }

  @Test
  void skewIsTheShareOfTheBusiestPort() {
    Map<String, Integer> ports = new HashMap<>();
    events(new LifeTopics(1_000, 0, 0.9, 0, 16_000, 1))
        .forEach(event -> ports.merge(portOf(event), 1, Integer::sum));

    // One in eight is a departure, of which a fourth is at the neighbour.
    assertThat(ports.values().stream().mapToInt(Integer::intValue).max().orElseThrow() / 16_000.0)
        .isBetween(0.84, 0.9);
  }

  @Test
  void roundsThatWouldReachIntoTheFutureAreRefusedWithTheRemedy() {
    assertThatThrownBy(() -> new LifeTopics(100, 0, 0, 0, 8_000_000, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("take 10000 rounds of 32 d")
        .hasMessageContaining("write more consignments or fewer records");
  }

  @Test
  void aNameTellsWhatIsInThem() {
    assertThat(new LifeTopics(10_000, 5_000, 0.9, 100, 200, 3).filled())
        .containsExactly(
            "bench-lives-1-10000-5000ports-skew90-100-200-3.cargo-movements",
            "bench-lives-1-10000-5000ports-skew90-100-200-3.clearance-events");
  }

  private static List<Publication.Event> events(LifeTopics topics) {
    Iterator<Publication.Event> publications = topics.publications();
    List<Publication.Event> events = new ArrayList<>();
    for (long i = 0; i < topics.records(); i++) {
      events.add(publications.next());
    }
    return events;
  }

  private static String stepOf(Publication.Event event) {
    return event.value() instanceof CargoMovement movement
        ? movement.getMovement().name()
        : ((ClearanceEvent) event.value()).getStage().name();
  }

  private static String portOf(Publication.Event event) {
    return event.value() instanceof CargoMovement movement
        ? movement.getPort()
        : ((ClearanceEvent) event.value()).getPort();
  }
}
