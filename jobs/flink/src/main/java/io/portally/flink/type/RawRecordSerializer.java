package io.portally.flink.type;

import io.portally.tally.fate.EventTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/** A record as it was read, byte for byte. */
final class RawRecordSerializer extends ValueSerializer<RawRecord> {

  private static final long serialVersionUID = 1L;

  private static final EventTopic[] TOPICS = EventTopic.values();

  @Override
  public void serialize(RawRecord raw, DataOutputView target) throws IOException {
    target.writeByte(raw.topic().ordinal());
    target.writeInt(raw.partition());
    target.writeLong(raw.offset());
    target.writeLong(raw.timestamp());
    writeBytes(raw.key(), target);
    writeBytes(raw.value(), target);
    target.writeInt(raw.headers().size());
    for (RawRecord.Header header : raw.headers()) {
      // Not writeUTF: a header's name may be longer than 64 KiB.
      StringValue.writeString(header.name(), target);
      writeBytes(header.value(), target);
    }
  }

  @Override
  public RawRecord deserialize(DataInputView source) throws IOException {
    EventTopic topic = TOPICS[source.readUnsignedByte()];
    int partition = source.readInt();
    long offset = source.readLong();
    long timestamp = source.readLong();
    byte @Nullable [] key = readBytes(source);
    byte @Nullable [] value = readBytes(source);
    int count = source.readInt();
    if (count == 0) {
      return new RawRecord(topic, partition, offset, timestamp, key, value, List.of());
    }
    List<RawRecord.Header> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      headers.add(new RawRecord.Header(StringValue.readString(source), readBytes(source)));
    }
    return new RawRecord(topic, partition, offset, timestamp, key, value, headers);
  }

  private static void writeBytes(byte @Nullable [] bytes, DataOutputView target)
      throws IOException {
    if (bytes == null) {
      target.writeInt(-1);
      return;
    }
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  private static byte @Nullable [] readBytes(DataInputView source) throws IOException {
    int length = source.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    source.readFully(bytes);
    return bytes;
  }

  @Override
  public TypeSerializerSnapshot<RawRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RawRecord> {
    public Snapshot() {
      super(RawRecordSerializer::new);
    }
  }
}
