package io.portally.flink.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are to be looked at when: what a timer for each key would do, at a fraction of its
 * price, as many keys share an instant. Not state: whoever takes up keys enters them anew.
 *
 * @param <K> what state is kept by
 */
final class Agenda<K> {

  static final long NEVER = Long.MAX_VALUE;

  private final TreeMap<Long, List<K>> keys = new TreeMap<>();

  /** Where the last key was entered: the next one is nearly always for the same instant. */
  private long lastAt;

  private @Nullable List<K> last;

  void enter(long at, K key) {
    if (last == null || at != lastAt) {
      last = keys.computeIfAbsent(at, instant -> new ArrayList<>());
      lastAt = at;
    }
    last.add(key);
  }

  /** The earliest instant at which there is something to look at; {@link #NEVER} where none is. */
  long first() {
    return keys.isEmpty() ? NEVER : keys.firstKey();
  }

  /** Takes one of the keys of the earliest instant off, if it is no later, or gives null. */
  @Nullable K take(long until) {
    Map.Entry<Long, List<K>> first = keys.firstEntry();
    if (first == null || first.getKey() > until) {
      return null;
    }
    List<K> due = first.getValue();
    K key = due.remove(due.size() - 1);
    if (due.isEmpty()) {
      keys.pollFirstEntry();
      last = null;
    }
    return key;
  }
}
