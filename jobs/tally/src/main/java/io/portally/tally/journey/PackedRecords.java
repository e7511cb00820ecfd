package io.portally.tally.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.portally.events.Direction;
import io.portally.events.Milestone;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;
import io.portally.tally.fate.EventTopic;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records one behind the other in an array of bytes, as state keeps them: a consignment has several
 * and most are looked at only to see that they are others. Numbers take as many bytes as they need.
 *
 * <p>A record is its length; a byte of flags with the topic in the lowest bits; the event's id,
 * version and time; then what its topic has.
 */
final class PackedRecords {

  private static final int TOPIC_MASK = 0b111;
  private static final int RETRACTED = 1 << 3;

  /** A movement's laden, a clearance's appointment. */
  private static final int FIRST_FLAG = 1 << 4;

  /** A movement's equipment, a clearance's AEO country. */
  private static final int SECOND_FLAG = 1 << 5;

  /** A clearance's partner country. */
  private static final int THIRD_FLAG = 1 << 6;

  /** More than a record takes without its texts, of which a character takes three bytes at most. */
  private static final int BESIDE_TEXTS = 128;

  private static final int MOST_BYTES_A_CHARACTER = 3;

  private static final EventTopic[] TOPICS = EventTopic.values();
  private static final Movement[] MOVEMENTS = Movement.values();
  private static final Stage[] STAGES = Stage.values();
  private static final Direction[] DIRECTIONS = Direction.values();
  private static final Mode[] MODES = Mode.values();

  private PackedRecords() {}

  // Looking at records without reading them.

  /** Where the record after the one that begins here begins. */
  static int next(byte[] bytes, int record) {
    int length = bytes[record];
    if (length >= 0) {
      return record + 1 + length;
    }
    Cursor cursor = new Cursor(bytes, record);
    int body = (int) cursor.number();
    return cursor.at + body;
  }

  static EventTopic topic(byte[] bytes, int record) {
    return TOPICS[bytes[body(bytes, record)] & TOPIC_MASK];
  }

  /**
   * Whether the record is a version of the event.
   *
   * @param idLength how many bytes the id takes, see {@link #lengthOf}
   */
  static boolean isOf(byte[] bytes, int record, EventTopic topic, String eventId, int idLength) {
    int at = body(bytes, record);
    if ((bytes[at] & TOPIC_MASK) != topic.ordinal()) {
      return false;
    }
    at++;
    int length = bytes[at++] & 0x7F;
    if (bytes[at - 1] < 0) {
      length |= (bytes[at++] & 0x7F) << 7;
    }
    if (length != idLength) {
      return false;
    }
    return length == eventId.length()
        ? isAscii(bytes, at, eventId)
        : eventId.equals(new Cursor(bytes, at).characters(length));
  }

  /**
   * Whether the record is of that stage of the declaration.
   *
   * @param idLength how many bytes the declaration's id takes, see {@link #lengthOf}
   */
  static boolean isOfStage(
      byte[] bytes, int record, String declarationId, int idLength, Stage stage) {
    if (topic(bytes, record) != EventTopic.CLEARANCE_EVENTS) {
      return false;
    }
    Cursor cursor = behindTime(bytes, record);
    if (cursor.number() != idLength) {
      return false;
    }
    return bytes[cursor.at + idLength] == stage.ordinal()
        && (idLength == declarationId.length()
            ? isAscii(bytes, cursor.at, declarationId)
            : declarationId.equals(cursor.characters(idLength)));
  }

  /** From the end: the ids of a consignment's events often begin alike. */
  private static boolean isAscii(byte[] bytes, int at, String text) {
    for (int i = text.length() - 1; i >= 0; i--) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static int version(byte[] bytes, int record) {
    return (int) behindId(bytes, record).number();
  }

  static long eventTime(byte[] bytes, int record) {
    Cursor cursor = behindId(bytes, record);
    cursor.number();
    return cursor.signed();
  }

  private static Cursor behindId(byte[] bytes, int record) {
    Cursor cursor = new Cursor(bytes, body(bytes, record) + 1);
    cursor.skipText();
    return cursor;
  }

  /** Where what the topic has begins. */
  private static Cursor behindTime(byte[] bytes, int record) {
    Cursor cursor = behindId(bytes, record);
    cursor.number();
    cursor.signed();
    return cursor;
  }

  /** Where the record's flags are. */
  private static int body(byte[] bytes, int record) {
    int at = record;
    while (bytes[at] < 0) {
      at++;
    }
    return at + 1;
  }

  /** How many bytes a text takes, without its length. */
  static int lengthOf(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      length += lengthOf(text.charAt(i));
    }
    return length;
  }

  private static int lengthOf(char character) {
    if (character < 0x80) {
      return 1;
    }
    return character < 0x800 ? 2 : MOST_BYTES_A_CHARACTER;
  }

  /** What a record tells at a glance: each of a consignment's is asked for it at every new one. */
  static final class Skimmed {

