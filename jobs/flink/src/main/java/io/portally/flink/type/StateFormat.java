package io.portally.flink.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;

/**
 * The first byte of every value in state: which format the rest has, so that a later version can
 * read what an earlier one wrote.
 */
final class StateFormat {

  private StateFormat() {}

  /**
   * Reads the format byte and refuses one that is not known.
   *
   * @param newest the format that is written today; those before it are known too
   * @return the format that follows
   */
  static int read(int newest, String type, DataInputView source) throws IOException {
    int found = source.readUnsignedByte();
    if (found < 1 || found > newest) {
      throw new IOException(
          "the state of %s has format %d, the newest known is %d: it was written by a later version"
              .formatted(type, found, newest));
    }
    return found;
  }
}
