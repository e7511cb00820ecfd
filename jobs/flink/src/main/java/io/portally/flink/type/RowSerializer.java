package io.portally.flink.type;

import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Row;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The cell, how far the row has come, and its measures. */
final class RowSerializer extends ValueSerializer<Row> {

  private static final long serialVersionUID = 1L;

  private static final CellSerializer CELL = new CellSerializer();

  @Override
  public void serialize(Row row, DataOutputView target) throws IOException {
    CELL.serialize(row.cell(), target);
    Varint.writeSigned(row.revision(), target);
    target.writeBoolean(row.complete());
    Measures.write(row.measures(), target);
  }

  @Override
  public Row deserialize(DataInputView source) throws IOException {
    Cell cell = CELL.deserialize(source);
    return new Row(cell, Varint.readSigned(source), source.readBoolean(), Measures.read(source));
  }

  @Override
  public TypeSerializerSnapshot<Row> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Row> {
    public Snapshot() {
      super(RowSerializer::new);
    }
  }
}
