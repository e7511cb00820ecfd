package io.portally.flink.type;

import io.portally.tally.journey.ConsignmentKey;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The record as it was read, its key, and how long before its publication it happened. */
final class CandidateSerializer extends ValueSerializer<JudgedRecord.Candidate> {

  private static final long serialVersionUID = 1L;

  private static final RawRecordSerializer RAW = new RawRecordSerializer();
  private static final ConsignmentKeySerializer KEY = new ConsignmentKeySerializer();

  @Override
  public void serialize(JudgedRecord.Candidate candidate, DataOutputView target)
      throws IOException {
    RAW.serialize(candidate.raw(), target);
    KEY.serialize(candidate.key(), target);
    Varint.writeSigned(candidate.raw().timestamp() - candidate.eventTime(), target);
  }

  @Override
  public JudgedRecord.Candidate deserialize(DataInputView source) throws IOException {
    RawRecord raw = RAW.deserialize(source);
    ConsignmentKey key = KEY.deserialize(source);
    return new JudgedRecord.Candidate(raw, key, raw.timestamp() - Varint.readSigned(source));
  }

  @Override
  public TypeSerializerSnapshot<JudgedRecord.Candidate> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<JudgedRecord.Candidate> {
    public Snapshot() {
      super(CandidateSerializer::new);
    }
  }
}
