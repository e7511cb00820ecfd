package io.portally.flink.type;

import io.portally.tally.measure.Tally;
import io.portally.tally.measure.WindowTally;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The state of a window. Begins with the byte of its format. Format 1 had neither sketches nor
 * numbers of varying length.
 */
final class WindowTallySerializer extends ValueSerializer<WindowTally> {

  private static final long serialVersionUID = 1L;

  private static final int FORMAT = 2;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public WindowTally copy(WindowTally from) {
    return new WindowTally(copy(from.tally()), from.isComplete(), from.isUnsent());
  }

  private static Tally copy(Tally from) {
    return Tally.of(from.revision(), from.measures(), from.sums());
  }

  @Override
  public void serialize(WindowTally window, DataOutputView target) throws IOException {
    target.writeByte(FORMAT);
    Tally tally = window.tally();
    Varint.writeSigned(tally.revision(), target);
    Varint.write(tally.sums(), target);
    Measures.write(tally.measures(), target);
    target.writeBoolean(window.isComplete());
    target.writeBoolean(window.isUnsent());
  }

  @Override
  public WindowTally deserialize(DataInputView source) throws IOException {
    int format = StateFormat.read(FORMAT, "a window", source);
    Tally tally = format == 1 ? tallyOfFormatOne(source) : tally(source);
    return new WindowTally(tally, source.readBoolean(), source.readBoolean());
  }

  private static Tally tally(DataInputView source) throws IOException {
    long revision = Varint.readSigned(source);
    int sums = (int) Varint.read(source);
    return Tally.of(revision, Measures.read(source), sums);
  }

  private static Tally tallyOfFormatOne(DataInputView source) throws IOException {
    long revision = source.readLong();
    long[] sums = new long[source.readUnsignedByte()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = source.readLong();
    }
    return new Tally(revision, sums);
  }

  @Override
  public TypeSerializerSnapshot<WindowTally> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowTally> {
    public Snapshot() {
      super(WindowTallySerializer::new);
    }
  }
}
