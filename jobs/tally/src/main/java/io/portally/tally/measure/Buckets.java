package io.portally.tally.measure;

/**
 * The buckets of a {@link Sketch}: DDSketch with relative accuracy 0.01. A length of x seconds, at
 * least 1, falls in bucket {@code floor(ln x / ln gamma)} with gamma = 1.01 / 0.99, and {@link
 * #estimate} is within 1 % of every length in it.
 *
 * <p>Logarithms are {@link StrictMath}'s, so that every machine puts a length in the same bucket.
 * As lengths are whole seconds, they are taken once, for the last second of each bucket; {@link
 * #of} looks that up.
 */
public final class Buckets {

  /** No estimate is further from a length of its bucket, as a fraction of that length. */
  public static final double RELATIVE_ACCURACY = 0.01;

  private static final double GAMMA = (1 + RELATIVE_ACCURACY) / (1 - RELATIVE_ACCURACY);
  private static final double LN_GAMMA = StrictMath.log(GAMMA);

  /** The longest length by bucket; the bucket before's where no whole second falls in this one. */
  private static final long[] LAST_SECOND = lastSeconds();

  /**
   * A length's highest bits that are looked up. So few lengths share them (a 64th of the shortest)
   * that no more than one border of buckets lies among them.
   */
  private static final int BITS = 7;

  private static final int MASK = (1 << (BITS - 1)) - 1;

  /** The bucket of the shortest length with these highest bits, by {@link #highestBits}. */
  private static final short[] LOWEST_BUCKET = lowestBuckets();

  private Buckets() {}

  /**
   * The bucket of a length.
   *
   * @param seconds at least 1
   */
  public static int of(long seconds) {
    if (seconds < 1) {
      throw new IllegalArgumentException(
          "a length of %d s is in no bucket: buckets begin at 1 s".formatted(seconds));
    }
    int lowest = LOWEST_BUCKET[highestBits(seconds)];
    return seconds > LAST_SECOND[lowest] ? lowest + 1 : lowest;
  }

  /** What a length in this bucket is taken for, in seconds. */
  public static double estimate(int bucket) {
    return lowerBorder(bucket) * (1 + RELATIVE_ACCURACY);
  }

  /** Where the bucket begins, in seconds. */
  static double lowerBorder(int bucket) {
    return StrictMath.pow(GAMMA, bucket);
  }

  /** The definition, which {@link #of} agrees with. */
  static int byDefinition(long seconds) {
    return (int) Math.floor(StrictMath.log((double) seconds) / LN_GAMMA);
  }

  /** Where the highest bit stands, and the bits that follow it. */
  private static int highestBits(long seconds) {
    int leadingZeros = Long.numberOfLeadingZeros(seconds);
    int bits = (int) (seconds << leadingZeros >>> (Long.SIZE - BITS));
    return ((Long.SIZE - 1 - leadingZeros) << (BITS - 1)) | (bits & MASK);
  }

  private static long[] lastSeconds() {
    long[] lasts = new long[byDefinition(Long.MAX_VALUE) + 1];
    long last = 0;
    for (int bucket = 0; bucket < lasts.length - 1; bucket++) {
      last = lastSecond(bucket, last);
      lasts[bucket] = last;
    }
    lasts[lasts.length - 1] = Long.MAX_VALUE;
    return lasts;
  }

  /** The longest length in buckets up to this one, which is no shorter than {@code atLeast}. */
  private static long lastSecond(int bucket, long atLeast) {
    long last = atLeast;
    long beyond = Math.max(atLeast + 1, (long) (lowerBorder(bucket + 1) * (1 + RELATIVE_ACCURACY)));
    while (byDefinition(beyond) <= bucket) {
      last = beyond++;
    }
    while (beyond - last > 1) {
      long middle = last + (beyond - last) / 2;
      if (byDefinition(middle) <= bucket) {
        last = middle;
      } else {
        beyond = middle;
      }
    }
    return last;
  }

  private static short[] lowestBuckets() {
    short[] buckets = new short[(Long.SIZE - 1) << (BITS - 1)];
    for (int highest = 0; highest < buckets.length; highest++) {
      long bits = (MASK + 1L) | (highest & MASK);
      int leadingZeros = Long.SIZE - 1 - (highest >>> (BITS - 1));
      long shortest = bits << (Long.SIZE - BITS) >>> leadingZeros;
      buckets[highest] = (short) byDefinition(shortest);
    }
    return buckets;
  }
}
