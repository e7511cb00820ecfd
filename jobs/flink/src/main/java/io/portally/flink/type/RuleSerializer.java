package io.portally.flink.type;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Mode;
import io.portally.events.Programme;
import io.portally.events.Severity;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.slow.Rule;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/** A rule. Begins with the byte of its format; of an enum the ordinal and one, or 0 for none. */
final class RuleSerializer extends ValueSerializer<Rule> {

  private static final long serialVersionUID = 1L;

  private static final int FORMAT = 1;
  private static final Leg[] LEGS = Leg.values();
  private static final AreaLevel[] LEVELS = AreaLevel.values();
  private static final Direction[] DIRECTIONS = Direction.values();
  private static final Mode[] MODES = Mode.values();
  private static final Programme[] PROGRAMMES = Programme.values();
  private static final Severity[] SEVERITIES = Severity.values();

  @Override
  public void serialize(Rule rule, DataOutputView target) throws IOException {
    target.writeByte(FORMAT);
    StringValue.writeString(rule.ruleId(), target);
    target.writeLong(rule.version());
    target.writeByte(rule.leg().ordinal());
    writeNullable(rule.areaLevel(), target);
    StringValue.writeString(rule.areaCode(), target);
    writeNullable(rule.direction(), target);
    writeNullable(rule.mode(), target);
    writeNullable(rule.programme(), target);
    target.writeInt(rule.thresholdMinutes());
    target.writeInt(rule.atRiskMinutes() == null ? 0 : rule.atRiskMinutes());
    target.writeByte(rule.severity().ordinal());
    target.writeBoolean(rule.enabled());
  }

  @Override
  public Rule deserialize(DataInputView source) throws IOException {
    StateFormat.read(FORMAT, "a rule", source);
    return new Rule(
        StringValue.readString(source),
        source.readLong(),
        LEGS[source.readUnsignedByte()],
        readNullable(LEVELS, source),
        StringValue.readString(source),
        readNullable(DIRECTIONS, source),
        readNullable(MODES, source),
        readNullable(PROGRAMMES, source),
        source.readInt(),
        readMinutes(source),
        SEVERITIES[source.readUnsignedByte()],
        source.readBoolean());
  }

  private static void writeNullable(@Nullable Enum<?> word, DataOutputView target)
      throws IOException {
    target.writeByte(word == null ? 0 : word.ordinal() + 1);
  }

  private static <E extends Enum<E>> @Nullable E readNullable(E[] words, DataInputView source)
      throws IOException {
    int place = source.readUnsignedByte();
    return place == 0 ? null : words[place - 1];
  }

  private static @Nullable Integer readMinutes(DataInputView source) throws IOException {
    int minutes = source.readInt();
    return minutes == 0 ? null : minutes;
  }

  @Override
  public TypeSerializerSnapshot<Rule> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Written beside the state; nothing but the class is needed to read it again. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Rule> {
    public Snapshot() {
      super(RuleSerializer::new);
    }
  }
}
