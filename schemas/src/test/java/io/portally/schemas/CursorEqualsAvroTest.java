package io.portally.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Heartbeat;
import io.portally.events.Programme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The cursors against Avro's reader, on random records of all shapes, one in eight of them damaged:
 * both read the same fields, or neither reads any. How many: {@code -Dportally.cursor.records};
 * which: {@code -Dportally.cursor.seed}.
 */
class CursorEqualsAvroTest {

  private static final int RECORDS = Integer.getInteger("portally.cursor.records", 1_000_000);
  private static final long SEED = Long.getLong("portally.cursor.seed", System.nanoTime());

  private final SingleObjectDecoder avro = new SingleObjectDecoder();
  private final CursorReader movements = CursorReader.of(Topic.CARGO_MOVEMENTS);
  private final CursorReader clearances = CursorReader.of(Topic.CLEARANCE_EVENTS);
  private final CargoMovementCursor movementCursor = new CargoMovementCursor();
  private final ClearanceEventCursor clearanceCursor = new ClearanceEventCursor();
  private final HeartbeatCursor heartbeatCursor = new HeartbeatCursor();

  private int takenAsWritten;
  private int takenThoughDamaged;
  private int leftToAvro;
  private int readByNeither;

  @Test
  void aMillionRecordsReadTheSame() {
    System.out.println(RECORDS + " random records of seed " + SEED);
    Random random = new Random(SEED);
    RandomEvents events = new RandomEvents(random);
    for (int i = 0; i < RECORDS; i++) {
      SpecificRecord event = events.next();
      byte[] value = SingleObject.encode(event);
      if (random.nextInt(8) == 0) {
        compareDamaged(event, Damage.to(value, random));
      } else {
        compareWritten(event, value);
      }
    }
    System.out.printf(
        "%d taken as written; damaged: %d taken, %d left to Avro's reader, %d read by neither%n",
        takenAsWritten, takenThoughDamaged, leftToAvro, readByNeither);
    assertThat(List.of(takenAsWritten, takenThoughDamaged, leftToAvro, readByNeither))
        .allMatch(count -> count > 0);
  }

  private void compareWritten(SpecificRecord event, byte[] value) {
    Cursor cursor = cursorFor(event);
    require(cursor.read(value), "the cursor declines", value);
    requireEqual(readByAvro(value), cursor, value);
    takenAsWritten++;
  }

  private void compareDamaged(SpecificRecord event, byte[] value) {
    Cursor cursor = cursorFor(event);
    boolean taken = cursor.read(value);
    SpecificRecord read = readByAvro(value);
    if (taken) {
      requireEqual(read, cursor, value);
      takenThoughDamaged++;
    } else if (read == null) {
      readByNeither++;
    } else {
      CursorReader reader = event instanceof ClearanceEvent ? clearances : movements;
      requireEqual(read, (Cursor) reader.read(value), value);
      leftToAvro++;
    }
  }

  private @Nullable SpecificRecord readByAvro(byte[] value) {
    return avro.decode(value) instanceof Decoded.Event event ? event.record() : null;
  }

  private Cursor cursorFor(SpecificRecord event) {
    if (event instanceof CargoMovement) {
      return movementCursor;
    }
    return event instanceof ClearanceEvent ? clearanceCursor : heartbeatCursor;
  }

  private static void requireEqual(@Nullable SpecificRecord expected, Cursor cursor, byte[] value) {
    require(recordUnder(cursor).equals(expected), "the fields differ", value);
  }

  private static void require(boolean holds, String what, byte[] value) {
    if (!holds) {
      throw new AssertionError(
          "%s, seed %d: %s".formatted(what, SEED, HexFormat.of().formatHex(value)));
    }
  }

  /** All that the cursor says. */
  static SpecificRecord recordUnder(Cursor cursor) {
    if (cursor instanceof CargoMovementCursor movement) {
      return recordUnder(movement);
    }
    return cursor instanceof ClearanceEventCursor clearance
        ? recordUnder(clearance)
        : new Heartbeat(Instant.ofEpochMilli(((HeartbeatCursor) cursor).emittedAt()));
  }

  private static CargoMovement recordUnder(CargoMovementCursor cursor) {
    return new CargoMovement(
        cursor.eventId().toString(),
        cursor.version(),
        cursor.retracted(),
        cursor.classifier(),
        Instant.ofEpochMilli(cursor.eventTime()),
        cursor.consignmentId().toString(),
        orNull(cursor.equipmentId()),
        cursor.movement(),
        cursor.port().toString(),
        orNull(cursor.otherPort()),
        cursor.direction(),
        cursor.mode(),
        cursor.laden(),
        cursor.grossMassKg(),
        cursor.teuHundredths());
  }

  private static ClearanceEvent recordUnder(ClearanceEventCursor cursor) {
    List<Programme> programmes = new ArrayList<>();
    for (int i = 0; i < cursor.programmes().size(); i++) {
      programmes.add(Programme.values()[cursor.programmes().ordinal(i)]);
    }
    return new ClearanceEvent(
        cursor.eventId().toString(),
        cursor.version(),
        cursor.retracted(),
        Instant.ofEpochMilli(cursor.eventTime()),
        cursor.consignmentId().toString(),
        cursor.declarationId().toString(),
        cursor.stage(),
        cursor.port().toString(),
        orNull(cursor.office()),
        cursor.direction(),
        cursor.mode(),
        programmes,
        orNull(cursor.aeoCountry()),
        orNull(cursor.partnerCountry()),
        cursor.hasSingleWindowService() ? Integer.valueOf(cursor.singleWindowService()) : null,
        cursor.hasSingleWindowCategory() ? Integer.valueOf(cursor.singleWindowCategory()) : null,
        cursor.hasAppointmentTime() ? Instant.ofEpochMilli(cursor.appointmentTime()) : null,
        cursor.grossMassKg(),
        cursor.valueFen(),
        cursor.hasHsChapter() ? Integer.valueOf(cursor.hsChapter()) : null);
  }

  private static @Nullable String orNull(@Nullable Text text) {
    return text == null ? null : text.toString();
  }
}
