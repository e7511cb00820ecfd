package io.portally.tally.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Tallies by cell. */
public final class Tallies {

  private final Map<Cell, Tally> byCell = new LinkedHashMap<>();

  public void add(Cell cell, long revision, long[] measures) {
    byCell.computeIfAbsent(cell, c -> new Tally(c.table())).add(revision, measures);
  }

  public void add(Contribution contribution) {
    add(contribution.cell(), contribution.revision(), contribution.measures());
  }

  /** Adds to every cell that the contribution's part or window stands for. */
  public void add(Contribution contribution, RollUp rollUp) {
    rollUp.forEachCell(
        contribution.cell(), cell -> add(cell, contribution.revision(), contribution.measures()));
  }

  public void subtract(Tallies others) {
    others.byCell.forEach(
        (cell, tally) -> byCell.computeIfAbsent(cell, c -> new Tally(c.table())).subtract(tally));
  }

  /** Hands on what is not zero, as contributions. */
  public void forEach(Consumer<Contribution> consumer) {
    byCell.forEach(
        (cell, tally) -> {
          if (!tally.isZero()) {
            consumer.accept(new Contribution(cell, tally.revision(), tally.measures()));
          }
        });
  }

  /** The tallies by cell; a view. */
  public Map<Cell, Tally> asMap() {
    return byCell;
  }

  public void clear() {
    byCell.clear();
  }

  public boolean isEmpty() {
    return byCell.isEmpty();
  }

  public int size() {
    return byCell.size();
  }

  @Override
  public String toString() {
    return byCell.toString();
  }
}
