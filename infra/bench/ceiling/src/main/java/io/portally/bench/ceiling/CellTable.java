package io.portally.bench.ceiling;

import io.portally.tally.measure.Cell;
import io.portally.tally.measure.RollUp;
import io.portally.tally.measure.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * All cells, of all areas and granularities, and which of them have changed since they were sent.
 */
final class CellTable {

  private static final int WIDTH = Parts.WIDTH;

  private final RollUp rollUp;
  private final Slots slots = new Slots();
  private long[] values = new long[WIDTH * slots.capacity()];
  private BitSet unsent = new BitSet();
  private final List<Cell> changed = new ArrayList<>();

  CellTable(RollUp rollUp) {
    this.rollUp = rollUp;
  }

  /** Adds a port's change in a minute to every cell that it stands for. */
  void add(long dimensions, long minute, long[] change, int at) {
    rollUp.forEachCell(Cell.part(dimensions, minute), cell -> add(cell, change, at));
  }

  private void add(Cell cell, long[] change, int from) {
    int place = place(cell);
    for (int i = 0; i < WIDTH; i++) {
      values[WIDTH * place + i] += change[from + i];
    }
    if (!unsent.get(place)) {
      unsent.set(place);
      changed.add(cell);
    }
  }

  private int place(Cell cell) {
    int at = slots.find(cell.dimensions(), cell.window());
    if (at >= 0) {
      return at;
    }
    if (slots.isFull()) {
      grow();
      at = slots.find(cell.dimensions(), cell.window());
    }
    slots.take(-1 - at, cell.dimensions(), cell.window());
    return -1 - at;
  }

  private void grow() {
    long[] old = values;
    long[] fresh = new long[2 * old.length];
    BitSet stillUnsent = new BitSet();
    slots.grow(
        (from, to) -> {
          System.arraycopy(old, WIDTH * from, fresh, WIDTH * to, WIDTH);
          stillUnsent.set(to, unsent.get(from));
        });
    values = fresh;
    unsent = stillUnsent;
  }

  /** The rows that have changed since they were last taken. */
  List<Row> take() {
    List<Row> rows = new ArrayList<>(changed.size());
    for (Cell cell : changed) {
      int place = slots.find(cell.dimensions(), cell.window());
      int at = WIDTH * place;
      unsent.clear(place);
      rows.add(
          new Row(
              cell,
              values[at],
              false,
              new long[] {values[at + 1], values[at + 2], values[at + 3]}));
    }
    changed.clear();
    return rows;
  }
}
