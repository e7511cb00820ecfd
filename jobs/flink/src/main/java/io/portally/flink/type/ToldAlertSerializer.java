package io.portally.flink.type;

import io.portally.tally.slow.Alert;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** What is told of an alert. */
final class ToldAlertSerializer extends ValueSerializer<ToldAlert> {

  private static final long serialVersionUID = 1L;

  private static final RaisedSerializer RAISED = new RaisedSerializer();

  @Override
  public void serialize(ToldAlert told, DataOutputView target) throws IOException {
    StringValue.writeString(told.alert().consignmentId(), target);
    RAISED.serialize(told.alert().raised(), target);
    target.writeLong(told.alert().toldAt());
    target.writeLong(told.life());
  }

  @Override
  public ToldAlert deserialize(DataInputView source) throws IOException {
    Alert alert =
        new Alert(StringValue.readString(source), RAISED.deserialize(source), source.readLong());
    return new ToldAlert(alert, source.readLong());
  }

  @Override
  public TypeSerializerSnapshot<ToldAlert> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ToldAlert> {
    public Snapshot() {
      super(ToldAlertSerializer::new);
    }
  }
}
