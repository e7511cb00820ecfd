package io.portally.tally.measure;

import io.portally.tally.area.Granularity;
import io.portally.tally.area.Register;
import io.portally.tally.area.Windows;
import java.util.function.Consumer;

/** Which cells a part stands for: every area of its port at every granularity of its table. */
public final class RollUp {

  private final Register register;
  private final Windows windows;

  public RollUp(Register register, Windows windows) {
    if (register.areas().size() > Dimension.AreaOrdinal.MOST) {
      throw new IllegalArgumentException(
          "the register has %d areas, more than the %d that can be told apart"
              .formatted(register.areas().size(), Dimension.AreaOrdinal.MOST));
    }
    this.register = register;
    this.windows = windows;
  }

  public void forEachCell(Cell part, Consumer<Cell> consumer) {
    FactTable table = part.table();
    for (Granularity granularity : table.granularities()) {
      long start = windows.startOf(granularity, part.startMinute());
      if (!table.rollsUpAreas()) {
        consumer.accept(Cell.of(part.dimensions(), granularity, start));
        continue;
      }
      for (int area : register.areaOrdinalsOf(FactTable.areaOf(part.dimensions()))) {
        consumer.accept(Cell.of(FactTable.withArea(part.dimensions(), area), granularity, start));
      }
    }
  }

  /** The first instant after the cell's window, epoch milliseconds. */
  public long endOf(Cell cell) {
    return Windows.millisOf(windows.endOf(cell.granularity(), cell.startMinute()));
  }

  public void addTo(Tallies cells, Contribution contribution) {
    if (!contribution.cell().isPart()) {
      cells.add(contribution);
      return;
    }
    forEachCell(
        contribution.cell(),
        cell -> cells.add(cell, contribution.revision(), contribution.measures()));
  }
}
