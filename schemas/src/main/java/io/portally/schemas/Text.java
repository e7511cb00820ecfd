package io.portally.schemas;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A text where it lies in the value that a {@link Cursor} has read. Nothing is made until asked.
 */
public final class Text {

  private static final int MOST_PACKED = 7;

  private final Cursor in;
  private int at;
  private int length;
  private boolean plain;

  Text(Cursor in) {
    this.in = in;
  }

  void set(int newAt, int newLength, boolean isPlain) {
    at = newAt;
    length = newLength;
    plain = isPlain;
  }

  /** The value that it lies in. */
  public byte[] value() {
    return in.value();
  }

  /** Where in the value it begins. */
  public int at() {
    return at;
  }

  /** In bytes. */
  public int length() {
    return length;
  }

  /**
   * Whether there are ASCII characters only and no control characters, so that bytes, characters
   * and code points are the same.
   */
  public boolean isPlain() {
    return plain;
  }

  /** Byte {@code i} of it. */
  public byte byteAt(int i) {
    return in.value()[at + i];
  }

  /** Whether its bytes in UTF-8 are these. */
  public boolean hasBytes(byte[] bytes) {
    return length == bytes.length
        && Arrays.equals(in.value(), at, at + length, bytes, 0, bytes.length);
  }

  /** A short code as one number, as {@link #packed(String)} gives it; -1 if it is longer. */
  public long packed() {
    return length > MOST_PACKED ? -1 : in.packed(at, length);
  }

  /**
   * A short code as one number, -1 if it is longer than seven bytes. Two codes of the same length
   * have the same number only if they are the same.
   */
  public static long packed(String code) {
    byte[] bytes = code.getBytes(UTF_8);
    if (bytes.length > MOST_PACKED) {
      return -1;
    }
    long packed = 0;
    for (int i = 0; i < bytes.length; i++) {
      packed |= (bytes[i] & 0xFFL) << (Byte.SIZE * i);
    }
    return packed;
  }

  @Override
  public String toString() {
    return new String(in.value(), at, length, plain ? ISO_8859_1 : UTF_8);
  }
}
