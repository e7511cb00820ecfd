package io.portally.flink.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Where it stood, when it was published, and its bytes; their length and one more, 0 for none. */
final class RawAlertSerializer extends ValueSerializer<RawAlert> {

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(RawAlert alert, DataOutputView target) throws IOException {
    Varint.write(alert.partition(), target);
    Varint.write(alert.offset(), target);
    Varint.writeSigned(alert.timestamp(), target);
    byte[] value = alert.value();
    if (value == null) {
      Varint.write(0, target);
      return;
    }
    Varint.write(value.length + 1L, target);
    target.write(value);
  }

  @Override
  public RawAlert deserialize(DataInputView source) throws IOException {
    int partition = (int) Varint.read(source);
    long offset = Varint.read(source);
    long timestamp = Varint.readSigned(source);
    return new RawAlert(partition, offset, timestamp, readValue(source));
  }

  private static byte @Nullable [] readValue(DataInputView source) throws IOException {
    int length = (int) Varint.read(source) - 1;
    if (length < 0) {
      return null;
    }
    byte[] value = new byte[length];
    source.readFully(value);
    return value;
  }

  @Override
  public TypeSerializerSnapshot<RawAlert> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RawAlert> {
    public Snapshot() {
      super(RawAlertSerializer::new);
    }
  }
}
