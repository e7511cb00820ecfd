package io.portally.tally.measure;

import io.portally.tally.area.Granularity;

/**
 * One row to be: a table's dimensions and a window. A <em>part</em> has no granularity: it is the
 * finest piece of a count (a port, a minute), and stands for every cell that it rolls up to.
 *
 * @param dimensions the table and the codes of its dimensions, {@linkplain FactTable#pack packed}
 * @param window the minute with which the window begins, and its granularity, packed
 */
public record Cell(long dimensions, long window) {

  private static final Granularity[] GRANULARITIES = Granularity.values();
  private static final int GRANULARITY_BITS = 2;
  private static final int PART = 3;

  /** The cell of a window that begins with the given minute since the epoch. */
  public static Cell of(long dimensions, Granularity granularity, long startMinute) {
    return new Cell(dimensions, windowOf(granularity, startMinute));
  }

  /** The part that holds the given minute since the epoch. */
  public static Cell part(long dimensions, long minute) {
    return new Cell(dimensions, partWindow(minute));
  }

  public FactTable table() {
    return FactTable.of(dimensions);
  }

  public boolean isPart() {
    return isPart(window);
  }

  static boolean isPart(long window) {
    return (window & PART) == PART;
  }

  /** The packed window of the part that holds the given minute since the epoch. */
  public static long partWindow(long minute) {
    return minute << GRANULARITY_BITS | PART;
  }

  static long windowOf(Granularity granularity, long startMinute) {
    return startMinute << GRANULARITY_BITS | granularity.ordinal();
  }

  static long startMinute(long window) {
    return window >> GRANULARITY_BITS;
  }

  /**
   * The length of the cell's window.
   *
   * @throws IllegalStateException for a part, which has none
   */
  public Granularity granularity() {
    if (isPart()) {
      throw new IllegalStateException("a part has no granularity");
    }
    return GRANULARITIES[(int) window & PART];
  }

  /** The first minute of the window, since 1970-01-01T00:00Z. */
  public long startMinute() {
    return startMinute(window);
  }

  @Override
  public int hashCode() {
    return hash(dimensions, window);
  }

  static int hash(long dimensions, long window) {
    long mixed = (dimensions * 0x9E3779B97F4A7C15L) ^ window;
    mixed = (mixed ^ (mixed >>> 32)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }
}
