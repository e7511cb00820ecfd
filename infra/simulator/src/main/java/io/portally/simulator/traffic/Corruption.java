package io.portally.simulator.traffic;

import java.util.Arrays;

/**
 * Ways to spoil an encoded record so that no reader can decode it, now or with schemas to come:
 * each leaves something that single-object encoding forbids, and none leaves it to chance.
 */
enum Corruption {
  /** A record needs each of its bytes, so any shorter array ends too early. */
  TRUNCATED {
    @Override
    byte[] spoil(byte[] record, Draw draw) {
      return Arrays.copyOf(record, draw.below(record.length));
    }
  },
  /** Text where the marker should be, as if somebody had sent JSON. */
  WRONG_MARKER {
    @Override
    byte[] spoil(byte[] record, Draw draw) {
      byte[] spoilt = record.clone();
      spoilt[0] = '{';
      spoilt[1] = '"';
      return spoilt;
    }
  },
  /** The fingerprint's complement: no schema of ours has it, which a test keeps true. */
  UNKNOWN_SCHEMA {
    @Override
    byte[] spoil(byte[] record, Draw draw) {
      byte[] spoilt = record.clone();
      for (int i = MARKER; i < HEADER; i++) {
        spoilt[i] = (byte) ~spoilt[i];
      }
      return spoilt;
    }
  },
  /** A reader has to consume all. */
  TRAILING_BYTES {
    @Override
    byte[] spoil(byte[] record, Draw draw) {
      byte[] spoilt = Arrays.copyOf(record, record.length + 1 + draw.below(7));
      for (int i = record.length; i < spoilt.length; i++) {
        spoilt[i] = (byte) draw.below(256);
      }
      return spoilt;
    }
  },
  /** The first text claims a length of 2 GB: a reader that believes it takes the whole heap. */
  LENGTH_BOMB {
    @Override
    byte[] spoil(byte[] record, Draw draw) {
      byte[] spoilt = Arrays.copyOf(record, HEADER + 5);
      byte[] twoToThe31MinusOne = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
      System.arraycopy(twoToThe31MinusOne, 0, spoilt, HEADER, 5);
      return spoilt;
    }
  };

  private static final int MARKER = 2;
  private static final int HEADER = 10;
  private static final Corruption[] ALL = values();

  /** A new array. */
  abstract byte[] spoil(byte[] record, Draw draw);

  static byte[] any(byte[] record, Draw draw) {
    return ALL[draw.below(ALL.length)].spoil(record, draw);
  }
}
