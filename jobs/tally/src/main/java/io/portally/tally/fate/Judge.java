package io.portally.tally.fate;

import io.portally.events.Classifier;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;
import io.portally.schemas.CargoMovementCursor;
import io.portally.schemas.ClearanceEventCursor;
import io.portally.schemas.Cursor;
import io.portally.schemas.CursorReader;
import io.portally.schemas.Text;
import io.portally.tally.area.Register;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Judges a record by itself: from the record, the register and the bounds, never from a clock, a
 * watermark or what came before. The checks stand in the order of the contract, and the first that
 * holds names the reason. What depends on earlier records of the consignment is judged with its
 * journeys.
 */
public final class Judge {

  /** Event times begin here: nothing that Portally counts happened before. */
  public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /** Event times end before this. */
  public static final Instant END_OF_TIME = Instant.parse("2100-01-01T00:00:00Z");

  private static final long EARLIEST_MILLIS = EARLIEST.toEpochMilli();
  private static final long END_OF_TIME_MILLIS = END_OF_TIME.toEpochMilli();
  private static final int MOST_SERVICES = 9_999;
  private static final int MOST_CATEGORIES = 99;
  private static final int MOST_CHAPTERS = 99;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private final Register register;
  private final Bounds bounds;
  private final long allowedSkew;
  private final long allowedLateness;

  public Judge(Register register, Bounds bounds) {
    this.register = register;
    this.bounds = bounds;
    this.allowedSkew = bounds.allowedSkew().toMillis();
    this.allowedLateness = bounds.allowedLateness().toMillis();
  }

  /**
   * What becomes of the record if earlier ones have no say: {@link Verdict.Accepted} means that
   * nothing in itself speaks against it.
   *
   * @param event over a CargoMovement or a ClearanceEvent
   * @param recordBytes the length of its value
   * @param recordTimestamp when it was published, epoch milliseconds
   */
  public Verdict judge(Cursor event, int recordBytes, long recordTimestamp) {
    if (recordBytes > bounds.recordBytes()) {
      return new Verdict.Rejected(
          Reason.TOO_LARGE,
          "the record has %d bytes, more than the %d that are read"
              .formatted(recordBytes, bounds.recordBytes()));
    }
    if (event instanceof CargoMovementCursor movement) {
      return judge(movement, recordTimestamp);
    }
    return judge((ClearanceEventCursor) event, recordTimestamp);
  }

  /** The same for an event that is not on the wire. */
  public Verdict judge(SpecificRecord event, int recordBytes, long recordTimestamp) {
    return judge(CursorReader.over(event), recordBytes, recordTimestamp);
  }

  /**
   * Whether a heartbeat may move the watermark: not if its instant lies out of range or further
   * after its record timestamp than the allowed skew.
   */
  public boolean believesHeartbeat(Instant emittedAt, long recordTimestamp) {
    long millis = emittedAt.toEpochMilli();
    return timeOutOfRange("emittedAt", millis) == null
        && futureDated(millis, recordTimestamp) == null;
  }

  private Verdict judge(CargoMovementCursor movement, long recordTimestamp) {
    Verdict rejected =
        firstOf(
            badIdentifier("eventId", movement.eventId()),
            badIdentifier("consignmentId", movement.consignmentId()),
            badIdentifier("equipmentId", movement.equipmentId()));
    if (rejected == null) {
      rejected = unknownPort(movement.port());
    }
    if (rejected == null) {
      rejected = badCode(movement);
    }
    if (rejected == null) {
      rejected =
          firstOf(
              outOfBounds("grossMassKg", movement.grossMassKg(), bounds.grossMassKg()),
              outOfBounds("teuHundredths", movement.teuHundredths(), bounds.teuHundredths()),
              null);
    }
    if (rejected == null) {
      rejected = timeOutOfRange("eventTime", movement.eventTime());
    }
    if (rejected == null) {
      rejected = futureDated(movement.eventTime(), recordTimestamp);
    }
    if (rejected != null) {
      return rejected;
    }
    if (movement.classifier() != Classifier.ACTUAL) {
      return Verdict.Ignored.INSTANCE;
    }
    return lateness(movement.eventTime(), recordTimestamp);
  }

