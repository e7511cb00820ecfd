package io.portally.schemas;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Heartbeat;
import java.util.List;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads an event topic's values where they lie: the same verdicts as {@link SingleObjectDecoder},
 * and nothing made for a record that is written as it is now. What its cursor declines (another
 * released version, an odd way to write a number, broken bytes) Avro's reader decides, and what
 * that has read is written again for the cursor. Never throws.
 *
 * <p>Reusable, not thread-safe: one reader for each thread. What it gives speaks of the last value.
 */
public final class CursorReader {

  private final SingleObjectDecoder careful;
  private final List<Course> courses;
  private final Course[] fast;

  private CursorReader(Topic topic) {
    this.careful = SingleObjectDecoder.of(topic);
    this.courses = topic.types().stream().map(Course::of).toList();
    this.fast = courses.toArray(Course[]::new);
  }

  /**
   * Reads what may stand on the topic.
   *
   * @throws IllegalArgumentException if there is no cursor for one of its records
   */
  public static CursorReader of(Topic topic) {
    return new CursorReader(topic);
  }

  /** Never throws, and does not modify the value. */
  public Reading read(byte @Nullable [] value) {
    if (value != null && SingleObject.hasHeader(value)) {
      long fingerprint = SingleObject.fingerprintOf(value);
      for (Course course : fast) {
        if (course.fingerprint == fingerprint && course.cursor.read(value)) {
          return course.cursor;
        }
      }
    }
    return readCarefully(value);
  }

  /** A cursor over a record that is not on the wire, as if it were. */
  public static Cursor over(SpecificRecord record) {
    Cursor cursor = Course.cursorFor(record.getClass());
    if (!cursor.read(SingleObject.encode(record))) {
      throw new IllegalArgumentException(
          "not a record that could be read again: a text or a list in it is too long");
    }
    return cursor;
  }

  private Reading readCarefully(byte @Nullable [] value) {
    Decoded decoded = careful.decode(value);
    if (decoded instanceof Decoded.Undecodable undecodable) {
      return undecodable;
    }
    SpecificRecord record = ((Decoded.Event) decoded).record();
    for (Course course : courses) {
      if (course.type == record.getClass() && course.cursor.read(SingleObject.encode(record))) {
        return course.cursor;
      }
    }
    return new Decoded.Undecodable("cannot be read as " + record.getSchema().getName());
  }

  /** A cursor, and the schema that it reads: the one that its records are written with now. */
  private record Course(Class<? extends SpecificRecord> type, long fingerprint, Cursor cursor) {

    static Course of(Class<? extends SpecificRecord> type) {
      long fingerprint = SchemaNormalization.parsingFingerprint64(Schemas.current(type));
      return new Course(type, fingerprint, cursorFor(type));
    }

    private static Cursor cursorFor(Class<? extends SpecificRecord> type) {
      if (type == CargoMovement.class) {
        return new CargoMovementCursor();
      }
      if (type == ClearanceEvent.class) {
        return new ClearanceEventCursor();
      }
      if (type == Heartbeat.class) {
        return new HeartbeatCursor();
      }
      throw new IllegalArgumentException("there is no cursor for " + type.getSimpleName());
    }
  }
}
