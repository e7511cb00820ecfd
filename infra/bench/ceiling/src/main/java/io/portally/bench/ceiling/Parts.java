package io.portally.bench.ceiling;

import java.util.Arrays;

/**
 * What has been counted since it was last handed on: changes of a port's figures in a minute. Some
 * are negative, where an event was corrected.
 */
final class Parts {

  /** Values side by side: how often it was changed, events, kilograms, hundredths of a TEU. */
  static final int WIDTH = 4;

  private final Slots slots = new Slots();
  private long[] values = new long[WIDTH * slots.capacity()];

  void add(long dimensions, long minute, int sign, long massKg, int teuHundredths) {
    int at = WIDTH * place(dimensions, minute);
    values[at]++;
    values[at + 1] += sign;
    values[at + 2] += sign * massKg;
    values[at + 3] += (long) sign * teuHundredths;
  }

  private int place(long dimensions, long minute) {
    int at = slots.find(dimensions, minute);
    if (at >= 0) {
      return at;
    }
    if (slots.isFull()) {
      grow();
      at = slots.find(dimensions, minute);
    }
    slots.take(-1 - at, dimensions, minute);
    return -1 - at;
  }

  private void grow() {
    long[] old = values;
    long[] fresh = new long[2 * old.length];
    slots.grow((from, to) -> System.arraycopy(old, WIDTH * from, fresh, WIDTH * to, WIDTH));
    values = fresh;
  }

  /** Hears of what has changed. */
  @FunctionalInterface
  interface Visitor {
    void visit(long dimensions, long minute, long[] values, int at);
  }

  /** Hands everything on and forgets it. */
  void drain(Visitor visitor) {
    for (int at = 0; at < slots.capacity(); at++) {
      if (slots.isTaken(at)) {
        visitor.visit(slots.first(at), slots.second(at), values, WIDTH * at);
      }
    }
    slots.clear();
    Arrays.fill(values, 0);
  }
}
