package io.portally.simulator.traffic;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Movement;
import io.portally.events.Stage;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncidentTrafficTest {
  private static final Register REGISTER = RegisterReader.bundled();
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant FROM = START.plus(Duration.ofHours(2));
  private static final Instant UNTIL = START.plus(Duration.ofHours(5));
  private static final Instant CLEARED = START.plus(Duration.ofHours(7));

  /** Late enough for all that is told of what was cleared. */
  private static final Instant END = START.plus(Duration.ofHours(9));

  private static final double RATE = 4;
  private static final Incident CLOSED = incident(IncidentKind.PORT_CLOSES, null, "CNTAO");
  private static final List<Publication> USUAL = made();
  private static final List<Publication> DISTURBED = made(CLOSED);
  private static final Map<String, SpecificRecord> USUAL_BY_ID = byId(USUAL);
  private static final Map<String, SpecificRecord> DISTURBED_BY_ID = byId(DISTURBED);

  @Test
  void theSameIncidentsMakeTheSameTraffic() {
    assertThat(made(CLOSED)).isEqualTo(DISTURBED).isNotEqualTo(USUAL);
  }

  @Test
  void nothingButTradersPaperHappensAtAClosedPort() {
    Predicate<SpecificRecord> here = value -> port(value).equals("CNTAO");
    Predicate<SpecificRecord> meanwhile =
        value -> time(value) > FROM.toEpochMilli() && time(value) < UNTIL.toEpochMilli();

    assertThat(values(DISTURBED).filter(here.and(meanwhile)))
        .isNotEmpty()
        .allMatch(value -> value instanceof ClearanceEvent)
        .extracting(value -> ((ClearanceEvent) value).getStage())
        .isSubsetOf(Stage.LODGED, Stage.DUTY_PAID, Stage.AMENDED, Stage.CANCELLED);
    assertThat(values(USUAL).filter(here.and(meanwhile)))
        .anyMatch(value -> value instanceof CargoMovement);
  }

  @Test
  void allThatHappensWithoutTheIncidentHappensWithItToo() {
    assertThat(DISTURBED_BY_ID.keySet()).isEqualTo(USUAL_BY_ID.keySet());
    int later = 0;
    for (SpecificRecord one : USUAL_BY_ID.values()) {
      SpecificRecord other = in(DISTURBED_BY_ID, one);
      long delay = time(other) - time(one);
      assertThat(delay).isNotNegative();
      later += delay > 0 ? 1 : 0;
      if (delay == 0) {
        assertThat(other).isEqualTo(one);
      }
    }
    assertThat(later).isPositive();
  }

  @Test
  void aConsignmentsStepsKeepTheirOrder() {
    Map<String, List<SpecificRecord>> usual =
        values(USUAL).collect(groupingBy(IncidentTrafficTest::consignment));

    for (List<SpecificRecord> steps : usual.values()) {
      List<SpecificRecord> disturbed = steps.stream().map(one -> in(DISTURBED_BY_ID, one)).toList();
      for (int a = 0; a < steps.size(); a++) {
        for (int b = 0; b < steps.size(); b++) {
          if (time(steps.get(a)) < time(steps.get(b))) {
            assertThat(time(disturbed.get(a))).isLessThan(time(disturbed.get(b)));
          }
        }
      }
    }
  }

  @Test
  void recordTimestampsRiseAndTheDelayOfEachIsTold() {
    Traffic traffic = new Traffic(options(), REGISTER, List.of(CLOSED));
    long before = 0;
    for (Publication next = traffic.next();
        next.recordMillis() < CLEARED.toEpochMilli();
        next = traffic.next()) {
      assertThat(next.recordMillis()).isGreaterThanOrEqualTo(before);
      before = next.recordMillis();
      SpecificRecord value = ((Publication.Event) next).value();
      assertThat(time(value) - time(in(USUAL_BY_ID, value)))
          .isEqualTo(traffic.delayOfLast().millis());
    }
    assertThat(traffic.heldUp()).isPositive();
  }

  @Test
  void inspectorsWhoDoNotComeHoldUpInspectionsAndWhatComesAfterThem() {
    Incident backlog = incident(IncidentKind.INSPECTION_BACKLOG, null, "CNTAO");

    List<SpecificRecord> later =
        values(made(backlog)).filter(value -> time(value) > time(in(USUAL_BY_ID, value))).toList();

    assertThat(later).allMatch(value -> port(value).equals("CNTAO"));
    assertThat(later.stream().filter(value -> is(value, Stage.INSPECTED))).isNotEmpty();
    Set<String> inspected =
        later.stream()
            .filter(value -> is(value, Stage.INSPECTED))
            .map(IncidentTrafficTest::consignment)
            .collect(toSet());
    assertThat(later).allMatch(value -> inspected.contains(consignment(value)));
  }

  @Test
  void aBlockedCorridorHoldsUpWhatArrivesThroughIt() {
    List<String> way = busiestCorridor();
    Incident jam = incident(IncidentKind.CORRIDOR_BLOCKS, way.get(0), way.get(1));
    Predicate<SpecificRecord> arrivesThroughIt = value -> corridor(value).equals(way);

    assertThat(values(made(jam)).filter(arrivesThroughIt))
        .isNotEmpty()
        .noneMatch(
            value -> time(value) > FROM.toEpochMilli() && time(value) < UNTIL.toEpochMilli());
    assertThat(values(USUAL).filter(arrivesThroughIt))
        .anyMatch(value -> time(value) > FROM.toEpochMilli() && time(value) < UNTIL.toEpochMilli());
  }

  @Test
  void whatIsHeldUpAloneIsThatPartOfTheWholeTraffic() {
    Set<String> heldUp =
        values(DISTURBED)
            .filter(value -> time(value) > time(in(USUAL_BY_ID, value)))
            .map(IncidentTrafficTest::consignment)
            .collect(toSet());

    List<Publication> all =
        DISTURBED.stream().filter(one -> heldUp.contains(((Publication.Event) one).key())).toList();
    Traffic traffic = Traffic.heldUpBy(CLOSED, options(), REGISTER);
    List<Publication> alone = new ArrayList<>();
    traffic.forEachRemaining(alone::add);

    assertThat(alone).isNotEmpty().isEqualTo(all.subList(0, alone.size()));
    assertThat(traffic.heldUp()).isZero();
    // It ends when all is as usual again.
    assertThat(values(all.subList(alone.size(), all.size())))
        .allMatch(value -> time(value) == time(in(USUAL_BY_ID, value)));
  }

  @Test
  void whoIsToldAtOnceHearsOfEventsInTheOrderOfTheirPublication() {
    Duration longest = Duration.ofSeconds(5);
    TrafficOptions prompt =
        TrafficOptions.builder()
            .rate(RATE)
            .reportedAgain(0)
            .start(START)
            .toldWithin(longest)
            .build();
    List<Publication> told = new ArrayList<>();
    Traffic.heldUpBy(CLOSED, prompt, REGISTER).forEachRemaining(told::add);

    assertThat(told).isNotEmpty().extracting(Publication::recordMillis).isSorted();
    assertThat(told)
        .extracting(one -> one.recordMillis() - time(((Publication.Event) one).value()))
        .allMatch(delay -> delay >= 0 && delay <= longest.toMillis())
        .contains(longest.toMillis());
  }

  @Test
  void anAppointmentIsToldByItsOwnDeclarationUntilItHasBeenKept() {
    Map<String, List<ClearanceEvent>> told =
        values(USUAL)
            .filter(value -> value instanceof ClearanceEvent)
            .map(value -> (ClearanceEvent) value)
            .filter(event -> event.getAppointmentTime() != null)
            .collect(groupingBy(ClearanceEvent::getConsignmentId));

    assertThat(told).isNotEmpty();
    for (List<ClearanceEvent> events : told.values()) {
      assertThat(events)
          .extracting(ClearanceEvent::getDeclarationId)
          .containsOnly(events.get(0).getDeclarationId());
      assertThat(events)
          .extracting(ClearanceEvent::getStage)
          .doesNotContain(Stage.CLEARED, Stage.AMENDED);
      Instant kept =
          events.stream()
              .filter(event -> event.getStage() == Stage.INSPECTED)
              .map(ClearanceEvent::getEventTime)
              .findFirst()
              .orElse(Instant.MAX);
      assertThat(events).allMatch(event -> !event.getEventTime().isAfter(kept));
    }
  }

  @Test
  void anIncidentNeedsAPortOfTheRegisterAndCannotBeginBeforeTheTraffic() {
    assertThatThrownBy(() -> made(incident(IncidentKind.CORRIDOR_BLOCKS, "NLRTM", "CNTAO")))
        .hasMessage(
            "fromPort is NLRTM, which the register does not have: write a UN/LOCODE such as CNTAO");
    TrafficOptions later =
        TrafficOptions.builder().rate(RATE).reportedAgain(0).start(FROM.plusMillis(1)).build();
    assertThatThrownBy(() -> new Traffic(later, REGISTER, List.of(CLOSED)))
        .hasMessageContaining(
            "from is 2026-03-02T02:00:00Z: the incident port-closes has to begin");
  }

  private static Incident incident(IncidentKind kind, @Nullable String fromPort, String port) {
    return new Incident(
        kind.word(), kind, port, fromPort, kind.usualCapacity(), FROM, UNTIL, CLEARED);
  }

  private static TrafficOptions options() {
    return TrafficOptions.builder().rate(RATE).reportedAgain(0).start(START).build();
  }

  private static List<Publication> made(Incident... incidents) {
    return until(new Traffic(options(), REGISTER, List.of(incidents)));
  }

  private static List<Publication> until(Traffic traffic) {
    List<Publication> made = new ArrayList<>();
    new Until(traffic, END).forEachRemaining(made::add);
    return made;
  }

  private static Stream<SpecificRecord> values(List<Publication> made) {
    return made.stream().map(one -> ((Publication.Event) one).value());
  }

  private static Map<String, SpecificRecord> byId(List<Publication> made) {
    return values(made).collect(toMap(IncidentTrafficTest::id, value -> value));
  }

  /** The same event elsewhere. */
  private static SpecificRecord in(Map<String, SpecificRecord> made, SpecificRecord value) {
    return Objects.requireNonNull(made.get(id(value)));
  }

  private static List<String> busiestCorridor() {
    return values(USUAL)
        .map(IncidentTrafficTest::corridor)
        .filter(way -> !way.isEmpty())
        .collect(groupingBy(way -> way))
        .entrySet()
        .stream()
        .max(Comparator.comparingInt(each -> each.getValue().size()))
        .orElseThrow()
        .getKey();
  }

  /** Of an arrival from another port of the register; else empty. */
  private static List<String> corridor(SpecificRecord value) {
    return value instanceof CargoMovement movement
            && movement.getMovement() == Movement.ARRIVED
            && movement.getOtherPort() != null
            && REGISTER.portOrdinal(movement.getOtherPort()) >= 0
        ? List.of(movement.getOtherPort(), movement.getPort())
        : List.of();
  }

  private static boolean is(SpecificRecord value, Stage stage) {
    return value instanceof ClearanceEvent event && event.getStage() == stage;
  }

  private static String id(SpecificRecord value) {
    return value.getSchema().getName() + " " + value.get(0);
  }

  private static String consignment(SpecificRecord value) {
    return value instanceof CargoMovement movement
        ? movement.getConsignmentId()
        : ((ClearanceEvent) value).getConsignmentId();
  }

  private static String port(SpecificRecord value) {
    return value instanceof CargoMovement movement
        ? movement.getPort()
        : ((ClearanceEvent) value).getPort();
  }

  private static long time(SpecificRecord value) {
    Instant time =
        value instanceof CargoMovement movement
            ? movement.getEventTime()
            : ((ClearanceEvent) value).getEventTime();
    return time.toEpochMilli();
  }
}
