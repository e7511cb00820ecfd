package io.portally.flink.type;

import io.portally.tally.measure.Cell;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Two longs: the packed dimensions and the packed window. */
final class CellSerializer extends ValueSerializer<Cell> {

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(Cell cell, DataOutputView target) throws IOException {
    target.writeLong(cell.dimensions());
    target.writeLong(cell.window());
  }

  @Override
  public Cell deserialize(DataInputView source) throws IOException {
    return new Cell(source.readLong(), source.readLong());
  }

  @Override
  public int getLength() {
    return 2 * Long.BYTES;
  }

  @Override
  public TypeSerializerSnapshot<Cell> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Cell> {
    public Snapshot() {
      super(CellSerializer::new);
    }
  }
}
