package io.portally.flink.type;

import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The cell, the revision and the measures. */
final class ContributionSerializer extends ValueSerializer<Contribution> {

  private static final long serialVersionUID = 1L;

  private static final CellSerializer CELL = new CellSerializer();

  @Override
  public void serialize(Contribution contribution, DataOutputView target) throws IOException {
    CELL.serialize(contribution.cell(), target);
    Varint.writeSigned(contribution.revision(), target);
    Measures.write(contribution.measures(), target);
  }

  @Override
  public Contribution deserialize(DataInputView source) throws IOException {
    Cell cell = CELL.deserialize(source);
    return new Contribution(cell, Varint.readSigned(source), Measures.read(source));
  }

  @Override
  public TypeSerializerSnapshot<Contribution> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Contribution> {
    public Snapshot() {
      super(ContributionSerializer::new);
    }
  }
}
