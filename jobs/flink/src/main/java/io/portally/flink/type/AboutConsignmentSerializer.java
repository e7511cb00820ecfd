package io.portally.flink.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A byte for the kind, then what the kind holds. */
final class AboutConsignmentSerializer extends ValueSerializer<AboutConsignment> {

  private static final long serialVersionUID = 1L;

  private static final CandidateSerializer CANDIDATE = new CandidateSerializer();
  private static final EchoSerializer ECHO = new EchoSerializer();
  private static final int IS_CANDIDATE = 0;
  private static final int IS_ECHO = 1;

  @Override
  public void serialize(AboutConsignment about, DataOutputView target) throws IOException {
    if (about instanceof JudgedRecord.Candidate candidate) {
      target.writeByte(IS_CANDIDATE);
      CANDIDATE.serialize(candidate, target);
    } else {
      target.writeByte(IS_ECHO);
      ECHO.serialize((AboutConsignment.Echo) about, target);
    }
  }

  @Override
  public AboutConsignment deserialize(DataInputView source) throws IOException {
    int kind = source.readUnsignedByte();
    return switch (kind) {
      case IS_CANDIDATE -> CANDIDATE.deserialize(source);
      case IS_ECHO -> ECHO.deserialize(source);
      default -> throw new IOException("nothing about a consignment begins with " + kind);
    };
  }

  @Override
  public TypeSerializerSnapshot<AboutConsignment> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AboutConsignment> {
    public Snapshot() {
      super(AboutConsignmentSerializer::new);
    }
  }
}
