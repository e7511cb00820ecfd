package io.portally.simulator.command;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LongPastTest {

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant NOW = START.plus(Duration.ofHours(10));

  private final List<Publication> usual = new ArrayList<>();
  private final List<Publication> told = new ArrayList<>();

  LongPastTest() {
    traffic().forEachRemaining(usual::add);
    new LongPast(traffic(), InstantSource.fixed(NOW)).forEachRemaining(told::add);
  }

  @Test
  void whatHasHappenedIsToldNowAndTheRestAsItHappens() {
    assertThat(told)
        .hasSameSizeAs(usual)
        .extracting(LongPastTest::value)
        .hasSameElementsAs(usual.stream().map(LongPastTest::value).toList());
    assertThat(told).extracting(Publication::recordMillis).isSorted();
    assertThat(told.get(0).recordMillis()).isEqualTo(NOW.toEpochMilli());
    List<Publication> later = usual.stream().filter(LongPastTest::isLater).toList();
    assertThat(later).isNotEmpty().hasSizeLessThan(usual.size());
    assertThat(told.subList(told.size() - later.size(), told.size())).isEqualTo(later);
  }

  @Test
  void noDeclarationIsSeenBeforeItsReleaseIfThatHasCome() {
    List<ClearanceEvent> stages =
        told.stream()
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
