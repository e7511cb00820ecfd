package io.portally.tally.journey;

import io.portally.tally.area.Windows;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contributions;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongUnaryOperator;

/**
 * Everywhere that a fact could be counted, by any choice among the versions that have a say in it.
 * To each cell there the fact adds to the revision, once, whichever choice holds.
 *
 * <p>An event has no say in windows that ended before it could have happened, so nothing is handed
 * on for those when it changes.
 */
final class Candidates {

  /** Later than any instant, with room to go further. */
  private static final long END_OF_TIME = Long.MAX_VALUE / 2;

  private static final long[][] NOTHING = new long[FactTable.values().length][];

  static {
    for (FactTable table : FactTable.values()) {
      NOTHING[table.ordinal()] = new long[table.measures().size()];
    }
  }

  private final RollUp rollUp;
  private final long since;
  private Set<Cell> parts = Set.of();

  /**
   * @param since the earliest instant that what changes has a say in, epoch milliseconds
   */
  Candidates(RollUp rollUp, long since) {
    this.rollUp = rollUp;
    this.since = since;
  }

  /**
   * Adds a place.
   *
   * @param dimensions as in {@link Cell#dimensions()}
   * @param instant in its windows, epoch milliseconds
   */
  void add(long dimensions, long instant) {
    Cell part = Cell.part(dimensions, Windows.minuteOf(instant));
    if (parts.isEmpty()) {
      // Nearly always it stays the only one.
      parts = Set.of(part);
    } else if (parts.size() > 1) {
      parts.add(part);
    } else if (!parts.contains(part)) {
      parts = new LinkedHashSet<>(parts);
      parts.add(part);
    }
  }

  /**
   * Adds to the revision of each cell.
   *
   * @param before the revision by the first instant after a cell's window, epoch milliseconds;
   *     never falls as that grows
   */
  void revise(LongUnaryOperator before, Contributions contributions) {
    if (parts.size() > 1) {
      reviseOnce(before, contributions);
      return;
    }
    for (Cell only : parts) {
      long endOfPart = Windows.millisOf(only.startMinute() + 1);
      long least = before.applyAsLong(endOfPart);
      // Nearly always nothing that has a say came later, so that no longer window sees more.
      if (endOfPart > since && least == before.applyAsLong(END_OF_TIME)) {
        revise(only, least, contributions);
      } else {
        rollUp.forEachWindow(
            only,
            since,
            (window, end) ->
                revise(
                    new Cell(only.dimensions(), window), before.applyAsLong(end), contributions));
      }
    }
  }

  /** Ports may have an area in common, which has what the first one adds. */
  private void reviseOnce(LongUnaryOperator before, Contributions contributions) {
    Set<Cell> revised = new HashSet<>();
    for (Cell part : parts) {
      rollUp.forEachWindow(
          part,
          since,
          (window, end) -> {
            Cell ofPort = new Cell(part.dimensions(), window);
            if (!revised.contains(ofPort)) {
              long revision = before.applyAsLong(end);
              revise(ofPort, revision, contributions);
              rollUp.forEachCell(
                  ofPort,
                  cell -> {
                    if (!revised.add(cell)) {
                      revise(cell, -revision, contributions);
                    }
                  });
            }
          });
    }
  }

  private static void revise(Cell cell, long revision, Contributions contributions) {
    contributions.add(cell.dimensions(), cell.window(), revision, NOTHING[cell.table().ordinal()]);
  }

  /**
   * Adds measures in one of the places.
   *
   * @param dimensions as in {@link Cell#dimensions()}
   * @param instant in its windows, epoch milliseconds
   */
  void count(long dimensions, long instant, long[] measures, Contributions contributions) {
    // What was counted earlier is counted still.
    if (instant >= since) {
      contributions.add(dimensions, Cell.partWindow(Windows.minuteOf(instant)), 0, measures);
    }
  }
}
