package io.portally.tally.journey;

import static io.portally.tally.Samples.HAPPENED;
import static io.portally.tally.Samples.clearance;
import static io.portally.tally.Samples.movement;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LegsTest {

  private static final Instant MORNING = HAPPENED;
  private static final Instant NOON = MORNING.plus(Duration.ofHours(3));
  private static final Instant EVENING = MORNING.plus(Duration.ofHours(5));
  private static final Instant NEXT_MORNING = MORNING.plus(Duration.ofDays(1));

  private static final List<Long> NONE = List.of();
  private static final List<Long> THREE_HOURS = List.of(1L, 10_800L, 0L);
  private static final List<Long> FIVE_HOURS = List.of(1L, 18_000L, 0L);
  private static final List<Long> ONE_DAY = List.of(1L, 86_400L, 0L);
  private static final List<Long> REVERSED = List.of(1L, 0L, 1L);

  private final TalliedConsignment consignment = new TalliedConsignment();
  private int events;

  // Each leg.

  @Test
  void fromTheArrivalToTheLodgement() {
    consignment.accept(moved(Movement.ARRIVED, MORNING), told(Stage.LODGED, NOON));

    assertThat(leg(Leg.ARRIVAL_TO_LODGEMENT)).isEqualTo(THREE_HOURS);
  }

  @Test
  void fromTheLodgementToTheRelease() {
    consignment.accept(told(Stage.LODGED, MORNING), told(Stage.RELEASED, NOON));

    assertThat(leg(Leg.LODGEMENT_TO_RELEASE)).isEqualTo(THREE_HOURS);
  }

  @Test
  void fromTheArrivalToTheRelease() {
    consignment.accept(moved(Movement.ARRIVED, MORNING), told(Stage.RELEASED, NOON));

    assertThat(leg(Leg.ARRIVAL_TO_RELEASE)).isEqualTo(THREE_HOURS);
  }

  @Test
  void fromTheGateInToTheRelease() {
    consignment.accept(moved(Movement.GATED_IN, MORNING), told(Stage.RELEASED, NOON));

    assertThat(leg(Leg.GATE_IN_TO_RELEASE)).isEqualTo(THREE_HOURS);
  }

  @Test
  void fromTheReleaseToTheGateOut() {
    consignment.accept(told(Stage.RELEASED, MORNING), moved(Movement.GATED_OUT, NOON));

    assertThat(leg(Leg.RELEASE_TO_GATE_OUT)).isEqualTo(THREE_HOURS);
  }

  @Test
  void fromTheReleaseToTheDeparture() {
    consignment.accept(told(Stage.RELEASED, MORNING), moved(Movement.DEPARTED, NOON));

    assertThat(leg(Leg.RELEASE_TO_DEPARTED)).isEqualTo(THREE_HOURS);
  }

  @Test
  void fromTheArrivalToTheGateOut() {
    consignment.accept(moved(Movement.ARRIVED, MORNING), moved(Movement.GATED_OUT, NOON));

    assertThat(leg(Leg.ARRIVAL_TO_GATE_OUT)).isEqualTo(THREE_HOURS);
  }

  @Test
  void fromTheGateInToTheLoading() {
    consignment.accept(moved(Movement.GATED_IN, MORNING), moved(Movement.LOADED, NOON));

    assertThat(leg(Leg.GATE_IN_TO_LOADED)).isEqualTo(THREE_HOURS);
  }

  @Test
  void fromTheAppointmentToTheInspectionInTheWindowOfTheInspection() {
    consignment.accept(
        told(Stage.SELECTED, MORNING, c -> c.setAppointmentTime(NOON)),
        told(Stage.INSPECTED, NEXT_MORNING.plus(Duration.ofHours(3))));

    assertThat(leg(Leg.APPOINTMENT_WAIT)).isEqualTo(ONE_DAY);
  }

  @Test
  void fromPortToPort() {
    consignment.accept(
        moved(Movement.DEPARTED, MORNING, m -> m.setPort("CNSHA").setOtherPort("CNYTN")),
        moved(Movement.ARRIVED, NOON, m -> m.setOtherPort("CNSHA")));

    assertThat(leg(Leg.PORT_TO_PORT)).isEqualTo(THREE_HOURS);
    assertThat(corridor(Leg.PORT_TO_PORT, "CNSHA", "CNYTN")).isEqualTo(THREE_HOURS);
  }

  @Test
  void anExportIsTransferredFromTheFirstGateInToTheDepartureAbroad() {
    consignment.accept(
        moved(Movement.GATED_IN, MORNING, m -> m.setPort("CNSHA")), departedAbroad(NOON));

    assertThat(leg(Leg.TRANSFER)).isEqualTo(THREE_HOURS);
    assertThat(corridor(Leg.TRANSFER, "CNSHA", "CNYTN")).isEqualTo(THREE_HOURS);
  }

  @Test
  void anImportIsTransferredFromTheFirstArrivalFromAbroadToTheGateOut() {
    consignment.accept(arrivedFrom("SGSIN", "HKHKG", MORNING), moved(Movement.GATED_OUT, NOON));

    assertThat(leg(Leg.TRANSFER)).isEqualTo(THREE_HOURS);
    assertThat(corridor(Leg.TRANSFER, "HKHKG", "CNYTN")).isEqualTo(THREE_HOURS);
  }

  // Lengths.

  @Test
  void aLengthIsInWholeSecondsRoundedDownAndStandsInItsBucket() {
    consignment.accept(
        moved(Movement.ARRIVED, MORNING), told(Stage.LODGED, MORNING.plusMillis(7_200_999)));

    assertThat(consignment.days("transfer_times", "ARRIVAL_TO_LODGEMENT", "ALL"))
        .containsExactly(1L, 7_200L, 0L, 1L, 1L, 1L, 1L, 1L, 0L);
    assertThat(consignment.bucketsOfDays("transfer_times", "ARRIVAL_TO_LODGEMENT", "ALL"))
        .containsExactly(444L);
  }

  @Test
  void aLengthOfLessThanASecondIsZeroAndNotReversed() {
    consignment.accept(
        moved(Movement.ARRIVED, MORNING), told(Stage.LODGED, MORNING.plusMillis(999)));

    assertThat(consignment.days("transfer_times", "ARRIVAL_TO_LODGEMENT", "ALL"))
        .containsExactly(1L, 0L, 0L, 1L, 1L, 1L, 1L, 1L, 1L);
    assertThat(consignment.bucketsOfDays("transfer_times", "ARRIVAL_TO_LODGEMENT", "ALL"))
        .isEmpty();
  }

  @Test
  void whereTheEndCameFirstTheLengthIsZeroAndReversedInTheWindowOfTheBeginning() {
    consignment.accept(moved(Movement.ARRIVED, NOON), told(Stage.LODGED, NOON.minusMillis(1)));

    assertThat(leg(Leg.ARRIVAL_TO_LODGEMENT)).isEqualTo(REVERSED);
  }

  @Test
  void anInspectionBeforeItsAppointmentIsReversed() {
    consignment.accept(
        told(Stage.SELECTED, MORNING, c -> c.setAppointmentTime(EVENING)),
        told(Stage.INSPECTED, NOON));

    assertThat(leg(Leg.APPOINTMENT_WAIT)).isEqualTo(REVERSED);
  }

  @Test
  void directionAndModeAreThoseOfTheEnd() {
    consignment.accept(
        moved(Movement.ARRIVED, MORNING, m -> m.setMode(Mode.SEA)),
        moved(Movement.GATED_OUT, NOON, m -> m.setMode(Mode.ROAD).setDirection(Direction.TRANSIT)));

    assertThat(legs("ARRIVAL_TO_GATE_OUT", "TRANSIT", "ROAD", "ALL")).isEqualTo(THREE_HOURS);
  }

  // Units and firsts.

  @Test
  void aLegRunsBetweenTheFirstMilestonesOfItsUnit() {
    consignment.accept(
        moved(Movement.ARRIVED, NOON),
        moved(Movement.ARRIVED, MORNING),
        told(Stage.LODGED, NEXT_MORNING),
        told(Stage.LODGED, EVENING));

    assertThat(leg(Leg.ARRIVAL_TO_LODGEMENT)).isEqualTo(FIVE_HOURS);
  }

  @Test
  void everyDeclarationHasItsOwnLegFromItsOwnLodgement() {
    consignment.accept(
        told(Stage.LODGED, MORNING, c -> c.setDeclarationId("one")),
        told(Stage.LODGED, NOON, c -> c.setDeclarationId("other")),
        told(Stage.RELEASED, EVENING, c -> c.setDeclarationId("one")),
        told(Stage.RELEASED, EVENING, c -> c.setDeclarationId("other")));

    assertThat(leg(Leg.LODGEMENT_TO_RELEASE)).containsExactly(2L, 18_000L + 7_200L, 0L);
  }

  @Test
  void everyBoxHasItsOwnLegFromItsOwnGateIn() {
    consignment.accept(
        moved(Movement.GATED_IN, MORNING, m -> m.setEquipmentId("one")),
        moved(Movement.GATED_IN, NOON, m -> m.setEquipmentId("other")),
        moved(Movement.LOADED, EVENING, m -> m.setEquipmentId("one")),
        moved(Movement.LOADED, EVENING, m -> m.setEquipmentId("other")));

    assertThat(leg(Leg.GATE_IN_TO_LOADED)).containsExactly(2L, 18_000L + 7_200L, 0L);
  }

  @Test
  void noEquipmentIsAUnitTooAndNotThatOfABox() {
    consignment.accept(
        moved(Movement.GATED_IN, MORNING, m -> m.setEquipmentId(null)),
        moved(Movement.LOADED, NOON, m -> m.setEquipmentId("box")));

    assertThat(leg(Leg.GATE_IN_TO_LOADED)).isEqualTo(NONE);

    consignment.accept(moved(Movement.LOADED, NOON, m -> m.setEquipmentId(null)));

    assertThat(leg(Leg.GATE_IN_TO_LOADED)).isEqualTo(THREE_HOURS);
  }

  @Test
  void whereTheEndsAreOfDifferentKindsTheConsignmentsFirstBegins() {
    consignment.accept(
        moved(Movement.GATED_IN, NOON, m -> m.setEquipmentId("one")),
        moved(Movement.GATED_IN, MORNING, m -> m.setEquipmentId("other")),
        told(Stage.RELEASED, EVENING));

    assertThat(leg(Leg.GATE_IN_TO_RELEASE)).isEqualTo(FIVE_HOURS);
  }

  @Test
  void everyBoxThatGoesOutHasALegFromTheOneRelease() {
    consignment.accept(
        told(Stage.RELEASED, MORNING),
        moved(Movement.GATED_OUT, NOON, m -> m.setEquipmentId("one")),
        moved(Movement.GATED_OUT, NOON, m -> m.setEquipmentId("other")),
        moved(Movement.GATED_OUT, EVENING, m -> m.setEquipmentId("other")));

    assertThat(leg(Leg.RELEASE_TO_GATE_OUT)).containsExactly(2L, 21_600L, 0L);
  }

  @Test
  void bothEndsAreAtOnePort() {
    consignment.accept(
        moved(Movement.ARRIVED, MORNING, m -> m.setPort("CNSHA")), told(Stage.LODGED, NOON));

    assertThat(leg(Leg.ARRIVAL_TO_LODGEMENT)).isEqualTo(NONE);
  }

  @Test
  void anEmptyBoxTakesNoPart() {
    consignment.accept(
        moved(Movement.ARRIVED, MORNING, m -> m.setLaden(false)),
        moved(Movement.ARRIVED, NOON),
        moved(Movement.GATED_OUT, EVENING),
        moved(Movement.GATED_OUT, NEXT_MORNING, m -> m.setLaden(false).setEquipmentId("empty")));

    assertThat(leg(Leg.ARRIVAL_TO_GATE_OUT)).containsExactly(1L, 7_200L, 0L);
  }

  @Test
  void aLegDoesNotReachAcrossASilenceUntilItIsBroken() {
    consignment.accept(
        moved(Movement.ARRIVED, MORNING), told(Stage.LODGED, MORNING.plus(Duration.ofDays(45))));

    assertThat(leg(Leg.ARRIVAL_TO_LODGEMENT)).isEqualTo(NONE);

    consignment.accept(moved(Movement.DISCHARGED, MORNING.plus(Duration.ofDays(22))));

    assertThat(leg(Leg.ARRIVAL_TO_LODGEMENT))
        .containsExactly(1L, Duration.ofDays(45).toSeconds(), 0L);
  }

  // Corrections.

  @Test
  void aFirstMilestoneThatIsTakenBackLeavesTheLegToTheNext() {
    CargoMovement first = moved(Movement.ARRIVED, MORNING);
    consignment.accept(
        first,
        moved(Movement.ARRIVED, NOON),
        told(Stage.LODGED, EVENING),
        CargoMovement.newBuilder(first).setVersion(1).setRetracted(true).build());

    assertThat(leg(Leg.ARRIVAL_TO_LODGEMENT)).containsExactly(1L, 7_200L, 0L);
  }

  @Test
  void aCorrectionMovesTheLegToAnotherHour() {
    ClearanceEvent lodged = told(Stage.LODGED, NOON);
    consignment.accept(
        moved(Movement.ARRIVED, MORNING),
        lodged,
        ClearanceEvent.newBuilder(lodged).setVersion(1).setEventTime(EVENING).build());

    assertThat(leg(Leg.ARRIVAL_TO_LODGEMENT)).isEqualTo(FIVE_HOURS);
    assertThat(consignment.hours("transfer_times", "ARRIVAL_TO_LODGEMENT", "ALL").subList(0, 3))
        .isEqualTo(FIVE_HOURS);
    assertThat(consignment.bucketsOfDays("transfer_times", "ARRIVAL_TO_LODGEMENT", "ALL"))
        .hasSize(1);
  }

  // Appointments.

  @Test
  void theFirstEventThatCarriesAnAppointmentTellsIt() {
    consignment.accept(
        told(Stage.HELD, MORNING.plusSeconds(1), c -> c.setAppointmentTime(NOON)),
        told(Stage.SELECTED, MORNING, c -> c.setAppointmentTime(MORNING)),
        told(Stage.INSPECTED, EVENING));

    assertThat(leg(Leg.APPOINTMENT_WAIT)).isEqualTo(FIVE_HOURS);
  }

  @Test
  void anInspectionMayCarryItsOwnAppointment() {
    consignment.accept(told(Stage.INSPECTED, NOON, c -> c.setAppointmentTime(MORNING)));

    assertThat(leg(Leg.APPOINTMENT_WAIT)).isEqualTo(THREE_HOURS);
  }

  @Test
  void anAppointmentThatIsToldAfterTheInspectionIsNone() {
    consignment.accept(
        told(Stage.INSPECTED, NOON),
        told(Stage.AMENDED, NOON.plusMillis(1), c -> c.setAppointmentTime(MORNING)));

    assertThat(leg(Leg.APPOINTMENT_WAIT)).isEqualTo(NONE);
  }

  @Test
  void anAppointmentOfAnotherDeclarationOrPortIsNone() {
    consignment.accept(
        told(Stage.SELECTED, MORNING, c -> c.setAppointmentTime(MORNING).setDeclarationId("other")),
        told(Stage.SELECTED, MORNING, c -> c.setAppointmentTime(MORNING).setPort("CNSHA")),
        told(Stage.INSPECTED, NOON));

    assertThat(leg(Leg.APPOINTMENT_WAIT)).isEqualTo(NONE);
  }

  // Between ports.

  @Test
  void aShipThatComesFromElsewhereHasNotMadeThatWay() {
    consignment.accept(
        moved(Movement.DEPARTED, MORNING, m -> m.setPort("CNSHA")),
        moved(Movement.ARRIVED, NOON, m -> m.setOtherPort("HKHKG")));

    assertThat(leg(Leg.PORT_TO_PORT)).isEqualTo(NONE);
  }

  @Test
  void eachPortThatItComesFromMakesAWayOfItsOwn() {
    consignment.accept(
        moved(Movement.DEPARTED, MORNING, m -> m.setPort("CNSHA")),
        moved(Movement.DEPARTED, NOON, m -> m.setPort("HKHKG")),
        moved(Movement.ARRIVED, EVENING, m -> m.setOtherPort("CNSHA")),
        moved(Movement.ARRIVED, EVENING, m -> m.setOtherPort("HKHKG")));

    assertThat(corridor(Leg.PORT_TO_PORT, "CNSHA", "CNYTN")).isEqualTo(FIVE_HOURS);
    assertThat(corridor(Leg.PORT_TO_PORT, "HKHKG", "CNYTN")).containsExactly(1L, 7_200L, 0L);
    assertThat(leg(Leg.PORT_TO_PORT)).containsExactly(2L, 25_200L, 0L);
  }

  @Test
  void aReturnToThePortItLeftIsNoWay() {
    consignment.accept(
        moved(Movement.DEPARTED, MORNING),
        moved(Movement.ARRIVED, NOON, m -> m.setOtherPort("CNYTN")));

    assertThat(leg(Leg.PORT_TO_PORT)).isEqualTo(NONE);
  }

  @Test
  void aTransferBeginsWhateverTheDirectionThere() {
    consignment.accept(
        moved(Movement.GATED_IN, MORNING, m -> m.setPort("CNSHA").setDirection(Direction.DOMESTIC)),
        departedAbroad(NOON));

    assertThat(corridor(Leg.TRANSFER, "CNSHA", "CNYTN")).isEqualTo(THREE_HOURS);
  }

  @Test
  void whatWasFirstLetInWhereItLeavesIsNotTransferred() {
    consignment.accept(
        moved(Movement.GATED_IN, MORNING),
        moved(Movement.GATED_IN, NOON, m -> m.setPort("CNSHA")),
        departedAbroad(EVENING));

    assertThat(leg(Leg.TRANSFER)).containsExactly(0L, 0L, 0L);
  }

  @Test
  void aDepartureToAPortOfTheRegisterOrToNowhereIsNotAbroad() {
    consignment.accept(
        moved(Movement.GATED_IN, MORNING, m -> m.setPort("CNSHA")),
        moved(Movement.DEPARTED, NOON, m -> m.setDirection(Direction.EXPORT).setOtherPort("HKHKG")),
        moved(Movement.DEPARTED, NOON, m -> m.setDirection(Direction.EXPORT).setOtherPort(null)));

    assertThat(leg(Leg.TRANSFER)).isEqualTo(NONE);
  }

  @Test
  void anArrivalFromNowhereBeginsATransferAndOneFromAPortOfTheRegisterDoesNot() {
    consignment.accept(arrivedFrom("HKHKG", "CNSHA", MORNING), moved(Movement.GATED_OUT, EVENING));

    assertThat(leg(Leg.TRANSFER)).isEqualTo(NONE);

    consignment.accept(moved(Movement.ARRIVED, NOON, m -> m.setPort("CNSHA").setOtherPort(null)));

    assertThat(corridor(Leg.TRANSFER, "CNSHA", "CNYTN")).containsExactly(1L, 7_200L, 0L);
  }

  @Test
  void whatGoesOutInTransitIsNoTransferOfAnImport() {
    consignment.accept(
        arrivedFrom("SGSIN", "HKHKG", MORNING),
        moved(Movement.GATED_OUT, NOON, m -> m.setDirection(Direction.TRANSIT)));

    assertThat(leg(Leg.TRANSFER)).isEqualTo(NONE);
  }

  // Programmes.

  @Test
  void aLegCountsUnderAllAndUnderEachProgrammeThatIsDeclared() {
    consignment.accept(
        moved(Movement.ARRIVED, MORNING),
        told(
            Stage.LODGED,
            NOON,
            c -> c.setProgrammes(List.of(Programme.AEO, Programme.GREEN_CHANNEL))));

    assertThat(leg(Leg.ARRIVAL_TO_LODGEMENT)).isEqualTo(THREE_HOURS);
    assertThat(legs("ARRIVAL_TO_LODGEMENT", "AEO")).isEqualTo(THREE_HOURS);
    assertThat(legs("ARRIVAL_TO_LODGEMENT", "GREEN_CHANNEL")).isEqualTo(THREE_HOURS);
    assertThat(legs("ARRIVAL_TO_LODGEMENT", "TWO_STEP_DECLARATION")).isEqualTo(NONE);
  }

  @Test
  void anyDeclarationAtAnyPortDeclaresItForTheConsignmentEvenAtTheLaterEndItself() {
    consignment.accept(
        moved(Movement.ARRIVED, MORNING),
        moved(Movement.GATED_OUT, NOON),
        told(
            Stage.ACCEPTED,
            NOON,
            c ->
                c.setPort("HKHKG")
                    .setDeclarationId("another")
                    .setProgrammes(List.of(Programme.AEO))));

    assertThat(legs("ARRIVAL_TO_GATE_OUT", "AEO")).isEqualTo(THREE_HOURS);
  }

  @Test
  void aProgrammeThatIsDeclaredAfterTheLaterEndComesTooLate() {
    consignment.accept(
        moved(Movement.ARRIVED, MORNING),
        moved(Movement.GATED_OUT, NOON),
        told(Stage.ACCEPTED, NOON.plusMillis(1), c -> c.setProgrammes(List.of(Programme.AEO))));

    assertThat(leg(Leg.ARRIVAL_TO_GATE_OUT)).isEqualTo(THREE_HOURS);
    assertThat(legs("ARRIVAL_TO_GATE_OUT", "AEO")).isEqualTo(NONE);
  }

  @Test
  void aDeclarationOfAProgrammeThatIsTakenBackTakesTheLegOutOfIt() {
    ClearanceEvent declared =
        told(Stage.ACCEPTED, MORNING, c -> c.setProgrammes(List.of(Programme.AEO)));
    consignment.accept(
        moved(Movement.ARRIVED, MORNING),
        declared,
        moved(Movement.GATED_OUT, NOON),
        ClearanceEvent.newBuilder(declared).setVersion(1).setRetracted(true).build());

    assertThat(legs("ARRIVAL_TO_GATE_OUT", "AEO")).containsExactly(0L, 0L, 0L);
    assertThat(leg(Leg.ARRIVAL_TO_GATE_OUT)).isEqualTo(THREE_HOURS);
  }

  /** Events, seconds and how many are reversed, under ALL. */
  private List<Long> leg(Leg leg) {
    return legs(leg.name(), "ALL");
  }

  private List<Long> legs(Object... words) {
    return firstThree(consignment.days("transfer_times", words));
  }

  private List<Long> corridor(Leg leg, String from, String to) {
    return firstThree(consignment.days("corridor_times", leg.name(), from, to, "ALL"));
  }

  private static List<Long> firstThree(List<Long> measures) {
    return measures.stream().limit(3).toList();
  }

  private CargoMovement departedAbroad(Instant at) {
    return moved(
        Movement.DEPARTED, at, m -> m.setDirection(Direction.EXPORT).setOtherPort("SGSIN"));
  }

  private CargoMovement arrivedFrom(String otherPort, String port, Instant at) {
    return moved(
        Movement.ARRIVED,
        at,
        m -> m.setPort(port).setOtherPort(otherPort).setDirection(Direction.TRANSIT));
  }

  private CargoMovement moved(Movement movement, Instant at) {
    return moved(movement, at, m -> {});
  }

  private CargoMovement moved(Movement movement, Instant at, Consumer<CargoMovement.Builder> set) {
    return movement(
        m -> {
          m.setEventId("m" + events++).setMovement(movement).setEventTime(at);
          set.accept(m);
        });
  }

  private ClearanceEvent told(Stage stage, Instant at) {
    return told(stage, at, c -> {});
  }

  private ClearanceEvent told(Stage stage, Instant at, Consumer<ClearanceEvent.Builder> set) {
    return clearance(
        c -> {
          c.setEventId("c" + events++).setStage(stage).setEventTime(at);
          set.accept(c);
        });
  }
}
