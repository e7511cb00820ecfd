package io.portally.flink.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A byte for the kind, then what the kind holds. */
final class JudgedRecordSerializer extends ValueSerializer<JudgedRecord> {

  private static final long serialVersionUID = 1L;

  private static final CandidateSerializer CANDIDATE = new CandidateSerializer();
  private static final RefusedSerializer REFUSED = new RefusedSerializer();
  private static final int IS_CANDIDATE = 0;
  private static final int IS_REFUSED = 1;
  private static final int IS_HEARTBEAT = 2;

  @Override
  public void serialize(JudgedRecord judged, DataOutputView target) throws IOException {
    if (judged instanceof JudgedRecord.Candidate candidate) {
      target.writeByte(IS_CANDIDATE);
      CANDIDATE.serialize(candidate, target);
    } else if (judged instanceof JudgedRecord.Refused refused) {
      target.writeByte(IS_REFUSED);
      REFUSED.serialize(refused, target);
    } else {
      target.writeByte(IS_HEARTBEAT);
      target.writeLong(((JudgedRecord.HeartbeatMark) judged).emittedAt());
    }
  }

  @Override
  public JudgedRecord deserialize(DataInputView source) throws IOException {
    int kind = source.readUnsignedByte();
    return switch (kind) {
      case IS_CANDIDATE -> CANDIDATE.deserialize(source);
      case IS_REFUSED -> REFUSED.deserialize(source);
      case IS_HEARTBEAT -> new JudgedRecord.HeartbeatMark(source.readLong());
      default -> throw new IOException("no judged record begins with " + kind);
    };
  }

  @Override
  public TypeSerializerSnapshot<JudgedRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<JudgedRecord> {
    public Snapshot() {
      super(JudgedRecordSerializer::new);
    }
  }
}
