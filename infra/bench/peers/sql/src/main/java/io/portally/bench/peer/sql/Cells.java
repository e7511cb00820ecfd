package io.portally.bench.peer.sql;

import io.portally.tally.area.Area;
import io.portally.tally.area.Granularity;
import io.portally.tally.area.Register;
import io.portally.tally.area.Windows;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.TableFunction;

/** Every area of a port at every granularity, for a minute since the epoch. */
// Everything transient is set in open(), before the first row.
@SuppressWarnings("NullAway.Init")
@FunctionHint(
    output =
        @DataTypeHint(
            value =
                "ROW<granularity STRING NOT NULL, window_start TIMESTAMP_LTZ(3) NOT NULL, area_level STRING NOT NULL, area_code STRING NOT NULL>",
            bridgedTo = RowData.class))
public final class Cells extends TableFunction<RowData> {

  private static final long serialVersionUID = 1L;

  private transient Register register;
  private transient Windows windows;

  @Override
  public void open(FunctionContext context) {
    register = OurDefinitions.read().register();
    windows = OurDefinitions.read().windows();
  }

  /** Called by the generated code. */
  public void eval(
      @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData port,
      @DataTypeHint("BIGINT NOT NULL") long minute) {
    int[] areas = register.areaOrdinalsOf(register.portOrdinal(port.toString()));
    for (Granularity granularity : Granularity.values()) {
      long start = Windows.millisOf(windows.startOf(granularity, minute));
      for (int ordinal : areas) {
        Area area = register.areas().get(ordinal);
        collect(
            GenericRowData.of(
                StringData.fromString(granularity.name()),
                TimestampData.fromEpochMillis(start),
                StringData.fromString(area.level().name()),
                StringData.fromString(area.code())));
      }
    }
  }
}
