package io.portally.tally.measure;

import java.util.Locale;
import java.util.OptionalDouble;

/** A quantile that rows show of the lengths of time that they count. */
public enum Quantile {
  P50(0.50),
  P90(0.90),
  P95(0.95),
  P99(0.99);

  private final double q;

  Quantile(double q) {
    this.q = q;
  }

  /** Its column in the tables {@linkplain FactTable#hasSketch() with a sketch}. */
  public String columnName() {
    return name().toLowerCase(Locale.ROOT) + "_seconds";
  }

  /** In seconds, as {@link Sketch#quantile} estimates it; empty where nothing is counted. */
  public OptionalDouble of(Sketch sketch) {
    return sketch.quantile(q);
  }
}
