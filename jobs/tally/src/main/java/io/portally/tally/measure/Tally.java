package io.portally.tally.measure;

import java.util.Arrays;

/** The measures of a cell and its revision. Adds and subtracts; mutable. */
public final class Tally {

  private final long[] measures;
  private long revision;

  /** An empty tally of so many measures. */
  public Tally(int measures) {
    this.measures = new long[measures];
  }

  /** A tally as it was once kept; {@code measures} becomes its own. */
  public Tally(long revision, long[] measures) {
    this.revision = revision;
    this.measures = measures;
  }

  public void add(long moreRevision, long[] more) {
    revision += moreRevision;
    for (int i = 0; i < measures.length; i++) {
      measures[i] += more[i];
    }
  }

  public void subtract(Tally other) {
    revision -= other.revision;
    for (int i = 0; i < measures.length; i++) {
      measures[i] -= other.measures[i];
    }
  }

  public long revision() {
    return revision;
  }

  /** The sums, in the order of {@link FactTable#measures()}; not to be modified. */
  public long[] measures() {
    return measures;
  }

  /** Nothing added, or all of it taken back. */
  public boolean isZero() {
    if (revision != 0) {
      return false;
    }
    for (long measure : measures) {
      if (measure != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally that
        && revision == that.revision
        && Arrays.equals(measures, that.measures);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(revision) + Arrays.hashCode(measures);
  }

  @Override
  public String toString() {
    return "%s at revision %d".formatted(Arrays.toString(measures), revision);
  }
}
