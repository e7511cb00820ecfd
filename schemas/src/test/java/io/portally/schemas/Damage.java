package io.portally.schemas;

import java.util.Arrays;
import java.util.Random;

/** Makes another value of one, behind its header. */
final class Damage {

  private Damage() {}

  static byte[] to(byte[] value, Random random) {
    int at = SingleObject.HEADER_BYTES + random.nextInt(value.length - SingleObject.HEADER_BYTES);
    byte[] damaged = value.clone();
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(value, at);
      case 1 -> Arrays.copyOf(value, value.length + 1 + random.nextInt(3));
      case 2 -> {
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        yield damaged;
      }
      case 3 -> {
        damaged[at] = (byte) random.nextInt();
        yield damaged;
      }
      case 4 -> with(value, at, (byte) random.nextInt());
      default -> longer(value, at, 1 + random.nextInt(10));
    };
  }

  /** What ends at this byte, if it is a number, takes so many bytes more than it need. */
  static byte[] longer(byte[] value, int at, int bytes) {
    byte[] longer = value.clone();
    longer[at] |= (byte) 0x80;
    for (int i = 1; i < bytes; i++) {
      longer = with(longer, at + i, (byte) 0x80);
    }
    return with(longer, at + bytes, (byte) 0);
  }

  static byte[] with(byte[] value, int at, byte inserted) {
    byte[] longer = Arrays.copyOf(value, value.length + 1);
    System.arraycopy(value, at, longer, at + 1, value.length - at);
    longer[at] = inserted;
    return longer;
  }
}
