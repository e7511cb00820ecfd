package io.portally.bench.ceiling;

import java.util.Arrays;

/**
 * Places for keys of two longs, by open addressing: whoever has values keeps them in arrays of the
 * same length. No key is ever taken out by itself.
 */
final class Slots {

  private static final int LEAST = 1 << 10;
  private static final double FULL = 0.6;

  private long[] first = new long[LEAST];
  private long[] second = new long[LEAST];
  private boolean[] taken = new boolean[LEAST];
  private int size;

  /** How many places there are: the length of the arrays of values. */
  int capacity() {
    return taken.length;
  }

  int size() {
    return size;
  }

  /** Whether one more key wants more places first; see {@link #grow}. */
  boolean isFull() {
    return size >= FULL * capacity();
  }

  /** The place of the key, or, where it has none, the one it would have, as {@code -1 - place}. */
  int find(long a, long b) {
    int mask = capacity() - 1;
    int at = hash(a, b) & mask;
    while (taken[at]) {
      if (first[at] == a && second[at] == b) {
        return at;
      }
      at = (at + 1) & mask;
    }
    return -1 - at;
  }

  void take(int at, long a, long b) {
    taken[at] = true;
    first[at] = a;
    second[at] = b;
    size++;
  }

  boolean isTaken(int at) {
    return taken[at];
  }

  long first(int at) {
    return first[at];
  }

  long second(int at) {
    return second[at];
  }

  /** Moves a value from where it was to where it is. */
  @FunctionalInterface
  interface Mover {
    void move(int from, int to);
  }

  /**
   * Doubles the places.
   *
   * @param mover hears of every key; the new arrays of values must be there before
   */
  void grow(Mover mover) {
    long[] oldFirst = first;
    long[] oldSecond = second;
    boolean[] oldTaken = taken;
    first = new long[2 * oldFirst.length];
    second = new long[2 * oldFirst.length];
    taken = new boolean[2 * oldFirst.length];
    size = 0;
    for (int from = 0; from < oldTaken.length; from++) {
      if (oldTaken[from]) {
        int to = -1 - find(oldFirst[from], oldSecond[from]);
        take(to, oldFirst[from], oldSecond[from]);
        mover.move(from, to);
      }
    }
  }

  void clear() {
    Arrays.fill(taken, false);
    size = 0;
  }

  private static int hash(long a, long b) {
    long mixed = (a * 0x9E3779B97F4A7C15L) ^ b;
    mixed = (mixed ^ (mixed >>> 32)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }
}
