package io.portally.tally.measure;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Lengths of time in whole seconds, counted exactly by {@link Buckets}: a DDSketch, from which
 * quantiles come with an error of at most 1 %. Adds and subtracts like every measure, so that the
 * sketches of parts merge to the sketch of the whole, in any order. Mutable; for one thread.
 *
 * <p>On the way a count may be negative, where something is taken back before it is added.
 *
 * <p>In an array of measures a sketch stands behind the sums: the lengths of 0 s, then the index
 * and the count of each bucket that is not empty, ascending by index.
 */
public final class Sketch {

  private static final int[] NO_INDEXES = {};
  private static final long[] NO_COUNTS = {};
  private static final int FEWEST = 4;

  private long zeroCount;

  /** Ascending up to {@link #size}, each with a count that is not zero. */
  private int[] indexes;

  private long[] counts;
  private int size;

  /** Nothing counted yet. */
  public Sketch() {
    this(0, NO_INDEXES, NO_COUNTS);
  }

  /**
   * A sketch as it was once kept; the arrays become its own.
   *
   * @param zeroCount lengths of 0 s
   * @param bucketIndexes ascending
   * @param bucketCounts lengths in each of these buckets, no zeros
   */
  public Sketch(long zeroCount, int[] bucketIndexes, long[] bucketCounts) {
    requireBuckets(bucketIndexes, bucketCounts);
    this.zeroCount = zeroCount;
    this.indexes = bucketIndexes;
    this.counts = bucketCounts;
    this.size = bucketIndexes.length;
  }

  /**
   * The sketch in an array of measures.
   *
   * @param from where it begins; it goes to the end
   */
  static Sketch in(long[] measures, int from) {
    int[] indexes = new int[(measures.length - from) / 2];
    long[] counts = new long[indexes.length];
    for (int at = 0; at < indexes.length; at++) {
      indexes[at] = Math.toIntExact(measures[from + 1 + 2 * at]);
      counts[at] = measures[from + 2 + 2 * at];
    }
    return new Sketch(measures[from], indexes, counts);
  }

  private static void requireBuckets(int[] indexes, long[] counts) {
    if (indexes.length != counts.length) {
      throw new IllegalArgumentException(
          "%d bucket indexes, but %d bucket counts; each bucket has one"
              .formatted(indexes.length, counts.length));
    }
    for (int at = 0; at < indexes.length; at++) {
      if (counts[at] == 0) {
        throw new IllegalArgumentException(
            "bucket %d has a count of 0; leave it out".formatted(indexes[at]));
      }
      if (at > 0 && indexes[at] <= indexes[at - 1]) {
        throw new IllegalArgumentException(
            "bucket %d stands behind bucket %d; sort them, each once"
                .formatted(indexes[at], indexes[at - 1]));
      }
    }
  }

  /** Counts a length of so many seconds, 0 or more. */
  public void add(long seconds) {
    add(seconds, 1);
  }

  /** Takes a length back, whether it has been added yet or not. */
  public void subtract(long seconds) {
    add(seconds, -1);
  }

  /**
   * Counts a length several times.
   *
   * @param seconds 0 or more
   * @param times negative where they are taken back
   */
  public void add(long seconds, long times) {
    if (seconds == 0) {
      zeroCount += times;
    } else {
      addToBucket(Buckets.of(seconds), times);
    }
  }

  /**
   * Adds all that the sketch in an array of measures has counted.
   *
   * @param from where it begins; it goes to the end
   */
  void add(long[] measures, int from) {
    zeroCount += measures[from];
    for (int at = from + 1; at < measures.length; at += 2) {
      addToBucket((int) measures[at], measures[at + 1]);
    }
  }

  /** Adds all that another has counted. */
  public void merge(Sketch other) {
    add(other, 1);
  }

  /** Takes back all that another has counted. */
  public void subtract(Sketch other) {
    add(other, -1);
  }

  private void add(Sketch other, int sign) {
    zeroCount += sign * other.zeroCount;
    int union = sizeOfUnion(other);
    if (union > indexes.length) {
      grow(union);
    }
    addFromBehind(other, sign, union);
    leaveOutZeros();
  }

  private int sizeOfUnion(Sketch other) {
    int union = size;
    int mine = 0;
    for (int theirs = 0; theirs < other.size; theirs++) {
      int index = other.indexes[theirs];
      while (mine < size && indexes[mine] < index) {
        mine++;
      }
      if (mine == size || indexes[mine] != index) {
        union++;
      }
    }
    return union;
  }

  /** From the last bucket to the first, so that what moves up overwrites nothing. */
  private void addFromBehind(Sketch other, int sign, int union) {
    int mine = size - 1;
    int theirs = other.size - 1;
    for (int to = union - 1; theirs >= 0; to--) {
      int index = other.indexes[theirs];
      if (mine >= 0 && indexes[mine] > index) {
        indexes[to] = indexes[mine];
        counts[to] = counts[mine--];
      } else {
        long more = sign * other.counts[theirs--];
        counts[to] = mine >= 0 && indexes[mine] == index ? counts[mine--] + more : more;
        indexes[to] = index;
      }
    }
    size = union;
  }

