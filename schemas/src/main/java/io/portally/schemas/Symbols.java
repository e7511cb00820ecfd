package io.portally.schemas;

/** A list of an enum's symbols where it lies in the value that a {@link Cursor} has read. */
public final class Symbols {

  private final Cursor in;
  private int at;
  private int size;

  Symbols(Cursor in) {
    this.in = in;
  }

  void set(int newAt, int newSize) {
    at = newAt;
    size = newSize;
  }

  public int size() {
    return size;
  }

  /** The ordinal of a symbol; {@code i} counts from 0. */
  public int ordinal(int i) {
    return in.value()[at + i] >> 1;
  }
}
