package io.portally.flink.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Whole numbers in as many bytes as they need: seven bits in each, the lowest first. */
final class Varint {

  private static final int MORE = 0x80;

  private Varint() {}

  /** Short for what is small and not negative. */
  static void write(long number, DataOutputView target) throws IOException {
    long rest = number;
    while ((rest & -MORE) != 0) {
      target.writeByte((int) rest | MORE);
      rest >>>= 7;
    }
    target.writeByte((int) rest);
  }

  static long read(DataInputView source) throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      long b = source.readByte();
      number |= (b & 0x7F) << shift;
      if (b >= 0) {
        return number;
      }
    }
    throw new IOException("a number that does not end");
  }

  /** Short for what is small, negative or not. */
  static void writeSigned(long number, DataOutputView target) throws IOException {
    write((number << 1) ^ (number >> 63), target);
  }

  static long readSigned(DataInputView source) throws IOException {
    long zigzag = read(source);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }
}