    private final Cursor cursor;
    private int flags;
    private long eventTime;
    private Milestone milestone = Milestone.UNKNOWN;
    private int programmes;

    Skimmed(byte[] bytes) {
      this.cursor = new Cursor(bytes, 0);
    }

    /** Turns to the record that begins there. */
    void turnTo(int record) {
      cursor.at = body(cursor.bytes, record);
      flags = cursor.octet();
      cursor.skipText();
      cursor.number();
      eventTime = cursor.signed();
      switch (TOPICS[flags & TOPIC_MASK]) {
        case CARGO_MOVEMENTS -> skimMovement();
        case CLEARANCE_EVENTS -> skimClearance();
      }
    }

    private void skimMovement() {
      if ((flags & SECOND_FLAG) != 0) {
        cursor.skipText();
      }
      milestone = MovementRecord.milestoneOf(MOVEMENTS[cursor.octet()]);
      programmes = 0;
    }

    private void skimClearance() {
      cursor.skipText();
      milestone = ClearanceRecord.milestoneOf(STAGES[cursor.octet()]);
      cursor.number();
      cursor.octet();
      cursor.octet();
      programmes = (int) cursor.number();
    }

    /** When it happened, epoch milliseconds. */
    long eventTime() {
      return eventTime;
    }

    /** What happened. */
    Milestone milestone() {
      return milestone;
    }

    /** The programmes that it declares, a bit for each by ordinal; a movement has none. */
    int programmes() {
      return programmes;
    }
  }

  // Reading.

  static JourneyRecord read(byte[] bytes, int record) {
    Cursor cursor = new Cursor(bytes, body(bytes, record));
    int flags = cursor.octet();
    String eventId = cursor.text();
    int version = (int) cursor.number();
    boolean retracted = (flags & RETRACTED) != 0;
    long eventTime = cursor.signed();
    return switch (TOPICS[flags & TOPIC_MASK]) {
      case CARGO_MOVEMENTS -> readMovement(cursor, flags, eventId, version, retracted, eventTime);
      case CLEARANCE_EVENTS -> readClearance(cursor, flags, eventId, version, retracted, eventTime);
    };
  }

  private static MovementRecord readMovement(
      Cursor cursor, int flags, String eventId, int version, boolean retracted, long eventTime) {
    return new MovementRecord(
        eventId,
        version,
        retracted,
        eventTime,
        (flags & SECOND_FLAG) == 0 ? null : cursor.text(),
        MOVEMENTS[cursor.octet()],
        (int) cursor.number(),
        (int) cursor.number() + MovementRecord.NOWHERE,
        DIRECTIONS[cursor.octet()],
        MODES[cursor.octet()],
        (flags & FIRST_FLAG) != 0,
        cursor.signed(),
        (int) cursor.signed());
  }

  private static ClearanceRecord readClearance(
      Cursor cursor, int flags, String eventId, int version, boolean retracted, long eventTime) {
    return new ClearanceRecord(
        eventId,
        version,
        retracted,
        eventTime,
        cursor.text(),
        STAGES[cursor.octet()],
        (int) cursor.number(),
        DIRECTIONS[cursor.octet()],
        MODES[cursor.octet()],
        (int) cursor.number(),
        (flags & SECOND_FLAG) == 0 ? null : cursor.text(),
        (flags & THIRD_FLAG) == 0 ? null : cursor.text(),
        (int) cursor.number(),
        (int) cursor.number(),
        (flags & FIRST_FLAG) == 0 ? ClearanceRecord.NO_APPOINTMENT : cursor.signed(),
        cursor.signed(),
        cursor.signed(),
        (int) cursor.number());
  }

  // Writing.

  /** All of that and the record behind it, with no byte to spare. */
  static byte[] append(byte[] packed, JourneyRecord record) {
    Cursor body = new Cursor(new byte[mostBytes(record)], 0);
    writeBody(record, body);
    byte[] longer = Arrays.copyOf(packed, packed.length + lengthOf(body.at) + body.at);
    Cursor end = new Cursor(longer, packed.length);
    end.number(body.at);
    System.arraycopy(body.bytes, 0, longer, end.at, body.at);
    return longer;
  }

