package io.portally.simulator.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObject;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import io.portally.tally.area.PortKind;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Register REGISTER = RegisterReader.bundled();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final List<Publication> CALM = made(calm().events(50_000).build());
  private static final List<Publication> FAULTY = made(faulty().speed(60).events(50_000).build());

  @Test
  void theSameOptionsMakeTheSameBytes() {
    List<Publication> again = made(faulty().speed(60).events(30_000).build());

    assertThat(hash(again)).isEqualTo(hash(FAULTY.subList(0, again.size())));
  }

  @Test
  void neitherTheLocaleNorTheZoneChangesTheBytes() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));

      List<Publication> there = made(faulty().speed(60).events(5_000).build());

      assertThat(hash(there)).isEqualTo(hash(FAULTY.subList(0, there.size())));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void anotherSeedMakesOtherBytes() {
    assertThat(hash(made(calm().seed(7).events(100).build())))
        .isNotEqualTo(hash(made(calm().seed(8).events(100).build())));
  }

  @Test
  void moreEventsOnlyGoOnWhereFewerEnd() {
    List<Publication> few = made(faulty().speed(60).events(1_000).build());

    assertThat(FAULTY.subList(0, few.size()).stream().map(TrafficTest::bytes))
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(few.stream().map(TrafficTest::bytes).toList());
  }

  @Test
  void runsFromAnotherStartOrSeedShareNoId() {
    Set<String> ids = eventIds(CALM);

    assertThat(eventIds(made(calm().start(START.plusMillis(1)).events(3_000).build())))
        .noneMatch(ids::contains);
    assertThat(eventIds(made(calm().seed(2).events(3_000).build()))).noneMatch(ids::contains);
  }

  @Test
  void withoutFaultsEveryEventHasAnIdOfItsOwnInItsTopic() {
    for (Topic topic : List.of(Topic.CARGO_MOVEMENTS, Topic.CLEARANCE_EVENTS)) {
      List<String> ids =
          events(CALM).stream()
              .filter(event -> event.topic() == topic)
              .map(event -> eventId(event.value()))
              .toList();
      assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  @Test
  void recordTimestampsRiseFromTheStartOn() {
    assertThat(FAULTY).extracting(Publication::recordMillis).isSorted();
    assertThat(FAULTY.get(0).recordMillis()).isBetween(START.toEpochMilli(), at(MINUTE));
  }

  @Test
  void withoutFaultsEventsArePublishedSecondsToMinutesAfterTheyHappen() {
    List<Long> delays =
        events(CALM).stream()
            .map(event -> event.recordMillis() - eventTime(event.value()))
            .toList();

    assertThat(delays).allMatch(delay -> delay >= 200 && delay <= 10 * MINUTE);
    assertThat(delays).anyMatch(delay -> delay > MINUTE);
  }

  @Test
  void trafficIsInFullSwingFromTheFirstHourOnWhereverItBegins() {
    Map<Long, Integer> hours = recordsByHour(calm().rate(0.5).events(330_000).build());

    // The same hours of the same day, a week later.
    assertThat(hours.get(0L)).isCloseTo(hours.get(168L), within(200));
    assertThat(hours.get(9L)).isCloseTo(hours.get(177L), within(200));
    assertThat(hours.get(0L)).isGreaterThan(1_200);

    Instant later = START.plus(Duration.ofHours(60));
    TrafficOptions rest = calm().rate(0.5).start(later).events(2_000).build();
    assertThat(hours.get(60L)).isCloseTo(recordsByHour(rest).get(60L), within(200));
  }

  /** Counted from the start that is usual here. */
  private static Map<Long, Integer> recordsByHour(TrafficOptions options) {
    Map<Long, Integer> hours = new HashMap<>();
    new Traffic(options, REGISTER)
        .forEachRemaining(
            made ->
                hours.merge((made.recordMillis() - START.toEpochMilli()) / HOUR, 1, Integer::sum));
    return hours;
  }

  @Test
  void aJourneyKeepsItsOrder() {
    Map<String, Map<String, Long>> journeys = new HashMap<>();
    new Traffic(calm().rate(0.3).events(300_000).build(), REGISTER)
        .forEachRemaining(
            made -> {
              if (made instanceof Publication.Event event
                  && event.value() instanceof CargoMovement movement
                  && movement.getClassifier() == Classifier.ACTUAL
                  && movement.getEquipmentId() != null) {
                journeys
                    .computeIfAbsent(
                        event.key() + movement.getEquipmentId(), key -> new HashMap<>())
                    .put(movement.getMovement() + movement.getPort(), eventTime(movement));
              }
            });

    assertThat(journeys.values()).anyMatch(TrafficTest::isAtTwoPorts);
    assertThat(journeys.values())
        .allSatisfy(
            journey ->
                journey.forEach(
                    (milestone, time) -> {
                      String port = milestone.substring(milestone.length() - 5);
                      if (milestone.startsWith("GATED_IN")) {
                        assertThat(journey.getOrDefault("LOADED" + port, time))
                            .isGreaterThanOrEqualTo(time);
                      }
                      if (milestone.startsWith("DISCHARGED")) {
                        assertThat(journey.getOrDefault("GATED_OUT" + port, time))
                            .isGreaterThanOrEqualTo(time);
                      }
                    }));
  }

  private static boolean isAtTwoPorts(Map<String, Long> journey) {
    return journey.keySet().stream().filter(name -> name.startsWith("LOADED")).count() > 1;
  }

  @Test
  void movementsThatAreReportedAgainHaveTheRightTimeInTheirSecondVersion() {
    List<List<Publication.Event>> again =
        told(made(calm().reportedAgain(0.2).rate(0.5).events(60_000).build())).values().stream()
            .filter(told -> told.size() > 1)
            .toList();

    assertThat(again)
        .isNotEmpty()
        .allSatisfy(
            told -> {
              assertThat(told).extracting(TrafficTest::version).containsExactly(0, 1);
              long hours = eventTime(told.get(1).value()) - eventTime(told.get(0).value());
              assertThat(hours).isBetween(2 * HOUR, 23 * HOUR);
              assertThat(told.get(1).recordMillis() - eventTime(told.get(0).value()))
                  .isLessThan(24 * HOUR);
            });
  }

  @Test
  void asMuchTrafficAsOrderedIsAtTheBusiestPort() {
    List<Publication.Event> made =
        events(made(calm().busiestPortShare(0.9).rate(5).events(100_000).build()));

    double busiest = made.stream().filter(event -> port(event.value()).equals("CNTAO")).count();
    assertThat(busiest / made.size()).isCloseTo(0.9, within(0.01));
  }

  private static String port(SpecificRecord value) {
    return value.get(value.getSchema().getField("port").pos()).toString();
  }

  @Test
  void beforeTheReformNobodyHasACombinedPort() {
    assertThat(programmes(made(calm().era(Era.BEFORE_REFORM).events(50_000).build())))
        .doesNotContain(Programme.GBA_COMBINED_PORT);
    assertThat(programmes(CALM)).contains(Programme.GBA_COMBINED_PORT);
  }

  private static Set<Programme> programmes(List<Publication> made) {
    return events(made).stream()
        .map(Publication.Event::value)
        .filter(ClearanceEvent.class::isInstance)
        .flatMap(value -> ((ClearanceEvent) value).getProgrammes().stream())
        .collect(Collectors.toSet());
  }

  @Test
  void milestonesOfAllAgesHappenInTheFirstHour() {
    Set<Stage> stages =
        events(made(calm().rate(10).events(36_000).build())).stream()
            .map(Publication.Event::value)
            .filter(ClearanceEvent.class::isInstance)
            .map(value -> ((ClearanceEvent) value).getStage())
            .collect(Collectors.toSet());

    assertThat(stages).contains(Stage.LODGED, Stage.RELEASED, Stage.CLEARED, Stage.HELD);
  }

  @Test
  void theRateHoldsWithAllFaultsToo() {
    // The rate is that of whole weeks.
    double week = Duration.ofDays(7).toSeconds();
    Traffic traffic = new Traffic(faulty().rate(0.5).events((long) (0.5 * week)).build(), REGISTER);
    long last = START.toEpochMilli();
    while (traffic.hasNext()) {
      last = traffic.next().recordMillis();
    }

    double seconds = (last - START.toEpochMilli()) / 1000.0;
    assertThat(seconds / week).isCloseTo(1, within(0.01));
  }

  @Test
  void faultsComeInTheSharesThatWereOrdered() {
    List<Publication> made = made(faulty().reportedAgain(0).rate(0.2).events(200_000).build());
    double events = events(made).stream().map(e -> eventId(e.value())).distinct().count();
    double corrupt = made.stream().filter(Publication.Corrupt.class::isInstance).count();
    Map<String, List<Publication.Event>> told = told(made);

    assertThat(corrupt / (events + corrupt)).isCloseTo(0.05, within(0.005));
    assertThat(share(told, TrafficTest::isDuplicated)).isCloseTo(0.05, within(0.005));
    assertThat(share(told, TrafficTest::isCorrected)).isCloseTo(0.05, within(0.005));
    assertThat(share(told, TrafficTest::isLate)).isCloseTo(0.05, within(0.005));
    assertThat(share(told, TrafficTest::isFutureDated)).isCloseTo(0.05, within(0.005));
  }

  @Test
  void correctionsComeInAndOutOfOrderAndTakeSomeEventsBack() {
    List<List<Publication.Event>> corrected =
        told(made(calm().corrections(0.2).rate(0.5).events(50_000).build())).values().stream()
            .filter(TrafficTest::isCorrected)
            .toList();

    assertThat(corrected).anyMatch(told -> version(told.get(0)) > version(told.get(1)));
    assertThat(corrected).anyMatch(told -> version(told.get(0)) < version(told.get(1)));
    assertThat(corrected).anyMatch(told -> told.stream().anyMatch(TrafficTest::isRetracted));
    assertThat(corrected)
        .anyMatch(told -> told.get(1).recordMillis() - told.get(0).recordMillis() > 12 * HOUR);
  }

  @Test
  void correctionsAndDuplicatesAreNeitherLateNorFutureDated() {
    List<Publication> made =
        made(calm().corrections(0.3).duplicates(0.3).rate(0.5).events(50_000).build());

    assertThat(events(made))
        .allSatisfy(
            event ->
                assertThat(event.recordMillis() - eventTime(event.value()))
                    .isBetween(0L, 24 * HOUR));
  }

  @Test
  void whatWasToldBeforeTheStartIsNotRepeatedToWhoHasNotHeardOfIt() {
    TrafficOptions.Builder repeating =
        calm().corrections(0.2).duplicates(0.2).rate(0.5).events(20_000);
    Predicate<List<Publication.Event>> isOld =
        told -> told.get(0).recordMillis() - eventTime(told.get(0).value()) > HOUR;

    assertThat(told(made(repeating.build())).values()).anyMatch(isOld);
    assertThat(told(made(repeating.withoutRepeatsFromBefore().build())).values())
        .anyMatch(told -> told.size() > 1)
        .noneMatch(isOld);
  }

  @Test
  void duplicatesAreTheSameBytes() {
    Collection<List<Publication.Event>> told =
        told(made(calm().duplicates(0.3).rate(0.5).events(20_000).build())).values();

    assertThat(told).anyMatch(copies -> copies.size() == 3);
    assertThat(told)
        .allSatisfy(
            copies ->
                assertThat(copies.stream().map(copy -> HexFormat.of().formatHex(bytes(copy))))
                    .containsOnly(HexFormat.of().formatHex(bytes(copies.get(0)))));
  }

  @Test
  void everyOtherEventIsDecodedAsItWasWritten() {
    SingleObjectDecoder decoder = new SingleObjectDecoder();

    assertThat(events(FAULTY.subList(0, 20_000)))
        .isNotEmpty()
        .allSatisfy(
            event ->
                assertThat(decoder.decode(SingleObject.encode(event.value())))
                    .isEqualTo(new Decoded.Event(event.value())));
  }

  @Test
  void corruptBytesAreNeverDecoded() {
    SingleObjectDecoder decoder = new SingleObjectDecoder();
    List<Publication.Corrupt> corrupt =
        made(calm().corrupt(1).events(15_000).build()).stream()
            .map(Publication.Corrupt.class::cast)
            .toList();

    assertThat(corrupt).hasSize(15_000);
    assertThat(corrupt)
        .allMatch(record -> decoder.decode(record.bytes()) instanceof Decoded.Undecodable);
  }

  @Test
  void aThirdOfTheMovementsAreForecasts() {
    List<CargoMovement> movements = movements(CALM);

    double forecasts =
        movements.stream().filter(m -> m.getClassifier() != Classifier.ACTUAL).count();
    assertThat(forecasts / movements.size()).isCloseTo(1 / 3.0, within(0.03));
    assertThat(movements)
        .extracting(CargoMovement::getClassifier)
        .contains(Classifier.PLANNED, Classifier.ESTIMATED);
  }

  @Test
  void allKindsOfPortsAndDirectionsHaveTraffic() {
    List<CargoMovement> movements = movements(CALM);
    Map<String, PortKind> kinds =
        REGISTER.ports().stream().collect(Collectors.toMap(p -> p.code(), p -> p.kind()));

    assertThat(movements).extracting(CargoMovement::getPort).allMatch(kinds::containsKey);
    assertThat(movements).extracting(m -> kinds.get(m.getPort())).contains(PortKind.values());
    assertThat(movements)
        .extracting(CargoMovement::getDirection)
        .contains(
            Direction.IMPORT,
            Direction.EXPORT,
            Direction.TRANSIT,
            Direction.TRANSSHIPMENT,
            Direction.DOMESTIC);
    assertThat(movements)
        .extracting(CargoMovement::getMovement)
        .contains(Movement.ARRIVED, Movement.GATED_OUT);
    assertThat(movements).extracting(CargoMovement::getLaden).contains(true, false);
  }

  @Test
  void portsHaveTrafficByTheirWeight() {
    Map<String, Long> tonnes = new HashMap<>();
    new Traffic(calm().rate(3).events(400_000).build(), REGISTER)
        .forEachRemaining(
            made -> {
              if (made instanceof Publication.Event event
                  && event.value() instanceof ClearanceEvent stage
                  && stage.getStage() == Stage.RELEASED) {
                tonnes.merge(stage.getPort(), 1L, Long::sum);
              }
            });

    double shanghai = tonnes.getOrDefault("CNSHA", 0L);
    double tianjin = tonnes.getOrDefault("CNTXG", 0L);
    assertThat(shanghai / tianjin).isCloseTo(weight("CNSHA") / weight("CNTXG"), within(0.25));
  }

  @Test
  void boxesHaveNumbersWithTheirCheckDigitAndTeuOfTheirSize() {
    List<CargoMovement> boxes =
        movements(CALM).stream().filter(m -> m.getTeuHundredths() > 0).toList();

    assertThat(boxes).isNotEmpty();
    assertThat(boxes)
        .allSatisfy(
            box -> {
              assertThat(box.getEquipmentId()).matches("[A-Z]{3}U[0-9]{7}");
              assertThat(box.getEquipmentId().charAt(10) - '0')
                  .isEqualTo(ContainerNumber.checkDigit(box.getEquipmentId().toCharArray()));
            });
    assertThat(boxes).extracting(CargoMovement::getTeuHundredths).containsOnly(100, 200, 225);
  }

  @Test
  void ofConsignmentsThatShareABoxOneCarriesItsTeu() {
    Map<String, List<CargoMovement>> atOnce =
        movements(made(calm().rate(5).events(100_000).build())).stream()
            .filter(m -> m.getMovement() == Movement.DISCHARGED)
            .filter(m -> m.getClassifier() == Classifier.ACTUAL)
            .filter(m -> m.getEquipmentId() != null)
            .collect(Collectors.groupingBy(m -> m.getEquipmentId() + m.getEventTime()));

    List<List<CargoMovement>> shared =
        atOnce.values().stream().filter(together -> together.size() == 4).toList();
    assertThat(shared).isNotEmpty();
    assertThat(shared)
        .allSatisfy(
            together ->
                assertThat(together.stream().filter(m -> m.getTeuHundredths() > 0)).hasSize(1));
  }

  @Test
  void heartbeatsComeEveryFewSimulatedSecondsUnlessTimeIsReal() {
    List<Publication> made = made(calm().speed(2).events(3_000).build());
    List<Long> pulses =
        made.stream()
            .filter(Publication.Pulse.class::isInstance)
            .filter(pulse -> pulse.topic() == Topic.CARGO_MOVEMENTS)
            .map(Publication::recordMillis)
            .toList();

    assertThat(pulses.subList(0, 3)).containsExactly(at(5_000), at(10_000), at(15_000));
    assertThat(CALM).noneMatch(Publication.Pulse.class::isInstance);
  }

  @Test
  void thereIsNothingAfterTheEnd() {
    Traffic traffic = new Traffic(calm().events(1).build(), REGISTER);
    traffic.next();

    assertThat(traffic.hasNext()).isFalse();
    assertThatThrownBy(traffic::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aTinyShareDoesNotHoldTheStartUp() {
    List<Publication> made = made(calm().corrections(1e-9).late(1e-9).events(1_000).build());

    assertThat(made).hasSize(1_000);
  }

  private static TrafficOptions.Builder calm() {
    return TrafficOptions.builder().seed(1).start(START).reportedAgain(0);
  }

  private static TrafficOptions.Builder faulty() {
    return calm()
        .duplicates(0.05)
        .corrections(0.05)
        .late(0.05)
        .corrupt(0.05)
        .futureDated(0.05)
        .reportedAgain(0.05);
  }

  private static List<Publication> made(TrafficOptions options) {
    List<Publication> made = new ArrayList<>();
    new Traffic(options, REGISTER).forEachRemaining(made::add);
    return made;
  }

  private static List<Publication.Event> events(List<Publication> made) {
    return made.stream()
        .filter(Publication.Event.class::isInstance)
        .map(Publication.Event.class::cast)
        .toList();
  }

  private static List<CargoMovement> movements(List<Publication> made) {
    return events(made).stream()
        .map(Publication.Event::value)
        .filter(CargoMovement.class::isInstance)
        .map(CargoMovement.class::cast)
        .toList();
  }

  /** All that was told of each event, as it was published. */
  private static Map<String, List<Publication.Event>> told(List<Publication> made) {
    return events(made).stream()
        .collect(Collectors.groupingBy(event -> event.topic() + eventId(event.value())));
  }

  private static double share(
      Map<String, List<Publication.Event>> told, Predicate<List<Publication.Event>> which) {
    return (double) told.values().stream().filter(which).count() / told.size();
  }

  private static boolean isDuplicated(List<Publication.Event> told) {
    return told.size() > 1 && version(told.get(0)) == version(told.get(1));
  }

  private static boolean isCorrected(List<Publication.Event> told) {
    return told.size() > 1 && version(told.get(0)) != version(told.get(1));
  }

  private static boolean isLate(List<Publication.Event> told) {
    return told.get(0).recordMillis() - eventTime(told.get(0).value()) > 24 * HOUR;
  }

  private static boolean isFutureDated(List<Publication.Event> told) {
    return eventTime(told.get(0).value()) - told.get(0).recordMillis() > 5 * MINUTE;
  }

  private static int version(Publication.Event event) {
    return (int) event.value().get(event.value().getSchema().getField("version").pos());
  }

  private static boolean isRetracted(Publication.Event event) {
    return (boolean) event.value().get(event.value().getSchema().getField("retracted").pos());
  }

  private static Set<String> eventIds(List<Publication> made) {
    return events(made).stream()
        .map(event -> eventId(event.value()))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static String eventId(SpecificRecord value) {
    return value.get(value.getSchema().getField("eventId").pos()).toString();
  }

  private static long eventTime(SpecificRecord value) {
    return ((Instant) value.get(value.getSchema().getField("eventTime").pos())).toEpochMilli();
  }

  private static double weight(String code) {
    return REGISTER.ports().get(REGISTER.portOrdinal(code)).weight();
  }

  private static long at(long millis) {
    return START.toEpochMilli() + millis;
  }

  private static String hash(List<Publication> made) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      made.forEach(publication -> digest.update(bytes(publication)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Publication publication) {
    byte[] key = new byte[0];
    byte[] value;
    if (publication instanceof Publication.Event event) {
      key = event.key().getBytes(UTF_8);
      value = SingleObject.encode(event.value());
    } else if (publication instanceof Publication.Corrupt corrupt) {
      key = corrupt.key().getBytes(UTF_8);
      value = corrupt.bytes();
    } else {
      value = SingleObject.encode(((Publication.Pulse) publication).value());
    }
    return ByteBuffer.allocate(1 + key.length + value.length)
        .put((byte) publication.topic().ordinal())
        .put(key)
        .put(value)
        .array();
  }
}
