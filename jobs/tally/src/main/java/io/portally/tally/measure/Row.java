package io.portally.tally.measure;

import java.util.Arrays;

/**
 * A cell as it stands: what is written to the database.
 *
 * @param revision grows with the set of accepted records and depends on nothing else
 * @param complete whether the watermark has passed the window's end
 * @param measures in the order of {@link FactTable#measures()}, then the buckets of a table with a
 *     sketch; absolute, never increments
 */
// The array is compared by content below.
@SuppressWarnings("ArrayRecordComponent")
public record Row(Cell cell, long revision, boolean complete, long[] measures) {

  /** Whether this row may take the other one's place: complete first, then the higher revision. */
  public boolean supersedes(Row other) {
    if (complete != other.complete) {
      return complete;
    }
    return revision > other.revision;
  }

  /**
   * The lengths of time that the row counts.
   *
   * @throws IllegalStateException where its table {@linkplain FactTable#hasSketch() has no sketch}
   */
  public Sketch sketch() {
    FactTable table = cell.table();
    if (!table.hasSketch()) {
      throw new IllegalStateException(
          "a row of %s counts no lengths of time".formatted(table.tableName()));
    }
    return Sketch.in(measures, table.sums());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row that
        && cell.equals(that.cell)
        && revision == that.revision
        && complete == that.complete
        && Arrays.equals(measures, that.measures);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * cell.hashCode() + Long.hashCode(revision)) + Arrays.hashCode(measures);
  }

  @Override
  public String toString() {
    return "%s %s at revision %d%s"
        .formatted(cell, Arrays.toString(measures), revision, complete ? ", complete" : "");
  }
}
