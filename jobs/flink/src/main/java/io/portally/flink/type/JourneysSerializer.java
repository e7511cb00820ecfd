package io.portally.flink.type;

import io.portally.tally.journey.Journeys;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The state of a consignment. Begins with the byte of its format. */
final class JourneysSerializer extends ValueSerializer<Journeys> {

  private static final long serialVersionUID = 1L;

  private static final int FORMAT = 1;
  private static final int HEAD_BYTES = Byte.BYTES + Long.BYTES + Integer.BYTES;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public Journeys copy(Journeys from) {
    return from.copy();
  }

  @Override
  public void serialize(Journeys journeys, DataOutputView target) throws IOException {
    byte[] packed = journeys.packed();
    new Block(HEAD_BYTES)
        .putByte(FORMAT)
        .putLong(journeys.wakeAt())
        .putInt(packed.length)
        .writeTo(target);
    target.write(packed);
  }

  @Override
  public Journeys deserialize(DataInputView source) throws IOException {
    StateFormat.read(FORMAT, "a consignment", source);
    long wakeAt = source.readLong();
    byte[] packed = new byte[source.readInt()];
    source.readFully(packed);
    return Journeys.ofPacked(packed, wakeAt);
  }

  @Override
  public TypeSerializerSnapshot<Journeys> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Journeys> {
    public Snapshot() {
      super(JourneysSerializer::new);
    }
  }
}
