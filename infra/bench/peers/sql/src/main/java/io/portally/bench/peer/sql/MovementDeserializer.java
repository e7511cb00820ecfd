package io.portally.bench.peer.sql;

import io.portally.schemas.CargoMovementCursor;
import io.portally.schemas.CursorReader;
import io.portally.schemas.Text;
import io.portally.tally.area.Windows;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.fate.Judge;
import io.portally.tally.fate.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a cargo movement and judges it by itself. What is rejected or ignored is no row. The two
 * rules that compare the event time with the record's timestamp, which a format does not see, are
 * the query's.
 */
// Everything transient is set in open(), before the first record.
@SuppressWarnings("NullAway.Init")
final class MovementDeserializer implements DeserializationSchema<RowData> {

  private static final long serialVersionUID = 1L;

  private final List<String> columns;
  private final TypeInformation<RowData> type;

  private transient CursorReader reader;
  private transient Judge judge;
  private transient Map<String, StringData> words;
  private transient Column[] values;

  /** Makes a column's value of a movement. */
  private interface Column {
    Object of(CargoMovementCursor movement);
  }

  /**
   * Yields rows.
   *
   * @param columns the columns that are asked for, by name, in order
   * @param type of the rows
   */
  MovementDeserializer(List<String> columns, TypeInformation<RowData> type) {
    this.columns = List.copyOf(columns);
    this.type = type;
  }

  @Override
  public void open(InitializationContext context) {
    reader = CursorReader.of(EventTopic.CARGO_MOVEMENTS.wire());
    judge = OurDefinitions.read().judge();
    words = new HashMap<>();
    values = columns.stream().map(this::column).toArray(Column[]::new);
  }

  @Override
  public @Nullable RowData deserialize(byte @Nullable [] value) {
    if (value != null
        && reader.read(value) instanceof CargoMovementCursor movement
        && judge.judge(movement, value.length, movement.eventTime()) instanceof Verdict.Accepted) {
      return rowOf(movement);
    }
    return null;
  }

  private RowData rowOf(CargoMovementCursor movement) {
    GenericRowData row = new GenericRowData(values.length);
    for (int i = 0; i < values.length; i++) {
      row.setField(i, values[i].of(movement));
    }
    return row;
  }

  private Column column(String name) {
    return switch (name) {
      case "consignment_id" -> movement -> text(movement.consignmentId());
      case "event_id" -> movement -> text(movement.eventId());
      case "version" -> CargoMovementCursor::version;
      case "retracted" -> CargoMovementCursor::retracted;
      case "event_time" -> movement -> TimestampData.fromEpochMillis(movement.eventTime());
      case "event_minute" -> movement -> Windows.minuteOf(movement.eventTime());
      case "port" -> movement -> text(movement.port());
      case "movement" -> movement -> word(movement.movement().name());
      case "direction" -> movement -> word(movement.direction().name());
      case "mode" -> movement -> word(movement.mode().name());
      case "laden" -> CargoMovementCursor::laden;
      case "gross_mass_kg" -> CargoMovementCursor::grossMassKg;
      case "teu_hundredths" -> CargoMovementCursor::teuHundredths;
      default ->
          throw new IllegalArgumentException(
              "a cargo movement has no column \"%s\": correct throughput.sql".formatted(name));
    };
  }

  /** A copy: the row outlives the record. */
  private static StringData text(Text text) {
    int at = text.at();
    return StringData.fromBytes(Arrays.copyOfRange(text.value(), at, at + text.length()));
  }

  /** Words of closed lists are turned into bytes once. */
  private StringData word(String word) {
    return words.computeIfAbsent(word, StringData::fromString);
  }

  @Override
  public boolean isEndOfStream(RowData row) {
    return false;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return type;
  }
}
