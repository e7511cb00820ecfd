package io.portally.flink.type;

import io.portally.tally.slow.RuleFault;
import io.portally.tally.slow.RuleVerdict;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** A byte for the kind, then what the kind holds. */
final class RuleRecordSerializer extends ValueSerializer<RuleRecord> {

  private static final long serialVersionUID = 1L;

  private static final RuleSerializer RULE = new RuleSerializer();
  private static final RuleFault[] FAULTS = RuleFault.values();
  private static final int IS_PUT = 0;
  private static final int IS_DELETED = 1;
  private static final int IS_REFUSED = 2;

  @Override
  public void serialize(RuleRecord record, DataOutputView target) throws IOException {
    if (record instanceof RuleRecord.Refused refused) {
      serialize(refused, target);
    } else {
      serialize((RuleRecord.Change) record, target);
    }
  }

  private static void serialize(RuleRecord.Change change, DataOutputView target)
      throws IOException {
    if (change.verdict() instanceof RuleVerdict.Put put) {
      target.writeByte(IS_PUT);
      RULE.serialize(put.rule(), target);
    } else if (change.verdict() instanceof RuleVerdict.Deleted deleted) {
      target.writeByte(IS_DELETED);
      StringValue.writeString(deleted.ruleId(), target);
    } else {
      throw new IOException("a refused rule changes nothing: " + change);
    }
    Varint.write(change.partition(), target);
    Varint.write(change.offset(), target);
  }

  private static void serialize(RuleRecord.Refused refused, DataOutputView target)
      throws IOException {
    target.writeByte(IS_REFUSED);
    Varint.write(refused.partition(), target);
    Varint.write(refused.offset(), target);
    Varint.writeSigned(refused.timestamp(), target);
    RawRecordSerializer.writeBytes(refused.key(), target);
    RawRecordSerializer.writeBytes(refused.value(), target);
    RawRecordSerializer.writeHeaders(refused.headers(), target);
    target.writeByte(refused.fault().ordinal());
    StringValue.writeString(refused.why(), target);
  }

  @Override
  public RuleRecord deserialize(DataInputView source) throws IOException {
    int kind = source.readUnsignedByte();
    return switch (kind) {
      case IS_PUT -> change(new RuleVerdict.Put(RULE.deserialize(source)), source);
      case IS_DELETED -> change(new RuleVerdict.Deleted(StringValue.readString(source)), source);
      case IS_REFUSED ->
          new RuleRecord.Refused(
              (int) Varint.read(source),
              Varint.read(source),
              Varint.readSigned(source),
              RawRecordSerializer.readBytes(source),
              RawRecordSerializer.readBytes(source),
              RawRecordSerializer.readHeaders(source),
              FAULTS[source.readUnsignedByte()],
              StringValue.readString(source));
      default -> throw new IOException("no record of a rule begins with " + kind);
    };
  }

  private static RuleRecord change(RuleVerdict verdict, DataInputView source) throws IOException {
    return new RuleRecord.Change((int) Varint.read(source), Varint.read(source), verdict);
  }

  @Override
  public TypeSerializerSnapshot<RuleRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RuleRecord> {
    public Snapshot() {
      super(RuleRecordSerializer::new);
    }
  }
}
