package io.portally.simulator.command;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.ClearanceEvent;
import io.portally.events.Stage;
import io.portally.simulator.traffic.Incident;
import io.portally.simulator.traffic.IncidentKind;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import io.portally.simulator.traffic.TrafficOptions;
import io.portally.tally.area.RegisterReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongPastTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant NOW = START.plus(Duration.ofHours(10));

  private static final List<Publication> USUAL = all(traffic());
  private static final List<Publication> TOLD =
      all(new LongPast(traffic(), InstantSource.fixed(NOW)));

  @Test
  void whatHasHappenedIsToldNowAndTheRestAsItHappens() {
    assertThat(timesOfEach(TOLD)).isEqualTo(timesOfEach(USUAL));
    assertThat(TOLD).extracting(Publication::recordMillis).isSorted();
    assertThat(TOLD.get(0).recordMillis()).isEqualTo(NOW.toEpochMilli());
    List<Publication> later = USUAL.stream().filter(LongPastTest::isLater).toList();
    assertThat(later).isNotEmpty().hasSizeLessThan(USUAL.size());
    assertThat(TOLD.subList(TOLD.size() - later.size(), TOLD.size())).isEqualTo(later);
  }

  @Test
  void noDeclarationIsSeenBeforeItsReleaseIfThatHasCome() {
    List<ClearanceEvent> stages =
        TOLD.stream()
            .filter(one -> !isLater(one))
            .map(LongPastTest::value)
            .filter(value -> value instanceof ClearanceEvent)
            .map(value -> (ClearanceEvent) value)
            .toList();
    Map<String, Stage> first = new HashMap<>();
    stages.forEach(stage -> first.putIfAbsent(stage.getDeclarationId(), stage.getStage()));
    Set<String> released =
        stages.stream()
            .filter(stage -> stage.getStage() == Stage.RELEASED)
            .map(ClearanceEvent::getDeclarationId)
            .collect(toSet());

    assertThat(released).isNotEmpty().hasSizeLessThan(first.size());
    assertThat(released)
        .allMatch(id -> first.get(id) == Stage.RELEASED || first.get(id) == Stage.INSPECTED);
    // What begins a leg keeps its order, as the first counts.
    assertThat(stages)
        .filteredOn(stage -> stage.getStage() == Stage.LODGED)
        .extracting(ClearanceEvent::getEventTime)
        .isSorted();
  }

  /** How often each is told. */
  private static Map<Object, Long> timesOfEach(List<Publication> made) {
    return made.stream().collect(groupingBy(LongPastTest::value, counting()));
  }

  private static List<Publication> all(Iterator<Publication> publications) {
    List<Publication> all = new ArrayList<>();
    publications.forEachRemaining(all::add);
    return all;
  }

  private static Traffic traffic() {
    Incident closed =
        new Incident(
            "closed",
            IncidentKind.PORT_CLOSES,
            "CNTAO",
            null,
            0,
            START.plus(Duration.ofHours(7)),
            NOW.plus(Duration.ofHours(1)),
            NOW.plus(Duration.ofHours(2)));
    TrafficOptions options = TrafficOptions.builder().rate(4).reportedAgain(0).start(START).build();
    return Traffic.heldUpBy(closed, options, RegisterReader.bundled());
  }

  private static boolean isLater(Publication one) {
    return one.recordMillis() > NOW.toEpochMilli();
  }

  private static Object value(Publication one) {
    return ((Publication.Event) one).value();
  }
}
