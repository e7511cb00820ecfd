package io.portally.tally.measure;

/**
 * The life of one row while its window is remembered: what has been counted, whether the window is
 * complete, and whether the row has changed since it was last sent. Mutable.
 */
public final class WindowTally {

  private final Tally tally;
  private boolean complete;
  private boolean unsent;

  /** Nothing counted yet. */
  public WindowTally(FactTable table) {
    this(new Tally(table), false, false);
  }

  /** A window as it was once kept. */
  public WindowTally(Tally tally, boolean complete, boolean unsent) {
    this.tally = tally;
    this.complete = complete;
    this.unsent = unsent;
  }

  /** Adds to the window. A changed revision makes the row worth sending even at equal measures. */
  public void add(Contribution contribution) {
    tally.add(contribution.revision(), contribution.measures());
    unsent |= contribution.revision() != 0;
  }

  /** The watermark has passed the window's end. */
  public void complete() {
    unsent |= !complete;
    complete = true;
  }

  /** The row as it stands, which from now on counts as sent. */
  public Row send(Cell cell) {
    unsent = false;
    return new Row(cell, tally.revision(), complete, tally.measures());
  }

  /** Whether the row has changed since it was last sent. */
  public boolean isUnsent() {
    return unsent;
  }

  public boolean isComplete() {
    return complete;
  }

  public Tally tally() {
    return tally;
  }
}
