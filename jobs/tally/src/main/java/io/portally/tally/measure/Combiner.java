package io.portally.tally.measure;

import java.util.function.Consumer;

/**
 * Folds contributions to the same cell into one, so that what travels on is cells per second, not
 * events. Parts are rolled up only when drained: once a minute's worth of a port, not once an
 * event.
 */
public final class Combiner {

  private final RollUp rollUp;
  private final Tallies parts = new Tallies();
  private final Tallies cells = new Tallies();

  public Combiner(RollUp rollUp) {
    this.rollUp = rollUp;
  }

  public void add(Contribution contribution) {
    (contribution.cell().isPart() ? parts : cells).add(contribution);
  }

  /** How many different parts and cells are held. */
  public int size() {
    return parts.size() + cells.size();
  }

  /** Hands on everything held, as contributions to cells, and forgets it. */
  public void drain(Consumer<Contribution> consumer) {
    parts.forEach(part -> rollUp.addTo(cells, part));
    parts.clear();
    cells.forEach(consumer);
    cells.clear();
  }
}
