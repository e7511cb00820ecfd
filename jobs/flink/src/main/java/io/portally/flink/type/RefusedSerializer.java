package io.portally.flink.type;

import io.portally.tally.fate.Fate;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.Verdict;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The record as it was read, and the verdict on it. */
final class RefusedSerializer extends ValueSerializer<JudgedRecord.Refused> {

  private static final long serialVersionUID = 1L;

  private static final RawRecordSerializer RAW = new RawRecordSerializer();
  private static final Fate[] FATES = Fate.values();
  private static final Reason[] REASONS = Reason.values();

  @Override
  public void serialize(JudgedRecord.Refused refused, DataOutputView target) throws IOException {
    RAW.serialize(refused.raw(), target);
    Verdict verdict = refused.verdict();
    target.writeByte(verdict.fate().ordinal());
    target.writeByte(verdict.reason().ordinal());
    if (verdict instanceof Verdict.Rejected rejected) {
      StringValue.writeString(rejected.why(), target);
    } else if (verdict instanceof Verdict.Late late) {
      StringValue.writeString(late.why(), target);
      target.writeLong(late.millis());
    }
  }

  @Override
  public JudgedRecord.Refused deserialize(DataInputView source) throws IOException {
    RawRecord raw = RAW.deserialize(source);
    Fate fate = FATES[source.readUnsignedByte()];
    Reason reason = REASONS[source.readUnsignedByte()];
    Verdict verdict =
        switch (fate) {
          case ACCEPTED -> Verdict.Accepted.INSTANCE;
          case DUPLICATE -> Verdict.Duplicate.INSTANCE;
          case IGNORED -> Verdict.Ignored.INSTANCE;
          case REJECTED -> new Verdict.Rejected(reason, StringValue.readString(source));
          case LATE -> new Verdict.Late(reason, StringValue.readString(source), source.readLong());
        };
    return new JudgedRecord.Refused(raw, verdict);
  }

  @Override
  public TypeSerializerSnapshot<JudgedRecord.Refused> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<JudgedRecord.Refused> {
    public Snapshot() {
      super(RefusedSerializer::new);
    }
  }
}
