package io.portally.tally.journey;

import static io.portally.tally.Samples.DEFINITIONS;
import static io.portally.tally.Samples.REGISTER;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.tally.area.Windows;
import io.portally.tally.journey.ReferenceRows.Figures;
import io.portally.tally.journey.ReferenceRows.RowKey;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.RollUp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Lets the records of one consignment arrive in several orders, and notes wherever the rows that
 * come of it break a promise of the contract.
 */
final class History {

  /** A promise that was not kept. */
  enum Breach {
    /** A contribution that would take a row's revision back, or a row whose revision went back. */
    REVISION_FALLS,
    /** A row counts less than nothing. */
    NEGATIVE_MEASURE,
    /** A row has other measures than with fewer records, at the same revision. */
    OTHER_MEASURES_AT_SAME_REVISION,
    /** The same set of records gives other rows, having arrived in another order. */
    ORDER_MATTERS,
    /** The rows are not those of the contract. */
    NOT_THE_CONTRACTS_ROWS,
    /** One record reaches one row in two steps, and the row could be sent between them. */
    IN_TWO_STEPS
  }

  /** A consignment's rule: told of an accepted record, it hands on what that changes. */
  interface Rule {
    void accept(JourneyRecord record, Consumer<Contribution> consumer);
  }

  /** The rows that a set of accepted records makes by the contract. */
  interface Contract {
    /** All tables that journeys contribute to. */
    Contract ALL =
        accepted -> {
          Map<RowKey, Figures> rows = new HashMap<>(ThroughputReference.rowsOf(accepted));
          rows.putAll(ClearanceActivityReference.rowsOf(accepted));
          rows.putAll(new LegsReference().rowsOf(accepted));
          rows.putAll(new CohortsReference().rowsOf(accepted));
          rows.putAll(new ProgrammesReference().rowsOf(accepted));
          rows.putAll(new SingleWindowReference().rowsOf(accepted));
          rows.putAll(new PartnerTradeReference().rowsOf(accepted));
          return rows;
        };

    Map<RowKey, Figures> rowsOf(Collection<? extends SpecificRecord> accepted);
  }

  private static final RollUp ROLL_UP = DEFINITIONS.rollUp();

  private final List<? extends SpecificRecord> records;
  private final Supplier<Rule> rule;
  private final Contract contract;
  private final Map<Cell, RowKey> keys = new HashMap<>();
  private final Map<BitSet, Map<RowKey, Figures>> rowsBySet = new HashMap<>();
  private final Map<BitSet, Map<RowKey, Figures>> contractBySet = new HashMap<>();
  private final Map<Breach, String> breaches = new HashMap<>();

  private History(List<? extends SpecificRecord> records, Supplier<Rule> rule, Contract contract) {
    this.records = records;
    this.rule = rule;
    this.contract = contract;
  }

  /**
   * The promises that are broken, each with its first example.
   *
   * @param records accepted records, each event's version once
   * @param arrivals orders in which they arrive: indexes into {@code records}, each once
   */
  static Map<Breach, String> of(
      List<? extends SpecificRecord> records,
      Supplier<Rule> rule,
      Contract contract,
      Iterable<List<Integer>> arrivals) {
    History history = new History(records, rule, contract);
    arrivals.forEach(history::arrive);
    history.compareSetsWithLargerOnes();
    return history.breaches;
  }

  /**
   * The same for rows that are always made anew.
   *
   * @param rows of records in order of arrival
   */
  static Map<Breach, String> ofRows(
      List<? extends SpecificRecord> records,
      Contract rows,
      Contract contract,
      Iterable<List<Integer>> arrivals) {
    History history = new History(records, () -> (record, consumer) -> {}, contract);
    for (List<Integer> order : arrivals) {
      BitSet arrived = new BitSet();
      List<SpecificRecord> known = new ArrayList<>();
      for (int index : order) {
        known.add(records.get(index));
        arrived.set(index);
        history.checkRows((BitSet) arrived.clone(), rows.rowsOf(known));
      }
    }
    history.compareSetsWithLargerOnes();
    return history.breaches;
  }

  private void arrive(List<Integer> arrivals) {
    Rule told = rule.get();
    BitSet arrived = new BitSet();
    Map<RowKey, Figures> rows = new HashMap<>();
    for (int index : arrivals) {
      List<Contribution> handedOn = new ArrayList<>();
      told.accept(remembered(records.get(index)), handedOn::add);
      arrived.set(index);
      handedOn.forEach(each -> add(rows, each));
      checkSteps(handedOn);
      checkRows((BitSet) arrived.clone(), rows);
    }
  }

