package io.portally.tally.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums of one table by cell: an open-addressing map from two longs to a revision and measures, flat
 * in arrays, with a sketch beside them where the table has one. Entries are numbered in the order
 * in which they were made.
 */
final class Sums {

  private static final int FEWEST_SLOTS = 64;
  private static final int NONE = -1;

  private final int sumsEach;
  private final int width;
  private final boolean hasSketch;

  /** The number of the entry that hashes here, plus one; 0 where there is none. */
  private int[] slots = new int[FEWEST_SLOTS];

  private long[] keys = new long[FEWEST_SLOTS];
  private long[] sums;
  private int size;

  /** By entry; none where the table has none. */
  private final List<Sketch> sketches = new ArrayList<>();

  /** The entry added to last: counts of one kind come in a row. */
  private int last = NONE;

  Sums(FactTable table) {
    this.sumsEach = table.sums();
    this.width = 1 + sumsEach;
    this.hasSketch = table.hasSketch();
    this.sums = new long[FEWEST_SLOTS / 2 * width];
  }

  void add(long dimensions, long window, long revision, long[] more) {
    int entry = entry(dimensions, window);
    int at = entry * width;
    sums[at] += revision;
    for (int i = 0; i < sumsEach; i++) {
      sums[at + 1 + i] += more[i];
    }
    if (hasSketch) {
      sketches.get(entry).add(more, sumsEach);
    }
  }

  /** Adds what another entry of the same table holds. */
  void add(long dimensions, long window, Sums others, int other) {
    int entry = entry(dimensions, window);
    int at = entry * width;
    int from = other * width;
    for (int i = 0; i < width; i++) {
      sums[at + i] += others.sums[from + i];
    }
    if (hasSketch) {
      sketches.get(entry).merge(others.sketches.get(other));
    }
  }

  int size() {
    return size;
  }

  long dimensions(int entry) {
    return keys[2 * entry];
  }

  long window(int entry) {
    return keys[2 * entry + 1];
  }

  /** Whether nothing is left of what was added. */
  boolean isZero(int entry) {
    int at = entry * width;
    for (int i = 0; i < width; i++) {
      if (sums[at + i] != 0) {
        return false;
      }
    }
    return !hasSketch || sketches.get(entry).isEmpty();
  }

  Contribution contribution(int entry) {
    int at = entry * width;
    long[] summed = Arrays.copyOfRange(sums, at + 1, at + width);
    return new Contribution(
        new Cell(dimensions(entry), window(entry)),
        sums[at],
        hasSketch ? sketches.get(entry).behind(summed) : summed);
  }

  void clear() {
    Arrays.fill(slots, 0);
    Arrays.fill(sums, 0, size * width, 0);
    sketches.clear();
    size = 0;
    last = NONE;
  }

  private int entry(long dimensions, long window) {
    if (last != NONE && isAt(last, dimensions, window)) {
      return last;
    }
    int mask = slots.length - 1;
    int slot = Cell.hash(dimensions, window) & mask;
    while (slots[slot] != 0) {
      int entry = slots[slot] - 1;
      if (isAt(entry, dimensions, window)) {
        last = entry;
        return entry;
      }
      slot = (slot + 1) & mask;
    }
    return make(dimensions, window, slot);
  }

  private boolean isAt(int entry, long dimensions, long window) {
    return keys[2 * entry] == dimensions && keys[2 * entry + 1] == window;
  }

  private int make(long dimensions, long window, int slot) {
    int entry = size++;
    slots[slot] = size;
    keys[2 * entry] = dimensions;
    keys[2 * entry + 1] = window;
    if (hasSketch) {
      sketches.add(new Sketch());
    }
    last = entry;
    if (2 * size == slots.length) {
      grow();
    }
    return entry;
  }

  /** Half of the slots stay free, so that a search is short. */
  private void grow() {
    slots = new int[2 * slots.length];
    keys = Arrays.copyOf(keys, slots.length);
    sums = Arrays.copyOf(sums, slots.length / 2 * width);
    int mask = slots.length - 1;
    for (int entry = 0; entry < size; entry++) {
      int slot = Cell.hash(dimensions(entry), window(entry)) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = entry + 1;
    }
  }
}
