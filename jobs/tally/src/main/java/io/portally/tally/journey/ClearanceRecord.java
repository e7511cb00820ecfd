package io.portally.tally.journey;

import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Milestone;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.schemas.ClearanceEventCursor;
import io.portally.schemas.CursorReader;
import io.portally.schemas.Symbols;
import io.portally.schemas.Text;
import io.portally.tally.area.Register;
import io.portally.tally.fate.EventTopic;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a clearance event.
 *
 * @param port ordinal in the register
 * @param programmes a bit for each {@link Programme}, by ordinal; unknown ones are left out
 * @param aeoCountry two letters (ISO 3166-1), or null
 * @param partnerCountry two letters (ISO 3166-1), or null
 * @param singleWindowService 1 and more, or 0 where none is given
 * @param singleWindowCategory 1 and more, or 0 where none is given
 * @param appointmentTime epoch milliseconds, or {@link #NO_APPOINTMENT}
 * @param grossMassKg kilograms
 * @param valueFen hundredths of a yuan; imports CIF, exports FOB
 * @param hsChapter 1 to 99, or 0 where none is given
 */
public record ClearanceRecord(
    String eventId,
    int version,
    boolean retracted,
    long eventTime,
    String declarationId,
    Stage stage,
    int port,
    Direction direction,
    Mode mode,
    int programmes,
    @Nullable String aeoCountry,
    @Nullable String partnerCountry,
    int singleWindowService,
    int singleWindowCategory,
    long appointmentTime,
    long grossMassKg,
    long valueFen,
    int hsChapter)
    implements JourneyRecord {

  /** No appointment is given. */
  public static final long NO_APPOINTMENT = Long.MIN_VALUE;

  /** By the stage's ordinal. */
  private static final Milestone[] MILESTONES =
      Stream.of(Stage.values())
          .map(stage -> Milestone.valueOf(stage.name()))
          .toArray(Milestone[]::new);

  private static final int UNKNOWN_PROGRAMME = 1 << Programme.UNKNOWN.ordinal();

  /** What is remembered of a clearance event whose port is in the register. */
  public static ClearanceRecord of(ClearanceEventCursor clearance, Register register) {
    return new ClearanceRecord(
        clearance.eventId().toString(),
        clearance.version(),
        clearance.retracted(),
        clearance.eventTime(),
        clearance.declarationId().toString(),
        clearance.stage(),
        register.portOrdinal(clearance.port()),
        clearance.direction(),
        clearance.mode(),
        bits(clearance.programmes()),
        orNull(clearance.aeoCountry()),
        orNull(clearance.partnerCountry()),
        clearance.singleWindowService(),
        clearance.singleWindowCategory(),
        clearance.hasAppointmentTime() ? clearance.appointmentTime() : NO_APPOINTMENT,
        clearance.grossMassKg(),
        clearance.valueFen(),
        clearance.hsChapter());
  }

  /** The same for a clearance event that is not on the wire. */
  public static ClearanceRecord of(ClearanceEvent clearance, Register register) {
    return of((ClearanceEventCursor) CursorReader.over(clearance), register);
  }

  private static int bits(Symbols programmes) {
    int bits = 0;
    for (int i = 0; i < programmes.size(); i++) {
      bits |= 1 << programmes.ordinal(i);
    }
    return bits & ~UNKNOWN_PROGRAMME;
  }

  private static @Nullable String orNull(@Nullable Text text) {
    return text == null ? null : text.toString();
  }

  @Override
  public EventTopic topic() {
    return EventTopic.CLEARANCE_EVENTS;
  }

  @Override
  public Milestone milestone() {
    return milestoneOf(stage);
  }

  /** The stage as a milestone. */
  static Milestone milestoneOf(Stage stage) {
    return MILESTONES[stage.ordinal()];
  }

  @Override
  public boolean standsForGoods() {
    return !retracted;
  }

  @Override
  public ClearanceRecord withoutFigures() {
    return new ClearanceRecord(
        eventId,
        version,
        retracted,
        eventTime,
        declarationId,
        stage,
        port,
        direction,
        mode,
        programmes,
        null,
        null,
        0,
        0,
        appointmentTime,
        0,
        0,
        0);
  }

  boolean hasAppointment() {
    return appointmentTime != NO_APPOINTMENT;
  }

  /** Whether the goods are declared to travel under the programme. */
  boolean declares(Programme programme) {
    return (programmes & 1 << programme.ordinal()) != 0;
  }
}