  private Verdict judge(ClearanceEventCursor clearance, long recordTimestamp) {
    Verdict rejected =
        firstOf(
            badIdentifier("eventId", clearance.eventId()),
            badIdentifier("consignmentId", clearance.consignmentId()),
            badIdentifier("declarationId", clearance.declarationId()));
    if (rejected == null) {
      rejected = unknownPort(clearance.port());
    }
    if (rejected == null) {
      rejected = badCode(clearance);
    }
    if (rejected == null) {
      rejected =
          firstOf(
              outOfBounds("grossMassKg", clearance.grossMassKg(), bounds.grossMassKg()),
              outOfBounds("valueFen", clearance.valueFen(), bounds.valueFen()),
              null);
    }
    if (rejected == null) {
      rejected =
          firstOf(
              timeOutOfRange("eventTime", clearance.eventTime()),
              appointmentOutOfRange(clearance),
              null);
    }
    if (rejected == null) {
      rejected = futureDated(clearance.eventTime(), recordTimestamp);
    }
    if (rejected != null) {
      return rejected;
    }
    return lateness(clearance.eventTime(), recordTimestamp);
  }

  /**
   * Whether a record that was published at {@code recordTimestamp} is late for what happened at
   * {@code eventTime}, both epoch milliseconds: the verdict is accepted or late.
   */
  public Verdict lateness(long eventTime, long recordTimestamp) {
    long millis = recordTimestamp - eventTime;
    if (millis <= allowedLateness) {
      return Verdict.Accepted.INSTANCE;
    }
    return new Verdict.Late(
        Reason.NONE,
        "published at %s, %s after it happened at %s; allowed are %s"
            .formatted(
                Instant.ofEpochMilli(recordTimestamp),
                Duration.ofMillis(millis),
                Instant.ofEpochMilli(eventTime),
                bounds.allowedLateness()),
        millis);
  }

  private static @Nullable Verdict firstOf(
      @Nullable Verdict first, @Nullable Verdict second, @Nullable Verdict third) {
    if (first != null) {
      return first;
    }
    return second != null ? second : third;
  }

  private static @Nullable Verdict badIdentifier(String field, @Nullable Text text) {
    if (text == null || isPlainIdentifier(text)) {
      return null;
    }
    return badIdentifier(field, text.toString());
  }

  /** Enough for a good identifier, and quick: nearly all are plain. */
  private static boolean isPlainIdentifier(Text text) {
    return text.isPlain() && text.length() > 0 && text.length() <= Identifier.LONGEST;
  }

  private static @Nullable Verdict badIdentifier(String field, String value) {
    String fault = Identifier.faultOf(field, value);
    return fault == null ? null : new Verdict.Rejected(Reason.BAD_IDENTIFIER, fault);
  }

  private @Nullable Verdict unknownPort(Text port) {
    if (register.portOrdinal(port) >= 0) {
      return null;
    }
    return new Verdict.Rejected(
        Reason.UNKNOWN_PORT,
        "port \"%s\" is not in the register: correct the code, or add the port to the register"
            .formatted(printable(port)));
  }

  private static @Nullable Verdict badCode(CargoMovementCursor movement) {
    if (movement.version() < 0) {
      return badCode("version", movement.version(), "0 or more");
    }
    if (movement.classifier() == Classifier.UNKNOWN) {
      return badCode("classifier", movement.classifier(), "a word known here");
    }
    if (movement.movement() == Movement.UNKNOWN) {
      return badCode("movement", movement.movement(), "a word known here");
    }
    Text otherPort = movement.otherPort();
    if (otherPort != null && !isLocode(otherPort)) {
      return badCode("otherPort", printable(otherPort), "a UN/LOCODE");
    }
    return badRoute(movement.direction(), movement.mode());
  }

