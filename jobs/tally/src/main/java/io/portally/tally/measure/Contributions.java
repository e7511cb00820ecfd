package io.portally.tally.measure;

/**
 * Takes contributions as they are made, without an object for each: there are several to every
 * event.
 */
@FunctionalInterface
public interface Contributions {

  /**
   * Adds to a part, and so to every cell that it stands for; to a port's window, and so to the same
   * window of every area of the port; or to one cell, of a wider area or of a table without areas.
   *
   * @param dimensions as in {@link Cell#dimensions()}
   * @param window as in {@link Cell#window()}
   * @param revision how far the revision advances; negative where a contribution is taken back
   * @param measures in the order of {@link FactTable#measures()}, then the buckets of a table with
   *     a sketch; read now and not kept
   */
  void add(long dimensions, long window, long revision, long[] measures);
}
