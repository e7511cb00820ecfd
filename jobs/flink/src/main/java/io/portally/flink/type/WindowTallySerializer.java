package io.portally.flink.type;

import io.portally.tally.measure.Tally;
import io.portally.tally.measure.WindowTally;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The state of a window. Begins with the byte of its format. */
final class WindowTallySerializer extends ValueSerializer<WindowTally> {

  private static final long serialVersionUID = 1L;

  private static final int FORMAT = 1;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public WindowTally copy(WindowTally from) {
    Tally tally = new Tally(from.tally().revision(), from.tally().measures().clone());
    return new WindowTally(tally, from.isComplete(), from.isUnsent());
  }

  @Override
  public void serialize(WindowTally window, DataOutputView target) throws IOException {
    target.writeByte(FORMAT);
    target.writeLong(window.tally().revision());
    Measures.write(window.tally().measures(), target);
    target.writeBoolean(window.isComplete());
    target.writeBoolean(window.isUnsent());
  }

  @Override
  public WindowTally deserialize(DataInputView source) throws IOException {
    StateFormat.expect(FORMAT, "a window", source);
    Tally tally = new Tally(source.readLong(), Measures.read(source));
    return new WindowTally(tally, source.readBoolean(), source.readBoolean());
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
