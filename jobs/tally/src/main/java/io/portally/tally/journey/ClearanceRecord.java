package io.portally.tally.journey;

import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.tally.area.Register;
import io.portally.tally.fate.EventTopic;
import java.time.Instant;
import java.util.List;
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

  /** What is remembered of a clearance event whose port is in the register. */
  public static ClearanceRecord of(ClearanceEvent clearance, Register register) {
    return new ClearanceRecord(
        clearance.getEventId(),
        clearance.getVersion(),
        clearance.getRetracted(),
        clearance.getEventTime().toEpochMilli(),
        clearance.getDeclarationId(),
        clearance.getStage(),
        register.portOrdinal(clearance.getPort()),
        clearance.getDirection(),
        clearance.getMode(),
        bits(clearance.getProgrammes()),
        clearance.getAeoCountry(),
        clearance.getPartnerCountry(),
        orZero(clearance.getSingleWindowService()),
        orZero(clearance.getSingleWindowCategory()),
        millis(clearance.getAppointmentTime()),
        clearance.getGrossMassKg(),
        clearance.getValueFen(),
        orZero(clearance.getHsChapter()));
  }

  private static int bits(List<Programme> programmes) {
    int bits = 0;
    for (Programme programme : programmes) {
      if (programme != Programme.UNKNOWN) {
        bits |= 1 << programme.ordinal();
      }
    }
    return bits;
  }

  private static int orZero(@Nullable Integer number) {
    return number == null ? 0 : number;
  }

  private static long millis(@Nullable Instant instant) {
    return instant == null ? NO_APPOINTMENT : instant.toEpochMilli();
  }

  @Override
  public EventTopic topic() {
    return EventTopic.CLEARANCE_EVENTS;
  }
}
