package io.portally.flink.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;

/**
 * The first byte of every value in state: which format the rest has, so that a later version can
 * read what an earlier one wrote.
 */
final class StateFormat {

  private StateFormat() {}

  /** Reads the format byte and refuses one that is not known. */
  static void expect(int format, String type, DataInputView source) throws IOException {
    int found = source.readUnsignedByte();
    if (found != format) {
      throw new IOException(
          "the state of %s has format %d, known is %d: it was written by a later version"
              .formatted(type, found, format));
    }
  }
}
