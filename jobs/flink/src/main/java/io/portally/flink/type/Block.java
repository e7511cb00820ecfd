package io.portally.flink.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Numbers that are written in one piece, as {@link java.io.DataOutput} would write each. A
 * snapshot's stream takes its time for every call, and consignments are millions.
 */
final class Block {

  private final byte[] bytes;
  private int at;

  /**
   * An empty one.
   *
   * @param length of all that will be put into it, in bytes
   */
  Block(int length) {
    this.bytes = new byte[length];
  }

  Block putByte(int value) {
    bytes[at++] = (byte) value;
    return this;
  }

  Block putInt(int value) {
    return putByte(value >>> 24).putByte(value >>> 16).putByte(value >>> 8).putByte(value);
  }

  Block putLong(long value) {
    return putInt((int) (value >>> Integer.SIZE)).putInt((int) value);
  }

  void writeTo(DataOutputView target) throws IOException {
    target.write(bytes);
  }
}
