package io.portally.flink.type;

import io.portally.tally.slow.Alert;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** What is told of an alert. */
final class AlertSerializer extends ValueSerializer<Alert> {

  private static final long serialVersionUID = 1L;

  private static final RaisedSerializer RAISED = new RaisedSerializer();

  @Override
  public void serialize(Alert alert, DataOutputView target) throws IOException {
    StringValue.writeString(alert.consignmentId(), target);
    RAISED.serialize(alert.raised(), target);
    target.writeLong(alert.toldAt());
  }

  @Override
  public Alert deserialize(DataInputView source) throws IOException {
    return new Alert(StringValue.readString(source), RAISED.deserialize(source), source.readLong());
  }

  @Override
  public TypeSerializerSnapshot<Alert> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Alert> {
    public Snapshot() {
      super(AlertSerializer::new);
    }
  }
}
