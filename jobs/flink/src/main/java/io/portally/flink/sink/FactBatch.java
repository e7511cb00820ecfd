package io.portally.flink.sink;

import io.portally.tally.measure.Cell;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects rows of any fact table: of each key the newest row only (the same key twice in a
 * statement is an error, SQLSTATE 21000), sorted by key (so that two writers never wait for each
 * other in a circle, 40P01, and so that neighbours in the index come together).
 */
final class FactBatch implements Batch<Row> {

  /** Granularity, area and window first, as in the tables' primary keys. */
  private static final Comparator<Row> BY_KEY =
      Comparator.<Row>comparingInt(row -> row.cell().granularity().ordinal())
          .thenComparingInt(row -> row.cell().table().codeAt(0, row.cell().dimensions()))
          .thenComparingLong(row -> row.cell().window())
          .thenComparingLong(row -> row.cell().dimensions());

  private final Map<FactTable, Map<Cell, Row>> rows = new EnumMap<>(FactTable.class);
  private int size;

  @Override
  public void add(Row row) {
    Map<Cell, Row> ofTable = rows.computeIfAbsent(row.cell().table(), table -> new HashMap<>());
    Row known = ofTable.putIfAbsent(row.cell(), row);
    if (known == null) {
      size++;
    } else if (row.supersedes(known)) {
      ofTable.put(row.cell(), row);
    }
  }

  @Override
  public int size() {
    return size;
  }

  /** The rows by table, each key once and in order; no table without rows. */
  Map<FactTable, List<Row>> sorted() {
    Map<FactTable, List<Row>> sorted = new EnumMap<>(FactTable.class);
    rows.forEach(
        (table, ofTable) -> {
          List<Row> list = new ArrayList<>(ofTable.values());
          list.sort(BY_KEY);
          sorted.put(table, list);
        });
    return sorted;
  }
}
