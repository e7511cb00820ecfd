package io.portally.tally;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.fate.Bounds;
import io.portally.tally.journey.ClearanceRecord;
import io.portally.tally.journey.MovementRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/** Events against which nothing speaks, to be changed in what a test is about. */
public final class Samples {

  public static final Register REGISTER = RegisterReader.bundled();
  public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  public static final Instant HAPPENED = Instant.parse("2026-03-02T08:30:20Z");

  /** The defaults of the contract. */
  public static final Definitions DEFINITIONS =
      new Definitions(
          REGISTER, SHANGHAI, Bounds.DEFAULT, Duration.ofHours(1), Duration.ofDays(30), 2_000);

  private Samples() {}

  /** A box that a ship discharged at Yantian at {@link #HAPPENED}, but for what is set. */
  public static CargoMovement movement(Consumer<CargoMovement.Builder> set) {
    CargoMovement.Builder movement =
        CargoMovement.newBuilder()
            .setEventId("e1")
            .setClassifier(Classifier.ACTUAL)
            .setEventTime(HAPPENED)
            .setConsignmentId("6CN-1")
            .setEquipmentId("CSQU3054383")
            .setMovement(Movement.DISCHARGED)
            .setPort("CNYTN")
            .setOtherPort("SGSIN")
            .setDirection(Direction.IMPORT)
            .setMode(Mode.SEA)
            .setGrossMassKg(24_000)
            .setTeuHundredths(200);
    set.accept(movement);
    return movement.build();
  }

  /** A declaration that Yantian's customs released at {@link #HAPPENED}, but for what is set. */
  public static ClearanceEvent clearance(Consumer<ClearanceEvent.Builder> set) {
    ClearanceEvent.Builder clearance =
        ClearanceEvent.newBuilder()
            .setEventId("e1")
            .setEventTime(HAPPENED)
            .setConsignmentId("6CN-1")
            .setDeclarationId("531620261")
            .setStage(Stage.RELEASED)
            .setPort("CNYTN")
            .setDirection(Direction.IMPORT)
            .setMode(Mode.SEA)
            .setProgrammes(List.of())
            .setGrossMassKg(24_000)
            .setValueFen(9_000_000);
    set.accept(clearance);
    return clearance.build();
  }

  /** What is remembered of {@link #movement}. */
  public static MovementRecord remembered(Consumer<CargoMovement.Builder> set) {
    return MovementRecord.of(movement(set), REGISTER);
  }

  /** What is remembered of {@link #clearance}. */
  public static ClearanceRecord rememberedClearance(Consumer<ClearanceEvent.Builder> set) {
    return ClearanceRecord.of(clearance(set), REGISTER);
  }
}
