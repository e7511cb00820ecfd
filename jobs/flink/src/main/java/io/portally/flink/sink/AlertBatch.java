package io.portally.flink.sink;

import io.portally.events.SlowClearance;
import io.portally.flink.type.RawAlert;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects records of the alerts' topic: of each state the last record only, sorted by key (so that
 * two writers never wait for each other in a circle), and those that cannot be read.
 */
final class AlertBatch implements Batch<RawAlert> {

  /**
   * A record that is no alert.
   *
   * @param why one sentence for people
   */
  record Unreadable(RawAlert raw, String why) {}

  private final SingleObjectDecoder decoder = SingleObjectDecoder.of(Topic.SLOW_CLEARANCES);
  private final Map<AlertState.Key, AlertState> states = new TreeMap<>(AlertState.BY_KEY);
  private final List<Unreadable> unreadable = new ArrayList<>();

  @Override
  public void add(RawAlert raw) {
    Decoded decoded = decoder.decode(raw.value());
    if (decoded instanceof Decoded.Event event) {
      AlertState state = AlertState.of((SlowClearance) event.record(), raw);
      states.merge(state.key(), state, AlertState::and);
    } else {
      unreadable.add(new Unreadable(raw, ((Decoded.Undecodable) decoded).why()));
    }
  }

  @Override
  public int size() {
    return states.size() + unreadable.size();
  }

  /** Each state once and in order. */
  List<AlertState> states() {
    return List.copyOf(states.values());
  }

  List<Unreadable> unreadable() {
    return unreadable;
  }
}
