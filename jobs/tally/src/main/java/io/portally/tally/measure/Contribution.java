package io.portally.tally.measure;

import java.util.Arrays;

/**
 * What is to be added to a cell: measures (which may be negative, where something is taken back)
 * and how far its revision advances (which is never negative).
 *
 * @param measures in the order of {@link FactTable#measures()}, then the buckets of a table with a
 *     sketch; not to be modified
 */
// The array is compared by content below.
@SuppressWarnings("ArrayRecordComponent")
public record Contribution(Cell cell, long revision, long[] measures) {

  @Override
  public boolean equals(Object other) {
    return other instanceof Contribution that
        && cell.equals(that.cell)
        && revision == that.revision
        && Arrays.equals(measures, that.measures);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * cell.hashCode() + Long.hashCode(revision)) + Arrays.hashCode(measures);
  }

  @Override
  public String toString() {
    return "%s +%d %s".formatted(cell, revision, Arrays.toString(measures));
  }
}
