package io.portally.tally.measure;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The measures of a cell and its revision. Adds and subtracts; mutable. */
public final class Tally {

  private final long[] sums;

  /** Null where the cell's table has none. */
  private final @Nullable Sketch sketch;

  private long revision;

  /** An empty tally of a table's measures. */
  public Tally(FactTable table) {
    this(0, new long[table.sums()], table.hasSketch() ? new Sketch() : null);
  }

  /** A tally without a sketch, as it was once kept; {@code sums} becomes its own. */
  public Tally(long revision, long[] sums) {
    this(revision, sums, null);
  }

  /**
   * A tally as it was once kept.
   *
   * @param measures as in {@link #measures()}
   * @param sums how many of them are sums; a sketch begins behind those, if anything does
   */
  public static Tally of(long revision, long[] measures, int sums) {
    return measures.length == sums
        ? new Tally(revision, measures)
        : new Tally(revision, Arrays.copyOf(measures, sums), Sketch.in(measures, sums));
  }

  private Tally(long revision, long[] sums, @Nullable Sketch sketch) {
    this.revision = revision;
    this.sums = sums;
    this.sketch = sketch;
  }

  public void add(long moreRevision, long[] more) {
    revision += moreRevision;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += more[i];
    }
    if (sketch != null) {
      sketch.add(more, sums.length);
    }
  }

  public void subtract(Tally other) {
    revision -= other.revision;
    for (int i = 0; i < sums.length; i++) {
      sums[i] -= other.sums[i];
    }
    if (sketch != null && other.sketch != null) {
      sketch.subtract(other.sketch);
    }
  }

  public long revision() {
    return revision;
  }

  /**
   * The sums in the order of {@link FactTable#measures()}, then the buckets of a table with a
   * sketch; a copy.
   */
  public long[] measures() {
    return sketch == null ? sums.clone() : sketch.behind(sums);
  }

  /** How many of the {@link #measures()} are sums; a sketch begins behind them. */
  public int sums() {
    return sums.length;
  }

  /** Nothing added, or all of it taken back. */
  public boolean isZero() {
    if (revision != 0) {
      return false;
    }
    for (long sum : sums) {
      if (sum != 0) {
        return false;
      }
    }
    return sketch == null || sketch.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally that
        && revision == that.revision
        && Arrays.equals(sums, that.sums)
        && Objects.equals(sketch, that.sketch);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(revision) + Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return "%s at revision %d".formatted(Arrays.toString(measures()), revision);
  }
}
