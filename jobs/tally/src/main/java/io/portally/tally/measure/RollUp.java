package io.portally.tally.measure;

import io.portally.tally.area.Granularity;
import io.portally.tally.area.Register;
import io.portally.tally.area.Windows;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Which cells a part stands for: every area of its port at every granularity of its table. A port's
 * window stands for the same window of every area of the port.
 */
public final class RollUp {

  private final Register register;
  private final Windows windows;

  /** By the table's ordinal. */
  private final Granularity[][] granularities =
      Stream.of(FactTable.values())
          .map(table -> table.granularities().stream().sorted().toArray(Granularity[]::new))
          .toArray(Granularity[][]::new);

  public RollUp(Register register, Windows windows) {
    if (register.areas().size() > Dimension.AreaOrdinal.MOST) {
      throw new IllegalArgumentException(
          "the register has %d areas, more than the %d that can be told apart"
              .formatted(register.areas().size(), Dimension.AreaOrdinal.MOST));
    }
    this.register = register;
    this.windows = windows;
  }

  /** Takes the windows of a part. */
  @FunctionalInterface
  public interface EndingWindows {

    /**
     * Takes one.
     *
     * @param window as in {@link Cell#window()}
     * @param end the first instant after it, epoch milliseconds
     */
    void accept(long window, long end);
  }

  /**
   * The windows of a part that end after an instant.
   *
   * @param since the instant, epoch milliseconds
   */
  public void forEachWindow(Cell part, long since, EndingWindows consumer) {
    for (Granularity granularity : granularities[part.table().ordinal()]) {
      long start = windows.startOf(granularity, part.startMinute());
      long end = Windows.millisOf(windows.endOf(granularity, start));
      if (end > since) {
        consumer.accept(Cell.windowOf(granularity, start), end);
      }
    }
  }

  /** The cells that a part or a port's window stands for; any other cell is its own. */
  public void forEachCell(Cell cell, Consumer<Cell> consumer) {
    if (cell.isPart()) {
      forEachWindow(
          cell,
          Long.MIN_VALUE,
          (window, end) -> forEachCell(new Cell(cell.dimensions(), window), consumer));
    } else if (cell.table().rollsUpAreas()) {
      for (int area : register.areaOrdinalsOf(FactTable.areaOf(cell.dimensions()))) {
        consumer.accept(new Cell(FactTable.withArea(cell.dimensions(), area), cell.window()));
      }
    } else {
      consumer.accept(cell);
    }
  }

  /** The first instant after the cell's window, epoch milliseconds. */
  public long endOf(Cell cell) {
    return Windows.millisOf(windows.endOf(cell.granularity(), cell.startMinute()));
  }

  /**
   * Adds what the parts and windows of one table stand for to its cells. Parts come into windows
   * first, so that areas are looked up for an hour and a day, not for each minute in them.
   *
   * @param windows holds the parts too afterwards
   */
  void addTo(Sums cells, Sums parts, Sums windows) {
    for (int part = 0; part < parts.size(); part++) {
      long minute = Cell.startMinute(parts.window(part));
      for (Granularity granularity : granularities[FactTable.ordinalOf(parts.dimensions(part))]) {
        long start = this.windows.startOf(granularity, minute);
        windows.add(parts.dimensions(part), Cell.windowOf(granularity, start), parts, part);
      }
    }
    for (int each = 0; each < windows.size(); each++) {
      addAreas(cells, windows, each);
    }
  }

  private void addAreas(Sums cells, Sums windows, int each) {
    long dimensions = windows.dimensions(each);
    if (!FactTable.of(dimensions).rollsUpAreas()) {
      cells.add(dimensions, windows.window(each), windows, each);
      return;
    }
    for (int area : register.areaOrdinalsOf(FactTable.areaOf(dimensions))) {
      cells.add(FactTable.withArea(dimensions, area), windows.window(each), windows, each);
    }
  }
}
