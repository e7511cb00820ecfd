package io.portally.flink.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How measures are written: their number in a byte, then each as a long. */
final class Measures {

  private Measures() {}

  static void write(long[] measures, DataOutputView target) throws IOException {
    target.writeByte(measures.length);
    for (long measure : measures) {
      target.writeLong(measure);
    }
  }

  static long[] read(DataInputView source) throws IOException {
    long[] measures = new long[source.readUnsignedByte()];
    for (int i = 0; i < measures.length; i++) {
      measures[i] = source.readLong();
    }
    return measures;
  }
}
