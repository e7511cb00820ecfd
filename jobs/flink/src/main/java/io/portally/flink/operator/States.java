package io.portally.flink.operator;

import io.portally.flink.type.PortallyTypes;
import io.portally.tally.journey.Journeys;
import io.portally.tally.measure.WindowTally;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Every state by the name under which savepoints hold it. A name is never changed or used again.
 */
public final class States {

  /** Into how many key groups keyed state is divided: the most subtasks there can ever be. */
  public static final int MAX_PARALLELISM = 128;

  private States() {}

  static ValueStateDescriptor<Journeys> journeys() {
    return new ValueStateDescriptor<>("journeys", PortallyTypes.JOURNEYS);
  }

  static ValueStateDescriptor<WindowTally> windowTally() {
    return new ValueStateDescriptor<>("window-tally", PortallyTypes.WINDOW_TALLY);
  }

  static ListStateDescriptor<Long> watermark() {
    return new ListStateDescriptor<>("watermark", Types.LONG);
  }

  static ListStateDescriptor<String> definitions() {
    return new ListStateDescriptor<>("definitions", Types.STRING);
  }

  static ListStateDescriptor<Integer> generation() {
    return new ListStateDescriptor<>("generation", Types.INT);
  }
}
