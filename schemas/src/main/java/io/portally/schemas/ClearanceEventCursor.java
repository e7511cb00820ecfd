package io.portally.schemas;

import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Stage;
import org.jspecify.annotations.Nullable;

/** Where the fields of a {@link ClearanceEvent} lie. */
// Written by CursorSource, which a test compares with this: do not edit.
public final class ClearanceEventCursor extends Cursor {

  private static final Stage[] STAGES = Stage.values();
  private static final Direction[] DIRECTIONS = Direction.values();
  private static final Mode[] MODES = Mode.values();
  private final Text eventId = new Text(this);
  private int version;
  private boolean retracted;
  private long eventTime;
  private final Text consignmentId = new Text(this);
  private final Text declarationId = new Text(this);
  private int stage;
  private final Text port = new Text(this);
  private boolean hasOffice;
  private final Text office = new Text(this);
  private int direction;
  private int mode;
  private final Symbols programmes = new Symbols(this);
  private boolean hasAeoCountry;
  private final Text aeoCountry = new Text(this);
  private boolean hasPartnerCountry;
  private final Text partnerCountry = new Text(this);
  private boolean hasSingleWindowService;
  private int singleWindowService;
  private boolean hasSingleWindowCategory;
  private int singleWindowCategory;
  private boolean hasAppointmentTime;
  private long appointmentTime;
  private long grossMassKg;
  private long valueFen;
  private boolean hasHsChapter;
  private int hsChapter;

  ClearanceEventCursor() {}

  @Override
  void readFields() {
    readText(eventId);
    version = readInt();
    retracted = readBoolean();
    eventTime = readLong();
    readText(consignmentId);
    readText(declarationId);
    stage = readIndex(13);
    readText(port);
    hasOffice = readIndex(2) == 1;
    if (hasOffice) {
      readText(office);
    }
    direction = readIndex(6);
    mode = readIndex(9);
    readSymbols(programmes, 10);
    hasAeoCountry = readIndex(2) == 1;
    if (hasAeoCountry) {
      readText(aeoCountry);
    }
    hasPartnerCountry = readIndex(2) == 1;
    if (hasPartnerCountry) {
      readText(partnerCountry);
    }
    hasSingleWindowService = readIndex(2) == 1;
    singleWindowService = hasSingleWindowService ? readInt() : 0;
    hasSingleWindowCategory = readIndex(2) == 1;
    singleWindowCategory = hasSingleWindowCategory ? readInt() : 0;
    hasAppointmentTime = readIndex(2) == 1;
    appointmentTime = hasAppointmentTime ? readLong() : 0;
    grossMassKg = readLong();
    valueFen = readLong();
    hasHsChapter = readIndex(2) == 1;
    hsChapter = hasHsChapter ? readInt() : 0;
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

  public long eventTime() {
    return eventTime;
  }

  public Text consignmentId() {
    return consignmentId;
  }

  public Text declarationId() {
    return declarationId;
  }

  public Stage stage() {
    return STAGES[stage];
  }

  public Text port() {
    return port;
  }

  public @Nullable Text office() {
    return hasOffice ? office : null;
  }

  public Direction direction() {
    return DIRECTIONS[direction];
  }

  public Mode mode() {
    return MODES[mode];
  }

  public Symbols programmes() {
    return programmes;
  }

  public @Nullable Text aeoCountry() {
    return hasAeoCountry ? aeoCountry : null;
  }

  public @Nullable Text partnerCountry() {
    return hasPartnerCountry ? partnerCountry : null;
  }

  public boolean hasSingleWindowService() {
    return hasSingleWindowService;
  }

  /** 0 where there is none. */
  public int singleWindowService() {
    return singleWindowService;
  }

  public boolean hasSingleWindowCategory() {
    return hasSingleWindowCategory;
  }

  /** 0 where there is none. */
  public int singleWindowCategory() {
    return singleWindowCategory;
  }

  public boolean hasAppointmentTime() {
    return hasAppointmentTime;
  }

  /** 0 where there is none. */
  public long appointmentTime() {
    return appointmentTime;
  }

  public long grossMassKg() {
    return grossMassKg;
  }

  public long valueFen() {
    return valueFen;
  }

  public boolean hasHsChapter() {
    return hasHsChapter;
  }

  /** 0 where there is none. */
  public int hsChapter() {
    return hsChapter;
  }
}
