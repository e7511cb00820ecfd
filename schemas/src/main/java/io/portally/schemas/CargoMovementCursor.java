package io.portally.schemas;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import org.jspecify.annotations.Nullable;

/** Where the fields of a {@link CargoMovement} lie. */
// Written by CursorSource, which a test compares with this: do not edit.
public final class CargoMovementCursor extends Cursor {

  private static final Classifier[] CLASSIFIERS = Classifier.values();
  private static final Movement[] MOVEMENTS = Movement.values();
  private static final Direction[] DIRECTIONS = Direction.values();
  private static final Mode[] MODES = Mode.values();
  private final Text eventId = new Text(this);
  private int version;
  private boolean retracted;
  private int classifier;
  private long eventTime;
  private final Text consignmentId = new Text(this);
  private boolean hasEquipmentId;
  private final Text equipmentId = new Text(this);
  private int movement;
  private final Text port = new Text(this);
  private boolean hasOtherPort;
  private final Text otherPort = new Text(this);
  private int direction;
  private int mode;
  private boolean laden;
  private long grossMassKg;
  private int teuHundredths;

  CargoMovementCursor() {}

  @Override
  void readFields() {
    readText(eventId);
    version = readInt();
    retracted = readBoolean();
    classifier = readIndex(4);
    eventTime = readLong();
    readText(consignmentId);
    hasEquipmentId = readIndex(2) == 1;
    if (hasEquipmentId) {
      readText(equipmentId);
    }
    movement = readIndex(7);
    readText(port);
    hasOtherPort = readIndex(2) == 1;
    if (hasOtherPort) {
      readText(otherPort);
    }
    direction = readIndex(6);
    mode = readIndex(9);
    laden = readBoolean();
    grossMassKg = readLong();
    teuHundredths = readInt();
  }

  public Text eventId() {
    return eventId;
  }

  public int version() {
    return version;
  }

  public boolean retracted() {
    return retracted;
  }

  public Classifier classifier() {
    return CLASSIFIERS[classifier];
  }

  public long eventTime() {
    return eventTime;
  }

  public Text consignmentId() {
    return consignmentId;
  }

  public @Nullable Text equipmentId() {
    return hasEquipmentId ? equipmentId : null;
  }

  public Movement movement() {
    return MOVEMENTS[movement];
  }

  public Text port() {
    return port;
  }

  public @Nullable Text otherPort() {
    return hasOtherPort ? otherPort : null;
  }

  public Direction direction() {
    return DIRECTIONS[direction];
  }

  public Mode mode() {
    return MODES[mode];
  }

  public boolean laden() {
    return laden;
  }

  public long grossMassKg() {
    return grossMassKg;
  }

  public int teuHundredths() {
    return teuHundredths;
  }
}