  private void leaveOutZeros() {
    int kept = 0;
    for (int at = 0; at < size; at++) {
      if (counts[at] != 0) {
        indexes[kept] = indexes[at];
        counts[kept++] = counts[at];
      }
    }
    size = kept;
  }

  private void addToBucket(int index, long times) {
    int at = Arrays.binarySearch(indexes, 0, size, index);
    if (at < 0) {
      insert(-at - 1, index, times);
      return;
    }
    counts[at] += times;
    if (counts[at] == 0) {
      remove(at);
    }
  }

  private void insert(int at, int index, long times) {
    if (times == 0) {
      return;
    }
    if (size == indexes.length) {
      grow(size + 1);
    }
    System.arraycopy(indexes, at, indexes, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    indexes[at] = index;
    counts[at] = times;
    size++;
  }

  private void remove(int at) {
    size--;
    System.arraycopy(indexes, at + 1, indexes, at, size - at);
    System.arraycopy(counts, at + 1, counts, at, size - at);
  }

  private void grow(int atLeast) {
    int capacity = Math.max(Math.max(atLeast, FEWEST), size + size / 2);
    indexes = Arrays.copyOf(indexes, capacity);
    counts = Arrays.copyOf(counts, capacity);
  }

  /**
   * The length, in seconds, at place {@code floor(q * (n - 1))} of the n lengths in ascending
   * order, counted from 0; off by at most 1 % of it.
   *
   * @param q 0 to 1
   * @return empty where nothing has been counted, or where a count is negative
   */
  public OptionalDouble quantile(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException(
          "a quantile lies between 0 and 1, but q is %s; the 90th percentile is 0.9".formatted(q));
    }
    if (isEmpty() || hasNegativeCount()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(lengthAt((long) Math.floor(q * (count() - 1))));
  }

  private double lengthAt(long rank) {
    long counted = zeroCount;
    if (rank < counted) {
      return 0;
    }
    int at = 0;
    while (at < size - 1 && rank >= counted + counts[at]) {
      counted += counts[at++];
    }
    return Buckets.estimate(indexes[at]);
  }

  /**
   * The share of the lengths that are at most so many seconds: whole buckets up to that of {@code
   * seconds}. So none is left out, and those up to 2.03 % longer may be counted in; under 50 s it
   * is exact.
   *
   * @return 0 to 1; empty where nothing has been counted, or where a count is negative
   */
  public OptionalDouble rank(long seconds) {
    if (isEmpty() || hasNegativeCount()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((double) countUpTo(seconds) / count());
  }

  private long countUpTo(long seconds) {
    if (seconds < 0) {
      return 0;
    }
    long counted = zeroCount;
    int last = seconds == 0 ? -1 : Buckets.of(seconds);
    for (int at = 0; at < size && indexes[at] <= last; at++) {
      counted += counts[at];
    }
    return counted;
  }

  /** How many lengths are counted. */
  public long count() {
    long sum = zeroCount;
    for (int at = 0; at < size; at++) {
      sum += counts[at];
    }
    return sum;
  }

  /** Nothing counted, or all of it taken back. */
  public boolean isEmpty() {
    return zeroCount == 0 && size == 0;
  }

  /** Whether more has been taken back than was added, of lengths of some bucket. */
  public boolean hasNegativeCount() {
    boolean negative = zeroCount < 0;
    for (int at = 0; at < size; at++) {
      negative |= counts[at] < 0;
    }
    return negative;
  }

  /** Lengths of 0 s. */
  public long zeroCount() {
    return zeroCount;
  }

  /** The buckets that hold a length, ascending; a copy. */
  public int[] bucketIndexes() {
    return Arrays.copyOf(indexes, size);
  }

  /** Lengths in each of {@link #bucketIndexes()}, none of them 0; a copy. */
  public long[] bucketCounts() {
    return Arrays.copyOf(counts, size);
  }

  /** An array of measures: these sums, and the sketch behind them. */
  long[] behind(long[] sums) {
    long[] measures = Arrays.copyOf(sums, sums.length + 1 + 2 * size);
    int to = sums.length;
    measures[to++] = zeroCount;
    for (int at = 0; at < size; at++) {
      measures[to++] = indexes[at];
      measures[to++] = counts[at];
    }
    return measures;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sketch that
        && zeroCount == that.zeroCount
        && Arrays.equals(indexes, 0, size, that.indexes, 0, that.size)
        && Arrays.equals(counts, 0, size, that.counts, 0, that.size);
  }

  @Override
  public int hashCode() {
    int hash = Long.hashCode(zeroCount);
    for (int at = 0; at < size; at++) {
      hash = 31 * (31 * hash + indexes[at]) + Long.hashCode(counts[at]);
    }
    return hash;
  }

  @Override
  public String toString() {
    return "%d of 0 s, buckets %s of %s"
        .formatted(zeroCount, Arrays.toString(bucketIndexes()), Arrays.toString(bucketCounts()));
  }
}