  private static int lengthOf(long number) {
    return number == 0 ? 1 : (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7;
  }

  private static int mostBytes(JourneyRecord record) {
    int characters = record.eventId().length();
    if (record instanceof ClearanceRecord clearance) {
      characters += clearance.declarationId().length();
    } else if (record instanceof MovementRecord movement && movement.equipmentId() != null) {
      characters += movement.equipmentId().length();
    }
    return MOST_BYTES_A_CHARACTER * characters + BESIDE_TEXTS;
  }

  private static void writeBody(JourneyRecord record, Cursor cursor) {
    int flags = record.topic().ordinal() | (record.retracted() ? RETRACTED : 0);
    if (record instanceof MovementRecord movement) {
      cursor.octet(
          flags
              | (movement.laden() ? FIRST_FLAG : 0)
              | (movement.equipmentId() == null ? 0 : SECOND_FLAG));
      writeHead(record, cursor);
      writeMovement(movement, cursor);
    } else {
      ClearanceRecord clearance = (ClearanceRecord) record;
      cursor.octet(
          flags
              | (clearance.appointmentTime() == ClearanceRecord.NO_APPOINTMENT ? 0 : FIRST_FLAG)
              | (clearance.aeoCountry() == null ? 0 : SECOND_FLAG)
              | (clearance.partnerCountry() == null ? 0 : THIRD_FLAG));
      writeHead(record, cursor);
      writeClearance(clearance, cursor);
    }
  }

  private static void writeHead(JourneyRecord record, Cursor cursor) {
    cursor.text(record.eventId());
    cursor.number(record.version());
    cursor.signed(record.eventTime());
  }

  private static void writeMovement(MovementRecord movement, Cursor cursor) {
    cursor.textIfAny(movement.equipmentId());
    cursor.octet(movement.movement().ordinal());
    cursor.number(movement.port());
    cursor.number(movement.otherPort() - MovementRecord.NOWHERE);
    cursor.octet(movement.direction().ordinal());
    cursor.octet(movement.mode().ordinal());
    cursor.signed(movement.grossMassKg());
    cursor.signed(movement.teuHundredths());
  }

  private static void writeClearance(ClearanceRecord clearance, Cursor cursor) {
    cursor.text(clearance.declarationId());
    cursor.octet(clearance.stage().ordinal());
    cursor.number(clearance.port());
    cursor.octet(clearance.direction().ordinal());
    cursor.octet(clearance.mode().ordinal());
    cursor.number(clearance.programmes());
    cursor.textIfAny(clearance.aeoCountry());
    cursor.textIfAny(clearance.partnerCountry());
    cursor.number(clearance.singleWindowService());
    cursor.number(clearance.singleWindowCategory());
    if (clearance.appointmentTime() != ClearanceRecord.NO_APPOINTMENT) {
      cursor.signed(clearance.appointmentTime());
    }
    cursor.signed(clearance.grossMassKg());
    cursor.signed(clearance.valueFen());
    cursor.number(clearance.hsChapter());
  }

  /** A place in bytes, for reading from there on or for writing. */
  private static final class Cursor {

    private final byte[] bytes;
    private int at;

    Cursor(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    int octet() {
      return bytes[at++] & 0xFF;
    }

    void octet(int value) {
      bytes[at++] = (byte) value;
    }

    /** Seven bits a byte, the lowest first; the highest bit says that there are more. */
    long number() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[at++];
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    void number(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        bytes[at++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      bytes[at++] = (byte) rest;
    }

    /** The sign in the lowest bit, so that small negative numbers are short too. */
    long signed() {
      long value = number();
      return (value >>> 1) ^ -(value & 1);
    }

    void signed(long value) {
      number((value << 1) ^ (value >> 63));
    }

    String text() {
      return characters((int) number());
    }

    void skipText() {
      int length = (int) number();
      at += length;
    }

    void textIfAny(@Nullable String text) {
      if (text != null) {
        text(text);
      }
    }

    void text(String text) {
      int length = lengthOf(text);
      number(length);
      if (length == text.length()) {
        byte[] ascii = text.getBytes(ISO_8859_1);
        System.arraycopy(ascii, 0, bytes, at, length);
        at += length;
        return;
      }
      for (int i = 0; i < text.length(); i++) {
        character(text.charAt(i));
      }
    }

    /** As UTF-8 does it, but each of a pair of surrogates by itself: any text comes back. */
    private void character(char character) {
      switch (lengthOf(character)) {
        case 1 -> octet(character);
        case 2 -> {
          octet(0xC0 | (character >> 6));
          octet(0x80 | (character & 0x3F));
        }
        default -> {
          octet(0xE0 | (character >> 12));
          octet(0x80 | ((character >> 6) & 0x3F));
          octet(0x80 | (character & 0x3F));
        }
      }
    }

    String characters(int length) {
      if (isAscii(length)) {
        String text = new String(bytes, at, length, ISO_8859_1);
        at += length;
        return text;
      }
      char[] characters = new char[length];
      int count = 0;
      for (int end = at + length; at < end; ) {
        characters[count++] = character();
      }
      return String.valueOf(characters, 0, count);
    }

    private boolean isAscii(int length) {
      int all = 0;
      for (int i = at; i < at + length; i++) {
        all |= bytes[i];
      }
      return all >= 0;
    }

    private char character() {
      int first = octet();
      if (first < 0x80) {
        return (char) first;
      }
      if (first < 0xE0) {
        return (char) (((first & 0x1F) << 6) | (octet() & 0x3F));
      }
      return (char) (((first & 0x0F) << 12) | ((octet() & 0x3F) << 6) | (octet() & 0x3F));
    }
  }
}
