package io.portally.flink.operator;

import io.portally.tally.measure.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which cells are to be looked at when: what a timer for each cell would do, at a fraction of its
 * price, as many cells share an instant. Not state: whoever takes up cells enters them anew.
 */
final class Agenda {

  private final TreeMap<Long, List<Cell>> cells = new TreeMap<>();

  void enter(long at, Cell cell) {
    cells.computeIfAbsent(at, instant -> new ArrayList<>()).add(cell);
  }

  /** The earliest instant at which there is something to look at, or null. */
  @Nullable Long first() {
    return cells.isEmpty() ? null : cells.firstKey();
  }

  /** Takes the cells of the earliest instant off the agenda, if it is no later, or gives null. */
  @Nullable List<Cell> take(long until) {
    Map.Entry<Long, List<Cell>> first = cells.firstEntry();
    if (first == null || first.getKey() > until) {
      return null;
    }
    cells.pollFirstEntry();
    return first.getValue();
  }
}
