package io.portally.flink.type;

import io.portally.events.AlertKind;
import io.portally.events.AlertStatus;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import io.portally.events.Severity;
import io.portally.tally.slow.Raised;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** An alert that was raised. Begins with the byte of its format. */
final class RaisedSerializer extends ValueSerializer<Raised> {

  private static final long serialVersionUID = 1L;

  private static final int FORMAT = 1;
  private static final AlertKind[] KINDS = AlertKind.values();
  private static final AlertStatus[] STATES = AlertStatus.values();
  private static final Leg[] LEGS = Leg.values();
  private static final Milestone[] MILESTONES = Milestone.values();
  private static final Severity[] SEVERITIES = Severity.values();

  @Override
  public void serialize(Raised raised, DataOutputView target) throws IOException {
    target.writeByte(FORMAT);
    target.writeByte(raised.kind().ordinal());
    StringValue.writeString(raised.ruleId(), target);
    target.writeByte(raised.leg().ordinal());
    Varint.write(raised.beganAt(), target);
    StringValue.writeString(raised.declarationId(), target);
    StringValue.writeString(raised.equipmentId(), target);
    target.writeLong(raised.startedAt());
    Varint.write(raised.occurrence(), target);
    target.writeByte(raised.status().ordinal());
    target.writeLong(raised.ruleVersion());
    target.writeByte(raised.severity().ordinal());
    Varint.write(raised.port(), target);
    target.writeByte(raised.waitingFor().ordinal());
    target.writeLong(raised.dueAt());
    target.writeLong(raised.endedAt());
    target.writeLong(raised.heldUntil());
  }

  @Override
  public Raised deserialize(DataInputView source) throws IOException {
    StateFormat.read(FORMAT, "an alert", source);
    return new Raised(
        KINDS[source.readUnsignedByte()],
        StringValue.readString(source),
        LEGS[source.readUnsignedByte()],
        (int) Varint.read(source),
        StringValue.readString(source),
        StringValue.readString(source),
        source.readLong(),
        (int) Varint.read(source),
        STATES[source.readUnsignedByte()],
        source.readLong(),
        SEVERITIES[source.readUnsignedByte()],
        (int) Varint.read(source),
        MILESTONES[source.readUnsignedByte()],
        source.readLong(),
        source.readLong(),
        source.readLong());
  }

  @Override
  public TypeSerializerSnapshot<Raised> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Raised> {
    public Snapshot() {
      super(RaisedSerializer::new);
    }
  }
}
