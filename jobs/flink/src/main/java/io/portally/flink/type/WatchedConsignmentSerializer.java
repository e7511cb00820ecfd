package io.portally.flink.type;

import io.portally.tally.journey.Journeys;
import io.portally.tally.slow.Raised;
import io.portally.tally.slow.WatchedConsignment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** The state of a watched consignment. Begins with the byte of its format. */
final class WatchedConsignmentSerializer extends ValueSerializer<WatchedConsignment> {

  private static final long serialVersionUID = 1L;

  private static final int FORMAT = 1;
  private static final JourneysSerializer JOURNEYS = new JourneysSerializer();
  private static final RaisedSerializer RAISED = new RaisedSerializer();

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public WatchedConsignment copy(WatchedConsignment from) {
    return from.copy();
  }

  @Override
  public void serialize(WatchedConsignment consignment, DataOutputView target) throws IOException {
    target.writeByte(FORMAT);
    StringValue.writeString(consignment.consignmentId(), target);
    JOURNEYS.serialize(consignment.journeys(), target);
    Varint.write(consignment.raised().size(), target);
    for (Raised raised : consignment.raised()) {
      RAISED.serialize(raised, target);
    }
  }

  @Override
  public WatchedConsignment deserialize(DataInputView source) throws IOException {
    StateFormat.read(FORMAT, "a watched consignment", source);
    String consignmentId = StringValue.readString(source);
    Journeys journeys = JOURNEYS.deserialize(source);
    int count = (int) Varint.read(source);
    List<Raised> raised = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      raised.add(RAISED.deserialize(source));
    }
    return new WatchedConsignment(consignmentId, journeys, raised);
  }

  @Override
  public TypeSerializerSnapshot<WatchedConsignment> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WatchedConsignment> {
    public Snapshot() {
      super(WatchedConsignmentSerializer::new);
    }
  }
}
