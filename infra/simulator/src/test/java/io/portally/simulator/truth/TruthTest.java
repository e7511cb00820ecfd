package io.portally.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.schemas.Topic;
import io.portally.simulator.traffic.Delay;
import io.portally.simulator.traffic.Incident;
import io.portally.simulator.traffic.IncidentKind;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import io.portally.simulator.traffic.TrafficOptions;
import io.portally.simulator.traffic.Until;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTest {
  private static final Register REGISTER = RegisterReader.bundled();
  private static final Instant ARRIVED = Instant.parse("2026-03-02T08:00:00Z");
  private static final Instant LODGED = ARRIVED.plus(Duration.ofHours(1));
  private static final Instant RELEASED = ARRIVED.plus(Duration.ofHours(9));
  private static final Instant GATED_OUT = ARRIVED.plus(Duration.ofHours(10));

  /** As long as it takes to tell of anything here. */
  private static final Duration WIRE = Duration.ofSeconds(6);

  private static final Delay SIX_HOURS =
      new Delay(Duration.ofHours(6).toMillis(), List.of("typhoon"));

  private final Truth truth = new Truth(REGISTER);

  @Test
  void everyLegHasItsEndsAndWhatAnIncidentAdded() {
    tell(moved("m1", Movement.ARRIVED, null, ARRIVED));
    tell(staged("e1", Stage.LODGED, LODGED));
    tell(staged("e2", Stage.RELEASED, RELEASED), SIX_HOURS);
    tell(moved("m2", Movement.GATED_OUT, "CSQU3054383", GATED_OUT), SIX_HOURS);

    assertThat(legNamed(Leg.LODGEMENT_TO_RELEASE))
        .isEqualTo(
            new TrueLeg(
                Leg.LODGEMENT_TO_RELEASE,
                "6CNx1",
                "D1",
                null,
                "CNTAO",
                Direction.IMPORT,
                Mode.SEA,
                List.of(Programme.GREEN_CHANNEL),
                LODGED,
                LODGED,
                LODGED,
                LODGED.plus(WIRE),
                RELEASED,
                RELEASED.plus(WIRE),
                false,
                Duration.ofHours(6).toMillis(),
                List.of("typhoon")));
    assertThat(legNamed(Leg.RELEASE_TO_GATE_OUT).equipmentId()).isEqualTo("CSQU3054383");
    assertThat(legNamed(Leg.RELEASE_TO_GATE_OUT).addedMillis()).isZero();
    assertThat(legNamed(Leg.ARRIVAL_TO_LODGEMENT).incidents()).isEmpty();
    assertThat(truth.legs())
        .extracting(TrueLeg::leg)
        .containsExactlyInAnyOrder(
            Leg.ARRIVAL_TO_LODGEMENT,
            Leg.LODGEMENT_TO_RELEASE,
            Leg.ARRIVAL_TO_RELEASE,
            Leg.RELEASE_TO_GATE_OUT,
            Leg.RELEASE_TO_DEPARTED,
            Leg.ARRIVAL_TO_GATE_OUT);
  }

  @Test
  void aLegWithoutItsEndIsOpenAndACancelledDeclarationIsNotWaitedFor() {
    tell(staged("e1", Stage.LODGED, LODGED));
    assertThat(legNamed(Leg.LODGEMENT_TO_RELEASE).endedAt()).isNull();

    tell(staged("e2", Stage.CANCELLED, RELEASED));
    assertThat(legNamed(Leg.LODGEMENT_TO_RELEASE).endedAt()).isEqualTo(RELEASED);
    assertThat(legNamed(Leg.LODGEMENT_TO_RELEASE).moot()).isTrue();
  }

  @Test
  void whatHasLeftOtherwiseIsNotWaitedForAtTheGate() {
    tell(moved("m1", Movement.ARRIVED, null, ARRIVED));
    tell(moved("m2", Movement.DISCHARGED, "CSQU3054383", LODGED));
    tell(moved("m3", Movement.DEPARTED, null, RELEASED));

    assertThat(legNamed(Leg.ARRIVAL_TO_GATE_OUT).endedAt()).isEqualTo(RELEASED);
    assertThat(legNamed(Leg.ARRIVAL_TO_GATE_OUT).moot()).isTrue();
    assertThat(legNamed(Leg.ARRIVAL_TO_GATE_OUT).waitsFrom()).isEqualTo(LODGED);
  }

  @Test
  void whatWasOverBeforeItBeganIsNoLeg() {
    tell(staged("e1", Stage.LODGED, ARRIVED.minusSeconds(60)));
    tell(moved("m1", Movement.ARRIVED, null, ARRIVED));

    assertThat(truth.legs()).extracting(TrueLeg::leg).doesNotContain(Leg.ARRIVAL_TO_LODGEMENT);
  }

  @Test
  void theHighestVersionCountsAndARetractedEventHasNotHappened() {
    tell(staged("e1", Stage.LODGED, LODGED));
    tell(
        ClearanceEvent.newBuilder(staged("e1", Stage.LODGED, LODGED.plusSeconds(60)))
            .setVersion(1)
            .build());
    tell(staged("e2", Stage.RELEASED, RELEASED));
    tell(
        ClearanceEvent.newBuilder(staged("e2", Stage.RELEASED, RELEASED))
            .setVersion(1)
            .setRetracted(true)
            .build());

    assertThat(legNamed(Leg.LODGEMENT_TO_RELEASE).startedAt()).isEqualTo(LODGED.plusSeconds(60));
    assertThat(legNamed(Leg.LODGEMENT_TO_RELEASE).endedAt()).isNull();
  }

  @Test
  void whatIsToldADayLateOrAheadOfItsTimeIsAsIfItHadNotBeen() {
    tell(staged("e1", Stage.LODGED, LODGED));
    truth.take(event(staged("e2", Stage.RELEASED, RELEASED), Duration.ofHours(25)), Delay.NONE);
    truth.take(event(staged("e3", Stage.RELEASED, RELEASED), Duration.ofMinutes(-6)), Delay.NONE);

    assertThat(legNamed(Leg.LODGEMENT_TO_RELEASE).endedAt()).isNull();
  }

  @Test
  void aClosedPortMakesLegsThereLongerByWhatItAdds(@TempDir Path directory) throws IOException {
    Instant start = Instant.parse("2026-03-02T00:00:00Z");
    Incident closed =
        new Incident(
            "typhoon",
            IncidentKind.PORT_CLOSES,
            "CNTAO",
            null,
            0,
            start.plus(Duration.ofHours(2)),
            start.plus(Duration.ofHours(8)),
            start.plus(Duration.ofHours(10)));
    TrafficOptions options =
        TrafficOptions.builder().rate(0.3).reportedAgain(0).start(start).build();
    Traffic traffic = new Traffic(options, REGISTER, List.of(closed));
    new Until(new WitnessedTraffic(traffic, truth), start.plus(Duration.ofHours(11)))
        .forEachRemaining(publication -> {});

    List<TrueLeg> longer =
        truth
            .legs()
            .filter(leg -> leg.leg() == Leg.LODGEMENT_TO_RELEASE && leg.addedMillis() > 0)
            .toList();
    assertThat(longer)
        .isNotEmpty()
        .allMatch(leg -> leg.port().equals("CNTAO") && leg.incidents().contains("typhoon"))
        .allMatch(leg -> leg.endedAt() == null || !leg.endedAt().isBefore(closed.until()))
        .anyMatch(leg -> leg.endedAt() != null);

    Path file = directory.resolve("truth.jsonl");
    TruthLines.write(truth, file);
    TruthLines.Written read = TruthLines.read(file);
    assertThat(read.legs()).isEqualTo(truth.legs().toList());
    assertThat(read.horizon()).isEqualTo(truth.horizon());
  }

  private TrueLeg legNamed(Leg leg) {
    return truth.legs().filter(one -> one.leg() == leg).findFirst().orElseThrow();
  }

  private void tell(SpecificRecord value) {
    tell(value, Delay.NONE);
  }

  private void tell(SpecificRecord value, Delay delay) {
    truth.take(event(value, WIRE), delay);
  }

  private static Publication event(SpecificRecord value, Duration wire) {
    boolean movement = value instanceof CargoMovement;
    Instant time =
        movement ? ((CargoMovement) value).getEventTime() : ((ClearanceEvent) value).getEventTime();
    return new Publication.Event(
        movement ? Topic.CARGO_MOVEMENTS : Topic.CLEARANCE_EVENTS,
        time.plus(wire).toEpochMilli(),
        "6CNx1",
        value);
  }

  private static CargoMovement moved(
      String eventId, Movement movement, @Nullable String equipmentId, Instant time) {
    return new CargoMovement(
        eventId,
        0,
        false,
        Classifier.ACTUAL,
        time,
        "6CNx1",
        equipmentId,
        movement,
        "CNTAO",
        movement == Movement.ARRIVED ? "NLRTM" : null,
        Direction.IMPORT,
        Mode.SEA,
        true,
        12_000L,
        200);
  }

  private static ClearanceEvent staged(String eventId, Stage stage, Instant time) {
    return new ClearanceEvent(
        eventId,
        0,
        false,
        time,
        "6CNx1",
        "D1",
        stage,
        "CNTAO",
        null,
        Direction.IMPORT,
        Mode.SEA,
        List.of(Programme.GREEN_CHANNEL),
        null,
        "NL",
        null,
        null,
        null,
        12_000L,
        1_000_000L,
        8);
  }
}