  private static @Nullable Verdict badCode(ClearanceEventCursor clearance) {
    if (clearance.version() < 0) {
      return badCode("version", clearance.version(), "0 or more");
    }
    if (clearance.stage() == Stage.UNKNOWN) {
      return badCode("stage", clearance.stage(), "a word known here");
    }
    Verdict bad =
        firstOf(
            badRoute(clearance.direction(), clearance.mode()),
            badCountry("aeoCountry", clearance.aeoCountry()),
            badCountry("partnerCountry", clearance.partnerCountry()));
    if (bad != null) {
      return bad;
    }
    return firstOf(
        clearance.hasSingleWindowService()
            ? badNumber("singleWindowService", clearance.singleWindowService(), MOST_SERVICES)
            : null,
        clearance.hasSingleWindowCategory()
            ? badNumber("singleWindowCategory", clearance.singleWindowCategory(), MOST_CATEGORIES)
            : null,
        clearance.hasHsChapter()
            ? badNumber("hsChapter", clearance.hsChapter(), MOST_CHAPTERS)
            : null);
  }

  private static @Nullable Verdict badRoute(Direction direction, Mode mode) {
    if (direction == Direction.UNKNOWN) {
      return badCode("direction", direction, "a word known here");
    }
    return mode == Mode.UNKNOWN ? badCode("mode", mode, "a word known here") : null;
  }

  private static @Nullable Verdict badCountry(String field, @Nullable Text country) {
    if (country == null || isAlpha2(country)) {
      return null;
    }
    return badCode(field, printable(country), "two capital letters (ISO 3166-1)");
  }

  private static @Nullable Verdict badNumber(String field, int number, int most) {
    if (number >= 1 && number <= most) {
      return null;
    }
    return badCode(field, number, "1 to " + most);
  }

  private static Verdict badCode(String field, Object value, String wanted) {
    return new Verdict.Rejected(
        Reason.BAD_CODE, "%s is \"%s\", wanted: %s".formatted(field, value, wanted));
  }

  private static boolean isLocode(Text code) {
    if (code.length() != 5) {
      return false;
    }
    for (int i = 0; i < 5; i++) {
      byte b = code.byteAt(i);
      boolean isDigit = b >= '0' && b <= '9';
      if (!isCapital(b) && (i < 2 || !isDigit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlpha2(Text code) {
    return code.length() == 2 && isCapital(code.byteAt(0)) && isCapital(code.byteAt(1));
  }

  private static boolean isCapital(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  private static @Nullable Verdict outOfBounds(String field, long value, long most) {
    if (value >= 0 && value <= most) {
      return null;
    }
    return new Verdict.Rejected(
        Reason.OUT_OF_BOUNDS, "%s is %d, believed is 0 to %d".formatted(field, value, most));
  }

  private static @Nullable Verdict appointmentOutOfRange(ClearanceEventCursor clearance) {
    return clearance.hasAppointmentTime()
        ? timeOutOfRange("appointmentTime", clearance.appointmentTime())
        : null;
  }

  private static @Nullable Verdict timeOutOfRange(String field, long millis) {
    if (millis >= EARLIEST_MILLIS && millis < END_OF_TIME_MILLIS) {
      return null;
    }
    return new Verdict.Rejected(
        Reason.TIME_OUT_OF_RANGE,
        "%s is %s, believed is from %s until before %s"
            .formatted(field, Instant.ofEpochMilli(millis), EARLIEST, END_OF_TIME));
  }

  private @Nullable Verdict futureDated(long eventTime, long recordTimestamp) {
    long ahead = eventTime - recordTimestamp;
    if (ahead <= allowedSkew) {
      return null;
    }
    return new Verdict.Rejected(
        Reason.FUTURE_DATED,
        "eventTime %s lies %s after the record timestamp %s; allowed are %s: set the producer's clock"
            .formatted(
                Instant.ofEpochMilli(eventTime),
                Duration.ofMillis(ahead),
                Instant.ofEpochMilli(recordTimestamp),
                bounds.allowedSkew()));
  }

  /** A foreign text as it may stand in a header or a log: short, and without control characters. */
  private static String printable(Text foreign) {
    String text = foreign.toString();
    String start =
        text.length() > Identifier.LONGEST ? text.substring(0, Identifier.LONGEST) : text;
    return CONTROL.matcher(start).replaceAll("?");
  }
}
