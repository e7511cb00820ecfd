package io.portally.simulator.truth;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Milestone;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.simulator.traffic.Delay;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One version of an event. Instants are milliseconds since 1970, UTC.
 *
 * @param equipment null where none is named, and for stages
 * @param declaration null for movements
 * @param appointment null if none
 * @param programmes none for movements
 * @param knownAt when it was published
 */
record Happening(
    String eventId,
    int version,
    boolean retracted,
    Milestone milestone,
    String port,
    @Nullable String otherPort,
    @Nullable String equipment,
    @Nullable String declaration,
    Direction direction,
    Mode mode,
    List<Programme> programmes,
    @Nullable Long appointment,
    long time,
    long knownAt,
    Delay delay) {

  /** As the contract has it for the first of several. */
  static final Comparator<Happening> FIRST =
      Comparator.comparingLong(Happening::time).thenComparing(Happening::eventId);

  /** A record of one of the two event topics. */
  static Happening of(SpecificRecord record, long knownAt, Delay delay) {
    return record instanceof CargoMovement movement
        ? of(movement, knownAt, delay)
        : of((ClearanceEvent) record, knownAt, delay);
  }

  private static Happening of(CargoMovement movement, long knownAt, Delay delay) {
    return new Happening(
        movement.getEventId(),
        movement.getVersion(),
        movement.getRetracted(),
        Milestone.valueOf(movement.getMovement().name()),
        movement.getPort(),
        movement.getOtherPort(),
        movement.getEquipmentId(),
        null,
        movement.getDirection(),
        movement.getMode(),
        List.of(),
        null,
        movement.getEventTime().toEpochMilli(),
        knownAt,
        delay);
  }

  private static Happening of(ClearanceEvent event, long knownAt, Delay delay) {
    return new Happening(
        event.getEventId(),
        event.getVersion(),
        event.getRetracted(),
        Milestone.valueOf(event.getStage().name()),
        event.getPort(),
        null,
        null,
        event.getDeclarationId(),
        event.getDirection(),
        event.getMode(),
        event.getProgrammes(),
        event.getAppointmentTime() == null ? null : event.getAppointmentTime().toEpochMilli(),
        event.getEventTime().toEpochMilli(),
        knownAt,
        delay);
  }

  boolean is(Milestone which) {
    return milestone == which;
  }
}
