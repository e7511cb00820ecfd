package io.portally.tally.journey;

import io.portally.events.CargoMovement;
import io.portally.events.Direction;
import io.portally.events.Milestone;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.schemas.CargoMovementCursor;
import io.portally.schemas.CursorReader;
import io.portally.schemas.Text;
import io.portally.tally.area.Register;
import io.portally.tally.fate.EventTopic;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a cargo movement.
 *
 * @param equipmentId null: the consignment as a whole
 * @param port ordinal in the register
 * @param otherPort ordinal in the register, {@link #ABROAD} or {@link #NOWHERE}
 * @param grossMassKg kilograms, without the container's tare
 * @param teuHundredths hundredths of a TEU
 */
public record MovementRecord(
    String eventId,
    int version,
    boolean retracted,
    long eventTime,
    @Nullable String equipmentId,
    Movement movement,
    int port,
    int otherPort,
    Direction direction,
    Mode mode,
    boolean laden,
    long grossMassKg,
    int teuHundredths)
    implements JourneyRecord {

  /** The other port is not in the register. */
  public static final int ABROAD = -1;

  /** No other port is given. */
  public static final int NOWHERE = -2;

  /** By the movement's ordinal. */
  private static final Milestone[] MILESTONES =
      Stream.of(Movement.values())
          .map(movement -> Milestone.valueOf(movement.name()))
          .toArray(Milestone[]::new);

  /** What is remembered of a movement whose port is in the register. */
  public static MovementRecord of(CargoMovementCursor movement, Register register) {
    Text equipmentId = movement.equipmentId();
    return new MovementRecord(
        movement.eventId().toString(),
        movement.version(),
        movement.retracted(),
        movement.eventTime(),
        equipmentId == null ? null : equipmentId.toString(),
        movement.movement(),
        register.portOrdinal(movement.port()),
        otherPort(movement.otherPort(), register),
        movement.direction(),
        movement.mode(),
        movement.laden(),
        movement.grossMassKg(),
        movement.teuHundredths());
  }

  /** The same for a movement that is not on the wire. */
  public static MovementRecord of(CargoMovement movement, Register register) {
    return of((CargoMovementCursor) CursorReader.over(movement), register);
  }

  private static int otherPort(@Nullable Text code, Register register) {
    if (code == null) {
      return NOWHERE;
    }
    int ordinal = register.portOrdinal(code);
    return ordinal < 0 ? ABROAD : ordinal;
  }

  @Override
  public EventTopic topic() {
    return EventTopic.CARGO_MOVEMENTS;
  }

  @Override
  public Milestone milestone() {
    return milestoneOf(movement);
  }

  /** The movement as a milestone. */
  static Milestone milestoneOf(Movement movement) {
    return MILESTONES[movement.ordinal()];
  }

  @Override
  public boolean standsForGoods() {
    return !retracted && laden;
  }

  @Override
  public MovementRecord withoutFigures() {
    return new MovementRecord(
        eventId,
        version,
        retracted,
        eventTime,
        equipmentId,
        movement,
        port,
        otherPort,
        direction,
        mode,
        laden,
        0,
        0);
  }
}
