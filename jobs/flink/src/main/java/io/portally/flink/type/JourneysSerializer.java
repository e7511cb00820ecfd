package io.portally.flink.type;

import io.portally.tally.journey.JourneyRecord;
import io.portally.tally.journey.Journeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The state of a consignment. Begins with the byte of its format. */
final class JourneysSerializer extends ValueSerializer<Journeys> {

  private static final long serialVersionUID = 1L;

  private static final int FORMAT = 1;
  private static final JourneyRecordSerializer RECORD = new JourneyRecordSerializer();

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public Journeys copy(Journeys from) {
    return new Journeys(from.records(), from.wakeAt());
  }

  @Override
  public void serialize(Journeys journeys, DataOutputView target) throws IOException {
    target.writeByte(FORMAT);
    target.writeLong(journeys.wakeAt());
    target.writeShort(journeys.records().size());
    for (JourneyRecord record : journeys.records()) {
      RECORD.serialize(record, target);
    }
  }

  @Override
  public Journeys deserialize(DataInputView source) throws IOException {
    StateFormat.expect(FORMAT, "a consignment", source);
    long wakeAt = source.readLong();
    int count = source.readUnsignedShort();
    List<JourneyRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(RECORD.deserialize(source));
    }
    return new Journeys(records, wakeAt);
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
