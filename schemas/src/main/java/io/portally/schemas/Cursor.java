package io.portally.schemas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A record where it lies: the cursor goes once over the value's bytes and keeps where each field
 * is; no object is made. It speaks of the last value that it has read, and is for one thread.
 *
 * <p>It takes the form in which writers write: the shortest numbers, a list in one block, booleans
 * of 0 and 1, texts in UTF-8 within the limits. Anything else it declines, good or bad: then {@link
 * CursorReader} asks Avro's reader. So there is one judge of what is wrong with bytes.
 */
public abstract sealed class Cursor implements Reading
    permits CargoMovementCursor, ClearanceEventCursor, HeartbeatCursor {

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SPACES = 0x2020_2020_2020_2020L;
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final int MOST_BYTES_OF_AN_INT = 5;

  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private byte[] value = {};
  private int at;
  private boolean declined;

  /** Whether the value is read to its last byte; its header has been looked at before. */
  final boolean read(byte[] whole) {
    value = whole;
    at = SingleObject.HEADER_BYTES;
    declined = false;
    readFields();
    return !declined && at == whole.length;
  }

  /** Reads every field, in the schema's order. */
  abstract void readFields();

  final byte[] value() {
    return value;
  }

  final long readLong() {
    int start = at;
    if (start > value.length - Long.BYTES) {
      return readLongNearTheEnd();
    }
    long word = (long) WORD.get(value, start);
    long last = ~word & HIGH_BITS;
    if (last == 0) {
      return readLongNearTheEnd();
    }
    // The lowest byte without its high bit is the number's last.
    int bits = Long.numberOfTrailingZeros(last) + 1;
    at = start + bits / Byte.SIZE;
    return signed(withoutHighBits(word & (-1L >>> (Long.SIZE - bits))));
  }

  /** Puts eight times seven bits together. */
  private static long withoutHighBits(long word) {
    long sevens = word & ~HIGH_BITS;
    long fourteens = (sevens & 0x007F_007F_007F_007FL) | ((sevens & 0x7F00_7F00_7F00_7F00L) >>> 1);
    long twentyEights =
        (fourteens & 0x0000_3FFF_0000_3FFFL) | ((fourteens & 0x3FFF_0000_3FFF_0000L) >>> 2);
    return (twentyEights & 0x0FFF_FFFFL) | ((twentyEights & 0x0FFF_FFFF_0000_0000L) >>> 4);
  }

  private static long signed(long zigzag) {
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /** Byte by byte, as those that are longer than eight. */
  private long readLongNearTheEnd() {
    byte[] bytes = value;
    int next = at;
    long zigzag = 0;
    for (int shift = 0; shift < Long.SIZE && next < bytes.length; shift += 7) {
      long b = bytes[next++];
      zigzag |= (b & 0x7F) << shift;
      if (b >= 0) {
        at = next;
        boolean tooLarge = shift == 63 && b > 1;
        return tooLarge ? decline() : signed(zigzag);
      }
    }
    return decline();
  }

  final int readInt() {
    int start = at;
    if (start < value.length && value[start] >= 0) {
      at = start + 1;
      int zigzag = value[start];
      return (zigzag >> 1) ^ -(zigzag & 1);
    }
    long number = readLong();
    return at - start <= MOST_BYTES_OF_AN_INT && number == (int) number ? (int) number : decline();
  }

  final boolean readBoolean() {
    int next = at;
    if (next < value.length && (value[next] & ~1) == 0) {
      at = next + 1;
      return value[next] == 1;
    }
    return decline() == 1;
  }

  /** The number of an enum's symbol or of a union's branch: one byte, as there are few. */
  final int readIndex(int count) {
    int next = at;
    if (next < value.length) {
      int zigzag = value[next];
      if ((zigzag & 1) == 0 && zigzag >= 0 && zigzag < 2 * count) {
        at = next + 1;
        return zigzag >> 1;
      }
    }
    return decline();
  }

  final void readText(Text text) {
    int length = readInt();
    int start = at;
    if (length < 0 || length > CarefulReader.MAX_TEXT_BYTES || length > value.length - start) {
      decline();
      return;
    }
    boolean plain = isPlain(start, length);
    if (plain || isUtf8(start, length)) {
      text.set(start, length, plain);
      at = start + length;
    } else {
      decline();
    }
  }

  /** A list of symbols, each of them one byte. */
  final void readSymbols(Symbols list, int count) {
    int size = readInt();
    list.set(at, size);
    if (size < 0 || size > CarefulReader.MAX_ITEMS) {
      decline();
      return;
    }
    for (int i = 0; i < size; i++) {
      int unused = readIndex(count);
    }
    boolean inOneBlock = size == 0 || readInt() == 0;
    if (!inOneBlock) {
      decline();
    }
  }

  /** The rest is not looked at: there is none. */
  private int decline() {
    declined = true;
    at = value.length;
    return 0;
  }

  /** Whether all characters are ASCII and none is a control character: eight at a time. */
  private boolean isPlain(int start, int length) {
    int end = start + length;
    if (length < Long.BYTES) {
      return isPlain(wordBefore(end, length) | blanksBefore(length));
    }
    for (int next = start; next < end - Long.BYTES; next += Long.BYTES) {
      if (!isPlain((long) WORD.get(value, next))) {
        return false;
      }
    }
    return isPlain((long) WORD.get(value, end - Long.BYTES));
  }

  /**
   * Below 0x20 the subtraction sets a byte's high bit, at 0x7F the addition, above it is set
   * already. Borrows and carries come out of such bytes only.
   */
  private static boolean isPlain(long word) {
    return ((word | (word - SPACES) | (word + ONES)) & HIGH_BITS) == 0;
  }

  /**
   * The bytes before {@code end}, at most eight, as the highest bytes of a word. There are always
   * eight before a text, as a value begins with its header.
   */
  private long wordBefore(int end, int length) {
    long word = (long) WORD.get(value, end - Long.BYTES);
    return length == 0 ? 0 : word >>> (Long.SIZE - Byte.SIZE * length);
  }

  private static long blanksBefore(int length) {
    return SPACES << (Byte.SIZE * length);
  }

  /** Up to seven bytes as one number. */
  final long packed(int start, int length) {
    return wordBefore(start + length, length);
  }

  private boolean isUtf8(int start, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(value, start, length);
    return !utf8.reset().decode(bytes, CharBuffer.allocate(length), true).isError();
  }
}
