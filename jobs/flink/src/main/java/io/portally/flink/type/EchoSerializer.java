package io.portally.flink.type;

import io.portally.flink.type.AboutConsignment.Echo;
import io.portally.tally.journey.ConsignmentKey;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** An alert that comes back: what stands beside it, then its bytes. */
final class EchoSerializer extends ValueSerializer<Echo> {

  private static final long serialVersionUID = 1L;

  private static final ConsignmentKeySerializer KEY = new ConsignmentKeySerializer();

  @Override
  public void serialize(Echo echo, DataOutputView target) throws IOException {
    KEY.serialize(echo.key(), target);
    target.writeLong(echo.life());
    StringValue.writeString(echo.toldAt(), target);
    StringValue.writeString(echo.beganAt(), target);
    Varint.write(echo.value().length, target);
    target.write(echo.value());
  }

  @Override
  public Echo deserialize(DataInputView source) throws IOException {
    ConsignmentKey key = KEY.deserialize(source);
    long life = source.readLong();
    String toldAt = StringValue.readString(source);
    String beganAt = StringValue.readString(source);
    byte[] value = new byte[(int) Varint.read(source)];
    source.readFully(value);
    return new Echo(key, life, toldAt, beganAt, value);
  }

  @Override
  public TypeSerializerSnapshot<Echo> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Echo> {
    public Snapshot() {
      super(EchoSerializer::new);
    }
  }
}