  private void checkSteps(List<Contribution> handedOn) {
    Set<Cell> reached = new HashSet<>();
    for (Contribution each : handedOn) {
      if (each.revision() < 0) {
        found(Breach.REVISION_FALLS, each.toString());
      }
      cellsOf(each)
          .forEach(
              cell -> {
                if (!reached.add(cell)) {
                  found(Breach.IN_TWO_STEPS, handedOn.toString());
                }
              });
    }
  }

  private void checkRows(BitSet arrived, Map<RowKey, Figures> rows) {
    rows.forEach(
        (key, figures) -> {
          if (figures.hasNegativeMeasure()) {
            found(Breach.NEGATIVE_MEASURE, arrived + " " + key + " " + figures);
          }
        });
    Map<RowKey, Figures> visible = new HashMap<>(rows);
    visible.values().removeIf(Figures::isNothing);
    Map<RowKey, Figures> before = rowsBySet.putIfAbsent(arrived, visible);
    if (before != null && !before.equals(visible)) {
      found(Breach.ORDER_MATTERS, arrived + " " + difference(before, visible));
    }
    Map<RowKey, Figures> contract =
        contractBySet.computeIfAbsent(
            arrived, set -> this.contract.rowsOf(set.stream().mapToObj(records::get).toList()));
    if (!contract.equals(visible)) {
      found(Breach.NOT_THE_CONTRACTS_ROWS, arrived + " " + difference(contract, visible));
    }
  }

  /** A dead writer may have known any part of what is known at last. */
  private void compareSetsWithLargerOnes() {
    rowsBySet.forEach(
        (fewer, less) ->
            rowsBySet.forEach(
                (more, rows) -> {
                  if (isPartOf(fewer, more)) {
                    less.forEach(
                        (key, earlier) -> {
                          Figures later = rows.getOrDefault(key, zerosAs(earlier));
                          Breach breach = breachOf(earlier, later);
                          if (breach != null) {
                            found(breach, fewer + " < " + more + " " + key + earlier + later);
                          }
                        });
                  }
                }));
  }

  private static @Nullable Breach breachOf(Figures earlier, Figures later) {
    if (later.revision() < earlier.revision()) {
      return Breach.REVISION_FALLS;
    }
    boolean asBefore = later.revision() > earlier.revision() || later.hasSameMeasures(earlier);
    return asBefore ? null : Breach.OTHER_MEASURES_AT_SAME_REVISION;
  }

  private void found(Breach breach, String example) {
    breaches.putIfAbsent(breach, example);
  }

  private static boolean isPartOf(BitSet fewer, BitSet more) {
    BitSet missing = (BitSet) fewer.clone();
    missing.andNot(more);
    return missing.isEmpty();
  }

  private static String difference(Map<RowKey, Figures> wanted, Map<RowKey, Figures> found) {
    return Stream.concat(wanted.keySet().stream(), found.keySet().stream())
        .distinct()
        .filter(key -> !Objects.equals(wanted.get(key), found.get(key)))
        .map(key -> "%s: %s and %s".formatted(key, wanted.get(key), found.get(key)))
        .limit(3)
        .toList()
        .toString();
  }

  /** What is remembered of an event of either topic. */
  static JourneyRecord remembered(SpecificRecord event) {
    return event instanceof CargoMovement movement
        ? MovementRecord.of(movement, REGISTER)
        : ClearanceRecord.of((ClearanceEvent) event, REGISTER);
  }

  private void add(Map<RowKey, Figures> rows, Contribution more) {
    Figures figures =
        Figures.of(more.revision(), more.measures(), more.cell().table().measures().size());
    for (Cell cell : cellsOf(more)) {
      rows.merge(keys.computeIfAbsent(cell, History::keyOf), figures, Figures::plus);
    }
  }

  private static Figures zerosAs(Figures figures) {
    return Figures.zeros(figures.measures().size());
  }

  private static List<Cell> cellsOf(Contribution contribution) {
    List<Cell> cells = new ArrayList<>();
    if (contribution.cell().isPart()) {
      ROLL_UP.forEachCell(contribution.cell(), cells::add);
    } else {
      cells.add(contribution.cell());
    }
    return cells;
  }

  static RowKey keyOf(Cell cell) {
    List<Object> words = new ArrayList<>();
    FactTable table = cell.table();
    for (int i = 0; i < table.dimensions().size(); i++) {
      int code = table.codeAt(i, cell.dimensions());
      table
          .dimensions()
          .get(i)
          .columns()
          .forEach(column -> words.add(column.words().of(code, REGISTER)));
    }
    return new RowKey(
        table.tableName(),
        cell.granularity(),
        Instant.ofEpochMilli(Windows.millisOf(cell.startMinute())),
        words);
  }
}
