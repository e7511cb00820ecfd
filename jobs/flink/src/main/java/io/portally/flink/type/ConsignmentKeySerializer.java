package io.portally.flink.type;

import io.portally.tally.journey.ConsignmentKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Two longs. */
final class ConsignmentKeySerializer extends ValueSerializer<ConsignmentKey> {

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(ConsignmentKey key, DataOutputView target) throws IOException {
    // In one piece: a snapshot's stream takes its time for each, and consignments are millions.
    target.write(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(key.high()).putLong(key.low()).array());
  }

  @Override
  public ConsignmentKey deserialize(DataInputView source) throws IOException {
    return new ConsignmentKey(source.readLong(), source.readLong());
  }

  @Override
  public int getLength() {
    return 2 * Long.BYTES;
  }

  @Override
  public TypeSerializerSnapshot<ConsignmentKey> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ConsignmentKey> {
    public Snapshot() {
      super(ConsignmentKeySerializer::new);
    }
  }
}
