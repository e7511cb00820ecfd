package io.portally.flink.type;

import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.journey.ClearanceRecord;
import io.portally.tally.journey.JourneyRecord;
import io.portally.tally.journey.MovementRecord;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** What is remembered of a record, behind the ordinal of its topic. */
final class JourneyRecordSerializer extends ValueSerializer<JourneyRecord> {

  private static final long serialVersionUID = 1L;

  private static final EventTopic[] TOPICS = EventTopic.values();
  private static final Movement[] MOVEMENTS = Movement.values();
  private static final Stage[] STAGES = Stage.values();
  private static final Direction[] DIRECTIONS = Direction.values();
  private static final Mode[] MODES = Mode.values();

  @Override
  public void serialize(JourneyRecord record, DataOutputView target) throws IOException {
    target.writeByte(record.topic().ordinal());
    target.writeUTF(record.eventId());
    target.writeInt(record.version());
    target.writeBoolean(record.retracted());
    target.writeLong(record.eventTime());
    if (record instanceof MovementRecord movement) {
      serializeMovement(movement, target);
    } else {
      serializeClearance((ClearanceRecord) record, target);
    }
  }

  @Override
  public JourneyRecord deserialize(DataInputView source) throws IOException {
    EventTopic topic = TOPICS[source.readUnsignedByte()];
    String eventId = source.readUTF();
    int version = source.readInt();
    boolean retracted = source.readBoolean();
    long eventTime = source.readLong();
    return switch (topic) {
      case CARGO_MOVEMENTS -> deserializeMovement(eventId, version, retracted, eventTime, source);
      case CLEARANCE_EVENTS -> deserializeClearance(eventId, version, retracted, eventTime, source);
    };
  }

  private static void serializeMovement(MovementRecord movement, DataOutputView target)
      throws IOException {
    writeText(movement.equipmentId(), target);
    target.writeByte(movement.movement().ordinal());
    target.writeShort(movement.port());
    target.writeShort(movement.otherPort());
    target.writeByte(movement.direction().ordinal());
    target.writeByte(movement.mode().ordinal());
    target.writeBoolean(movement.laden());
    target.writeLong(movement.grossMassKg());
    target.writeInt(movement.teuHundredths());
  }

  private static MovementRecord deserializeMovement(
      String eventId, int version, boolean retracted, long eventTime, DataInputView source)
      throws IOException {
    return new MovementRecord(
        eventId,
        version,
        retracted,
        eventTime,
        readText(source),
        MOVEMENTS[source.readUnsignedByte()],
        source.readShort(),
        source.readShort(),
        DIRECTIONS[source.readUnsignedByte()],
        MODES[source.readUnsignedByte()],
        source.readBoolean(),
        source.readLong(),
        source.readInt());
  }

  private static void serializeClearance(ClearanceRecord clearance, DataOutputView target)
      throws IOException {
    target.writeUTF(clearance.declarationId());
    target.writeByte(clearance.stage().ordinal());
    target.writeShort(clearance.port());
    target.writeByte(clearance.direction().ordinal());
    target.writeByte(clearance.mode().ordinal());
    target.writeInt(clearance.programmes());
    writeText(clearance.aeoCountry(), target);
    writeText(clearance.partnerCountry(), target);
    target.writeShort(clearance.singleWindowService());
    target.writeByte(clearance.singleWindowCategory());
    target.writeLong(clearance.appointmentTime());
    target.writeLong(clearance.grossMassKg());
    target.writeLong(clearance.valueFen());
    target.writeByte(clearance.hsChapter());
  }

  private static ClearanceRecord deserializeClearance(
      String eventId, int version, boolean retracted, long eventTime, DataInputView source)
      throws IOException {
    return new ClearanceRecord(
        eventId,
        version,
        retracted,
        eventTime,
        source.readUTF(),
        STAGES[source.readUnsignedByte()],
        source.readShort(),
        DIRECTIONS[source.readUnsignedByte()],
        MODES[source.readUnsignedByte()],
        source.readInt(),
        readText(source),
        readText(source),
        source.readUnsignedShort(),
        source.readUnsignedByte(),
        source.readLong(),
        source.readLong(),
        source.readLong(),
        source.readUnsignedByte());
  }

  private static void writeText(@Nullable String text, DataOutputView target) throws IOException {
    // Identifiers and codes are never empty, so the empty text is free to stand for none.
    target.writeUTF(text == null ? "" : text);
  }

  private static @Nullable String readText(DataInputView source) throws IOException {
    String text = source.readUTF();
    return text.isEmpty() ? null : text;
  }

  @Override
  public TypeSerializerSnapshot<JourneyRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<JourneyRecord> {
    public Snapshot() {
      super(JourneyRecordSerializer::new);
    }
  }
}
