package io.portally.tally.measure;

import io.portally.tally.area.Granularity;
import io.portally.tally.area.Register;
import io.portally.tally.area.Windows;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Which cells a part stands for: every area of its port at every granularity of its table. */
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

  /** Takes a cell and the first instant after its window, epoch milliseconds. */
  @FunctionalInterface
  public interface EndingCells {
    void accept(Cell cell, long end);
  }

  public void forEachCell(Cell part, Consumer<Cell> consumer) {
    forEachCell(part, Long.MIN_VALUE, (cell, end) -> consumer.accept(cell));
  }

  /**
   * The same for those cells whose window ends after an instant.
   *
   * @param since the instant, epoch milliseconds
   */
  public void forEachCell(Cell part, long since, EndingCells consumer) {
    FactTable table = part.table();
    for (Granularity granularity : granularities[table.ordinal()]) {
      long start = windows.startOf(granularity, part.startMinute());
      long end = Windows.millisOf(windows.endOf(granularity, start));
      if (end <= since) {
        continue;
      }
      if (!table.rollsUpAreas()) {
        consumer.accept(Cell.of(part.dimensions(), granularity, start), end);
        continue;
      }
      for (int area : register.areaOrdinalsOf(FactTable.areaOf(part.dimensions()))) {
        consumer.accept(
            Cell.of(FactTable.withArea(part.dimensions(), area), granularity, start), end);
      }
    }
  }

  /** The first instant after the cell's window, epoch milliseconds. */
  public long endOf(Cell cell) {
    return Windows.millisOf(windows.endOf(cell.granularity(), cell.startMinute()));
  }

  /**
   * Adds what the parts of one table stand for to its cells. Windows come first, so that areas are
   * looked up for an hour and a day, not for each minute in them.
   *
   * @param windows empty; holds the parts by window afterwards
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
