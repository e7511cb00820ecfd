package io.portally.tally.journey;

import static io.portally.tally.Samples.clearance;
import static io.portally.tally.Samples.movement;
import static io.portally.tally.journey.JourneyTallyPropertiesTest.MIDNIGHT;

import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Made-up records of one consignment that nearly all have to do with the same figure: of so few
 * kinds, events, ports, units and times that they meet.
 *
 * @param movements what moves; none: no movement
 * @param stages what is cleared; none: no clearance event
 * @param ports where; as often as each is there
 * @param times after midnight; as often as each is there
 */
record Traffic(
    List<Movement> movements, List<Stage> stages, List<String> ports, List<Duration> times) {

  /** Nearly all at one port; the others are in another province and another nation. */
  private static final List<String> ONE_PORT = List.of("CNYTN", "CNYTN", "CNYTN", "CNSHA", "HKHKG");

  private static final List<String> BETWEEN_PORTS = List.of("CNYTN", "CNSHA");

  /** On both sides of borders of windows and of hours that are counted, and often equal. */
  private static final List<Duration> NEAR =
      List.of(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofMillis(-1),
          Duration.ofMillis(1),
          Duration.ofMinutes(-30),
          Duration.ofMillis(3_599_999),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofMillis(7_200_999),
          Duration.ofHours(25),
          Duration.ofDays(22),
          Duration.ofDays(45));

  /** So far apart that a cohort is followed up no more, and journeys may be apart or joined. */
  private static final List<Duration> FAR =
      List.of(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofHours(8),
          Duration.ofDays(20),
          Duration.ofDays(40),
          Duration.ofDays(60),
          Duration.ofDays(60).plusMillis(1),
          Duration.ofDays(60).plusMillis(1));

  /** What each leg runs between, and declarations. */
  static final List<Traffic> ALL =
      List.of(
          near(List.of(Movement.ARRIVED), List.of(Stage.LODGED)),
          near(List.of(), List.of(Stage.LODGED, Stage.RELEASED)),
          near(List.of(Movement.ARRIVED), List.of(Stage.RELEASED)),
          near(List.of(Movement.GATED_IN), List.of(Stage.RELEASED)),
          near(List.of(Movement.GATED_OUT), List.of(Stage.RELEASED)),
          near(List.of(Movement.DEPARTED), List.of(Stage.RELEASED)),
          near(List.of(Movement.ARRIVED, Movement.GATED_OUT), List.of(Stage.ACCEPTED)),
          near(List.of(Movement.GATED_IN, Movement.LOADED), List.of(Stage.ACCEPTED)),
          near(List.of(), List.of(Stage.INSPECTED)),
          near(List.of(), List.of(Stage.INSPECTED, Stage.LODGED)),
          between(List.of(Movement.DEPARTED, Movement.ARRIVED), List.of(Stage.ACCEPTED)),
          between(List.of(Movement.GATED_IN, Movement.DEPARTED), List.of(Stage.ACCEPTED)),
          between(List.of(Movement.ARRIVED, Movement.GATED_OUT), List.of(Stage.ACCEPTED)),
          near(List.of(), List.of(Stage.LODGED)),
          near(List.of(), List.of(Stage.RELEASED)),
          near(
              List.of(
                  Movement.ARRIVED,
                  Movement.GATED_IN,
                  Movement.LOADED,
                  Movement.DEPARTED,
                  Movement.GATED_OUT),
              List.of(Stage.LODGED, Stage.RELEASED, Stage.INSPECTED, Stage.CANCELLED)),
          new Traffic(
              List.of(), List.of(Stage.LODGED, Stage.RELEASED, Stage.CANCELLED), ONE_PORT, FAR),
          new Traffic(
              List.of(Movement.ARRIVED, Movement.GATED_OUT),
              List.of(Stage.LODGED, Stage.RELEASED),
              ONE_PORT,
              FAR));

  private static Traffic near(List<Movement> movements, List<Stage> stages) {
    return new Traffic(movements, stages, ONE_PORT, NEAR);
  }

  private static Traffic between(List<Movement> movements, List<Stage> stages) {
    return new Traffic(movements, stages, BETWEEN_PORTS, NEAR);
  }

  /** Any record of it. */
  SpecificRecord next(Random random) {
    boolean moves =
        stages.isEmpty()
            || (!movements.isEmpty()
                && random.nextInt(movements.size() + stages.size()) < movements.size());
    return moves ? nextMovement(random) : nextClearance(random);
  }

  private SpecificRecord nextMovement(Random random) {
    return movement(
        m ->
            m.setEventId(any(random, "m1", "m1", "m2", "m3"))
                .setVersion(random.nextInt(3))
                .setRetracted(random.nextInt(6) == 0)
                .setEventTime(time(random))
                .setMovement(movements.get(random.nextInt(movements.size())))
                .setPort(port(random))
                .setOtherPort(anyOrNull(random, null, "SGSIN", "SGSIN", "CNYTN", "CNSHA"))
                .setDirection(
                    any(
                        random,
                        Direction.IMPORT,
                        Direction.IMPORT,
                        Direction.EXPORT,
                        Direction.EXPORT,
                        Direction.TRANSIT))
                .setMode(any(random, Mode.SEA, Mode.SEA, Mode.ROAD))
                .setLaden(random.nextInt(8) > 0)
                .setEquipmentId(anyOrNull(random, null, "B1", "B1", "B1", "B2"))
                .setGrossMassKg(random.nextInt(4)));
  }

  private SpecificRecord nextClearance(Random random) {
    Instant time = time(random);
    return clearance(
        c ->
            c.setEventId(any(random, "m1", "c1", "c1", "c2", "c3"))
                .setVersion(random.nextInt(3))
                .setRetracted(random.nextInt(6) == 0)
                .setEventTime(time)
                .setDeclarationId(any(random, "d1", "d1", "d1", "d2"))
                .setStage(stages.get(random.nextInt(stages.size())))
                .setPort(port(random))
                .setDirection(any(random, Direction.IMPORT, Direction.IMPORT, Direction.EXPORT))
                .setMode(any(random, Mode.SEA, Mode.SEA, Mode.ROAD))
                .setProgrammes(
                    any(
                        random,
                        List.of(),
                        List.of(),
                        List.of(Programme.AEO),
                        List.of(Programme.GREEN_CHANNEL),
                        List.of(Programme.AEO, Programme.GREEN_CHANNEL)))
                .setAeoCountry(anyOrNull(random, null, "SG", "KR"))
                .setPartnerCountry(anyOrNull(random, null, "SG"))
                .setSingleWindowService(random.nextInt(4) == 0 ? null : 7)
                .setSingleWindowCategory(random.nextInt(4) == 0 ? null : 3)
                .setAppointmentTime(
                    random.nextBoolean() ? null : time.plusSeconds(3_600L * random.nextInt(-3, 3)))
                .setHsChapter(random.nextInt(4) == 0 ? null : 85)
                .setGrossMassKg(random.nextInt(4))
                .setValueFen(random.nextInt(4)));
  }

  private Instant time(Random random) {
    return MIDNIGHT.plus(times.get(random.nextInt(times.size())));
  }

  private String port(Random random) {
    return ports.get(random.nextInt(ports.size()));
  }

  @SafeVarargs
  private static <T> T any(Random random, T... words) {
    return words[random.nextInt(words.length)];
  }

  private static @Nullable String anyOrNull(Random random, @Nullable String... words) {
    return words[random.nextInt(words.length)];
  }
}
