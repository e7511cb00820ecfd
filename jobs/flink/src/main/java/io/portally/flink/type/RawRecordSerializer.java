package io.portally.flink.type;

import io.portally.tally.fate.EventTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/** A record as it was read, byte for byte; numbers take as many bytes as they need. */
final class RawRecordSerializer extends ValueSerializer<RawRecord> {

  private static final long serialVersionUID = 1L;

  private static final EventTopic[] TOPICS = EventTopic.values();

  @Override
  public void serialize(RawRecord raw, DataOutputView target) throws IOException {
    target.writeByte(raw.topic().ordinal());
    Varint.write(raw.partition(), target);
    Varint.write(raw.offset(), target);
    Varint.writeSigned(raw.timestamp(), target);
    writeBytes(raw.value(), target);
    writeKey(raw, target);
    writeHeaders(raw.headers(), target);
  }

  @Override
  public RawRecord deserialize(DataInputView source) throws IOException {
    EventTopic topic = TOPICS[source.readUnsignedByte()];
    int partition = (int) Varint.read(source);
    long offset = Varint.read(source);
    long timestamp = Varint.readSigned(source);
    byte @Nullable [] value = readBytes(source);
    int keyAt = (int) Varint.read(source) - 1;
    byte @Nullable [] key = readKey(keyAt, value, source);
    List<RawRecord.Header> headers = readHeaders(source);
    return new RawRecord(topic, partition, offset, timestamp, key, value, headers, keyAt);
  }

  /** Where it stands in the value and how long it is there, or itself. */
  private static void writeKey(RawRecord raw, DataOutputView target) throws IOException {
    Varint.write(raw.keyAt() + 1L, target);
    if (raw.keyAt() == RawRecord.NOWHERE) {
      writeBytes(raw.key(), target);
    } else {
      Varint.write(lengthOf(raw.key()), target);
    }
  }

  private static byte @Nullable [] readKey(int keyAt, byte @Nullable [] value, DataInputView source)
      throws IOException {
    if (keyAt == RawRecord.NOWHERE) {
      return readBytes(source);
    }
    int length = (int) Varint.read(source);
    if (value == null || keyAt + length > value.length) {
      throw new IOException("a key of %d bytes at %d is not in the value".formatted(length, keyAt));
    }
    return Arrays.copyOfRange(value, keyAt, keyAt + length);
  }

  static void writeHeaders(List<RawRecord.Header> headers, DataOutputView target)
      throws IOException {
    Varint.write(headers.size(), target);
    for (RawRecord.Header header : headers) {
      // Not writeUTF: a header's name may be longer than 64 KiB.
      StringValue.writeString(header.name(), target);
      writeBytes(header.value(), target);
    }
  }

  static List<RawRecord.Header> readHeaders(DataInputView source) throws IOException {
    int count = (int) Varint.read(source);
    if (count == 0) {
      return List.of();
    }
    List<RawRecord.Header> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      headers.add(new RawRecord.Header(StringValue.readString(source), readBytes(source)));
    }
    return headers;
  }

  private static int lengthOf(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** The length and one more, and 0 for none. */
  static void writeBytes(byte @Nullable [] bytes, DataOutputView target) throws IOException {
    if (bytes == null) {
      Varint.write(0, target);
      return;
    }
    Varint.write(bytes.length + 1L, target);
    target.write(bytes);
  }

  static byte @Nullable [] readBytes(DataInputView source) throws IOException {
    int length = (int) Varint.read(source) - 1;
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
