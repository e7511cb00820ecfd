package io.portally.tally.journey;

import io.portally.schemas.CargoMovementCursor;
import io.portally.schemas.ClearanceEventCursor;
import io.portally.schemas.CursorReader;
import io.portally.schemas.Reading;
import io.portally.tally.area.Register;
import io.portally.tally.fate.EventTopic;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is to be remembered of a value that has been judged before. To read it again costs less than
 * to send along what was read. One reader for each thread.
 */
public final class RecordReader {

  private final Register register;
  private final CursorReader[] readers =
      Arrays.stream(EventTopic.values())
          .map(topic -> CursorReader.of(topic.wire()))
          .toArray(CursorReader[]::new);

  public RecordReader(Register register) {
    this.register = register;
  }

  /**
   * What is remembered of an event whose port is in the register.
   *
   * @throws IllegalArgumentException if the value is no event of the topic
   */
  public JourneyRecord read(EventTopic topic, byte @Nullable [] value) {
    Reading reading = readers[topic.ordinal()].read(value);
    if (reading instanceof CargoMovementCursor movement) {
      return MovementRecord.of(movement, register);
    }
    if (reading instanceof ClearanceEventCursor clearance) {
      return ClearanceRecord.of(clearance, register);
    }
    throw noEvent(topic, reading);
  }

  /**
   * The consignment that an event is about, as it was written.
   *
   * @throws IllegalArgumentException if the value is no event of the topic
   */
  public String consignmentId(EventTopic topic, byte @Nullable [] value) {
    Reading reading = readers[topic.ordinal()].read(value);
    if (reading instanceof CargoMovementCursor movement) {
      return movement.consignmentId().toString();
    }
    if (reading instanceof ClearanceEventCursor clearance) {
      return clearance.consignmentId().toString();
    }
    throw noEvent(topic, reading);
  }

  private static IllegalArgumentException noEvent(EventTopic topic, Reading reading) {
    return new IllegalArgumentException(
        "no event of %s: %s; only what the judge has let pass is read again"
            .formatted(topic.suffix(), reading));
  }
}
