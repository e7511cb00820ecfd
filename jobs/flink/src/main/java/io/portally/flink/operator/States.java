package io.portally.flink.operator;

import io.portally.flink.type.PortallyTypes;
import io.portally.tally.journey.Journeys;
import io.portally.tally.measure.WindowTally;
import io.portally.tally.slow.Rule;
import io.portally.tally.slow.WatchedConsignment;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
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

  static ValueStateDescriptor<WatchedConsignment> watchedConsignment() {
    return new ValueStateDescriptor<>("watched-consignment", PortallyTypes.WATCHED_CONSIGNMENT);
  }

  /** By their ids. */
  static MapStateDescriptor<String, Rule> rules() {
    return new MapStateDescriptor<>("rules", Types.STRING, PortallyTypes.RULE);
  }

  /** By partition of the topic of rules: the offset behind the last one that is known. */
  static MapStateDescriptor<Integer, Long> rulesReadUpTo() {
    return new MapStateDescriptor<>("rules-read-up-to", Types.INT, Types.LONG);
  }

  static ListStateDescriptor<Long> watermark() {
    return new ListStateDescriptor<>("watermark", Types.LONG);
  }

  /** When the state was taken, by the clock, epoch milliseconds. */
  static ListStateDescriptor<Long> takenAt() {
    return new ListStateDescriptor<>("taken-at", Types.LONG);
  }

  static ListStateDescriptor<String> definitions() {
    return new ListStateDescriptor<>("definitions", Types.STRING);
  }

  static ListStateDescriptor<Integer> generation() {
    return new ListStateDescriptor<>("generation", Types.INT);
  }
}
