package io.portally.flink.operator;

import io.portally.tally.journey.ConsignmentKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which consignments are to be looked at when, to the millisecond, the earliest first: a binary
 * heap in arrays of numbers, as a timer or an object for each of millions would take more than what
 * is remembered of it. Not state: whoever takes up consignments enters them anew.
 */
final class LookQueue {

  private static final int FIRST_LENGTH = 1 << 10;

  private long[] at = new long[FIRST_LENGTH];
  private long[] high = new long[FIRST_LENGTH];
  private long[] low = new long[FIRST_LENGTH];
  private int size;

  /** The consignments that were in a queue at one moment. */
  // Compared by nobody.
  @SuppressWarnings("ArrayRecordComponent")
  record Keys(long[] high, long[] low) {
    int count() {
      return high.length;
    }

    ConsignmentKey get(int i) {
      return new ConsignmentKey(high[i], low[i]);
    }
  }

  int size() {
    return size;
  }

  void enter(long instant, ConsignmentKey consignment) {
    if (size == at.length) {
      grow();
    }
    int hole = size++;
    while (hole > 0 && at[(hole - 1) / 2] > instant) {
      move((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    put(hole, instant, consignment.high(), consignment.low());
  }

  /** The earliest instant; {@link Long#MAX_VALUE} where there is none. */
  long first() {
    return size == 0 ? Long.MAX_VALUE : at[0];
  }

  /** Takes one of the consignments of the earliest instant off, or gives null where none is. */
  @Nullable ConsignmentKey take() {
    if (size == 0) {
      return null;
    }
    ConsignmentKey first = new ConsignmentKey(high[0], low[0]);
    size--;
    if (size > 0) {
      sink(at[size], high[size], low[size]);
    }
    return first;
  }

  /** All consignments, in no order, some perhaps more than once. */
  Keys keys() {
    return new Keys(Arrays.copyOf(high, size), Arrays.copyOf(low, size));
  }

  private void sink(long instant, long itsHigh, long itsLow) {
    int hole = 0;
    for (int child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && at[child + 1] < at[child]) {
        child++;
      }
      if (at[child] >= instant) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, instant, itsHigh, itsLow);
  }

  private void move(int from, int to) {
    put(to, at[from], high[from], low[from]);
  }

  private void put(int to, long instant, long itsHigh, long itsLow) {
    at[to] = instant;
    high[to] = itsHigh;
    low[to] = itsLow;
  }

  private void grow() {
    int length = Math.addExact(size, size / 2);
    at = Arrays.copyOf(at, length);
    high = Arrays.copyOf(high, length);
    low = Arrays.copyOf(low, length);
  }
}
