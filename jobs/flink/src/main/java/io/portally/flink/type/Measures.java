package io.portally.flink.type;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How measures are written: their number, then each. Most are small, above all the indexes and
 * counts of buckets, of which there may be hundreds.
 */
final class Measures {

  private Measures() {}

  static void write(long[] measures, DataOutputView target) throws IOException {
    Varint.write(measures.length, target);
    for (long measure : measures) {
      Varint.writeSigned(measure, target);
    }
  }

  static long[] read(DataInputView source) throws IOException {
    long[] measures = new long[(int) Varint.read(source)];
    for (int i = 0; i < measures.length; i++) {
      measures[i] = Varint.readSigned(source);
    }
    return measures;
  }
}
