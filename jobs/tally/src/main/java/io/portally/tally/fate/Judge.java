package io.portally.tally.fate;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;
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

  private static final int LONGEST_IDENTIFIER = 64;
  private static final int MOST_SERVICES = 9_999;
  private static final int MOST_CATEGORIES = 99;
  private static final int MOST_CHAPTERS = 99;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private final Register register;
  private final Bounds bounds;

  public Judge(Register register, Bounds bounds) {
    this.register = register;
    this.bounds = bounds;
  }

  /**
   * What becomes of the record if earlier ones have no say: {@link Verdict.Accepted} means that
   * nothing in itself speaks against it.
   *
   * @param event a CargoMovement or a ClearanceEvent
   * @param recordBytes the length of its value
   * @param recordTimestamp when it was published, epoch milliseconds
   */
  public Verdict judge(SpecificRecord event, int recordBytes, long recordTimestamp) {
    if (recordBytes > bounds.recordBytes()) {
      return new Verdict.Rejected(
          Reason.TOO_LARGE,
          "the record has %d bytes, more than the %d that are read"
              .formatted(recordBytes, bounds.recordBytes()));
    }
    if (event instanceof CargoMovement movement) {
      return judge(movement, recordTimestamp);
    }
    return judge((ClearanceEvent) event, recordTimestamp);
  }

  /**
   * Whether a heartbeat may move the watermark: not if its instant lies out of range or further
   * after its record timestamp than the allowed skew.
   */
  public boolean believesHeartbeat(Instant emittedAt, long recordTimestamp) {
    return timeOutOfRange("emittedAt", emittedAt) == null
        && futureDated(emittedAt, recordTimestamp) == null;
  }

  private Verdict judge(CargoMovement movement, long recordTimestamp) {
    Verdict rejected =
        firstOf(
            badIdentifier("eventId", movement.getEventId()),
            badIdentifier("consignmentId", movement.getConsignmentId()),
            badIdentifier("equipmentId", movement.getEquipmentId()));
    if (rejected == null) {
      rejected = unknownPort(movement.getPort());
    }
    if (rejected == null) {
      rejected = badCode(movement);
    }
    if (rejected == null) {
      rejected =
          firstOf(
              outOfBounds("grossMassKg", movement.getGrossMassKg(), bounds.grossMassKg()),
              outOfBounds("teuHundredths", movement.getTeuHundredths(), bounds.teuHundredths()),
              null);
    }
    if (rejected == null) {
      rejected = timeOutOfRange("eventTime", movement.getEventTime());
    }
    if (rejected == null) {
      rejected = futureDated(movement.getEventTime(), recordTimestamp);
    }
    if (rejected != null) {
      return rejected;
    }
    if (movement.getClassifier() != Classifier.ACTUAL) {
      return Verdict.Ignored.INSTANCE;
    }
    return lateness(movement.getEventTime().toEpochMilli(), recordTimestamp);
  }

  private Verdict judge(ClearanceEvent clearance, long recordTimestamp) {
    Verdict rejected =
        firstOf(
            badIdentifier("eventId", clearance.getEventId()),
            badIdentifier("consignmentId", clearance.getConsignmentId()),
            badIdentifier("declarationId", clearance.getDeclarationId()));
    if (rejected == null) {
      rejected = unknownPort(clearance.getPort());
    }
    if (rejected == null) {
      rejected = badCode(clearance);
    }
    if (rejected == null) {
      rejected =
          firstOf(
              outOfBounds("grossMassKg", clearance.getGrossMassKg(), bounds.grossMassKg()),
              outOfBounds("valueFen", clearance.getValueFen(), bounds.valueFen()),
              null);
    }
    if (rejected == null) {
      rejected =
          firstOf(
              timeOutOfRange("eventTime", clearance.getEventTime()),
              timeOutOfRange("appointmentTime", clearance.getAppointmentTime()),
              null);
    }
    if (rejected == null) {
      rejected = futureDated(clearance.getEventTime(), recordTimestamp);
    }
    if (rejected != null) {
      return rejected;
    }
    return lateness(clearance.getEventTime().toEpochMilli(), recordTimestamp);
  }

  /**
   * Whether a record that was published at {@code recordTimestamp} is late for what happened at
   * {@code eventTime}, both epoch milliseconds: the verdict is accepted or late.
   */
  public Verdict lateness(long eventTime, long recordTimestamp) {
    long millis = recordTimestamp - eventTime;
    if (millis <= bounds.allowedLateness().toMillis()) {
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

  private static @Nullable Verdict badIdentifier(String field, @Nullable String value) {
    if (value == null) {
      return null;
    }
    if (value.isEmpty()) {
      return new Verdict.Rejected(Reason.BAD_IDENTIFIER, field + " is empty");
    }
    if (value.length() > LONGEST_IDENTIFIER
        && value.codePointCount(0, value.length()) > LONGEST_IDENTIFIER) {
      return new Verdict.Rejected(
          Reason.BAD_IDENTIFIER,
          "%s has %d code points, more than %d"
              .formatted(field, value.codePointCount(0, value.length()), LONGEST_IDENTIFIER));
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return new Verdict.Rejected(
            Reason.BAD_IDENTIFIER,
            "%s has the control character U+%04X at position %d"
                .formatted(field, (int) value.charAt(i), i));
      }
    }
    return null;
  }

  private @Nullable Verdict unknownPort(String port) {
    if (register.portOrdinal(port) >= 0) {
      return null;
    }
    return new Verdict.Rejected(
        Reason.UNKNOWN_PORT,
        "port \"%s\" is not in the register: correct the code, or add the port to the register"
            .formatted(printable(port)));
  }

  private static @Nullable Verdict badCode(CargoMovement movement) {
    if (movement.getVersion() < 0) {
      return badCode("version", movement.getVersion(), "0 or more");
    }
    if (movement.getClassifier() == Classifier.UNKNOWN) {
      return badCode("classifier", movement.getClassifier(), "a word known here");
    }
    if (movement.getMovement() == Movement.UNKNOWN) {
      return badCode("movement", movement.getMovement(), "a word known here");
    }
    if (movement.getOtherPort() != null && !isLocode(movement.getOtherPort())) {
      return badCode("otherPort", printable(movement.getOtherPort()), "a UN/LOCODE");
    }
    return badRoute(movement.getDirection(), movement.getMode());
  }

  private static @Nullable Verdict badCode(ClearanceEvent clearance) {
    if (clearance.getVersion() < 0) {
      return badCode("version", clearance.getVersion(), "0 or more");
    }
    if (clearance.getStage() == Stage.UNKNOWN) {
      return badCode("stage", clearance.getStage(), "a word known here");
    }
    Verdict bad =
        firstOf(
            badRoute(clearance.getDirection(), clearance.getMode()),
            badCountry("aeoCountry", clearance.getAeoCountry()),
            badCountry("partnerCountry", clearance.getPartnerCountry()));
    if (bad != null) {
      return bad;
    }
    return firstOf(
        badNumber("singleWindowService", clearance.getSingleWindowService(), MOST_SERVICES),
        badNumber("singleWindowCategory", clearance.getSingleWindowCategory(), MOST_CATEGORIES),
        badNumber("hsChapter", clearance.getHsChapter(), MOST_CHAPTERS));
  }

  private static @Nullable Verdict badRoute(Direction direction, Mode mode) {
    if (direction == Direction.UNKNOWN) {
      return badCode("direction", direction, "a word known here");
    }
    return mode == Mode.UNKNOWN ? badCode("mode", mode, "a word known here") : null;
  }

  private static @Nullable Verdict badCountry(String field, @Nullable String country) {
    if (country == null || isCapitals(country, 2)) {
      return null;
    }
    return badCode(field, printable(country), "two capital letters (ISO 3166-1)");
  }

  private static @Nullable Verdict badNumber(String field, @Nullable Integer number, int most) {
    if (number == null || (number >= 1 && number <= most)) {
      return null;
    }
    return badCode(field, number, "1 to " + most);
  }

  private static Verdict badCode(String field, Object value, String wanted) {
    return new Verdict.Rejected(
        Reason.BAD_CODE, "%s is \"%s\", wanted: %s".formatted(field, value, wanted));
  }

  private static boolean isLocode(String code) {
    if (code.length() != 5 || !isCapitals(code.substring(0, 2), 2)) {
      return false;
    }
    for (int i = 2; i < 5; i++) {
      char c = code.charAt(i);
      if (!isCapital(c) && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCapitals(String text, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (!isCapital(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static @Nullable Verdict outOfBounds(String field, long value, long most) {
    if (value >= 0 && value <= most) {
      return null;
    }
    return new Verdict.Rejected(
        Reason.OUT_OF_BOUNDS, "%s is %d, believed is 0 to %d".formatted(field, value, most));
  }

  private static @Nullable Verdict timeOutOfRange(String field, @Nullable Instant instant) {
    if (instant == null || (!instant.isBefore(EARLIEST) && instant.isBefore(END_OF_TIME))) {
      return null;
    }
    return new Verdict.Rejected(
        Reason.TIME_OUT_OF_RANGE,
        "%s is %s, believed is from %s until before %s"
            .formatted(field, instant, EARLIEST, END_OF_TIME));
  }

  private @Nullable Verdict futureDated(Instant eventTime, long recordTimestamp) {
    long ahead = eventTime.toEpochMilli() - recordTimestamp;
    if (ahead <= bounds.allowedSkew().toMillis()) {
      return null;
    }
    return new Verdict.Rejected(
        Reason.FUTURE_DATED,
        "eventTime %s lies %s after the record timestamp %s; allowed are %s: set the producer's clock"
            .formatted(
                eventTime,
                Duration.ofMillis(ahead),
                Instant.ofEpochMilli(recordTimestamp),
                bounds.allowedSkew()));
  }

  /** A foreign text as it may stand in a header or a log: short, and without control characters. */
  private static String printable(String text) {
    String start =
        text.length() > LONGEST_IDENTIFIER ? text.substring(0, LONGEST_IDENTIFIER) : text;
    return CONTROL.matcher(start).replaceAll("?");
  }
}
