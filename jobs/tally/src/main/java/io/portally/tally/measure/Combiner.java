package io.portally.tally.measure;

import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Folds contributions to the same cell into one, so that what travels on is cells per second, not
 * events. Parts and windows of a port are rolled up only when drained: once a minute's worth of a
 * port, not once an event.
 */
public final class Combiner implements Contributions {

  private final RollUp rollUp;
  private final Sums[] parts = forEachTable();
  private final Sums[] windows = forEachTable();
  private final Sums[] cells = forEachTable();

  public Combiner(RollUp rollUp) {
    this.rollUp = rollUp;
  }

  private static Sums[] forEachTable() {
    return Stream.of(FactTable.values()).map(Sums::new).toArray(Sums[]::new);
  }

  @Override
  public void add(long dimensions, long window, long revision, long[] measures) {
    (Cell.isPart(window) ? parts : windows)
        [FactTable.ordinalOf(dimensions)].add(dimensions, window, revision, measures);
  }

  public void add(Contribution contribution) {
    add(
        contribution.cell().dimensions(),
        contribution.cell().window(),
        contribution.revision(),
        contribution.measures());
  }

  /** How many different parts and windows are held. */
  public int size() {
    int size = 0;
    for (int table = 0; table < parts.length; table++) {
      size += parts[table].size() + windows[table].size();
    }
    return size;
  }

  /**
   * Hands on everything held, as contributions to cells, and forgets it. Each cell has one, so a
   * row that is sent between two of them never has the new revision with the old measures: drain
   * only after all that one record contributes has been added.
   */
  public void drain(Consumer<Contribution> consumer) {
    for (int table = 0; table < parts.length; table++) {
      rollUp.addTo(cells[table], parts[table], windows[table]);
      parts[table].clear();
      windows[table].clear();
      handOn(cells[table], consumer);
      cells[table].clear();
    }
  }

  private static void handOn(Sums sums, Consumer<Contribution> consumer) {
    for (int entry = 0; entry < sums.size(); entry++) {
      if (!sums.isZero(entry)) {
        consumer.accept(sums.contribution(entry));
      }
    }
  }
}
