package io.portally.simulator.traffic;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import com.dynatrace.hash4j.random.PseudoRandomGenerator;
import com.dynatrace.hash4j.random.PseudoRandomGeneratorProvider;

/**
 * Draws from a pseudo-random stream whose algorithm has a name and a version, so that it is the
 * same in every Java. Doubles are strict since Java 17; what is not exact goes through StrictMath.
 */
final class Draw {
  private static final Hasher64 HASHER = Hashing.komihash5_0();

  private final PseudoRandomGenerator generator =
      PseudoRandomGeneratorProvider.splitMix64_V1().create();

  /** Begins the stream of that name. */
  Draw from(long a, long b, long c) {
    generator.reset(hash(a, b, c));
    return this;
  }

  static long hash(long a, long b, long c) {
    return HASHER.hashLongLongLongToLong(a, b, c);
  }

  /** From 0 (included) to 1 (not). */
  double unit() {
    return generator.nextDouble();
  }

  boolean happens(double probability) {
    return unit() < probability;
  }

  /** From 0 to bound - 1. */
  int below(int bound) {
    return generator.uniformInt(bound);
  }

  long bits() {
    return generator.nextLong();
  }

  double between(double low, double high) {
    return low + (high - low) * unit();
  }

  /** Even on a logarithmic scale. */
  double logBetween(double low, double high) {
    return low * StrictMath.exp(StrictMath.log(high / low) * unit());
  }

  double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * normal());
  }

  /** Box and Muller's. */
  private double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * StrictMath.PI * unit());
  }
}
