package io.portally.bench.peer;

import io.portally.flink.operator.Refresh;
import io.portally.flink.sink.RowWriter;
import io.portally.tally.area.Granularity;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Row;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The last stage of a peer: sends the rows that have changed, as often as our job does, through the
 * same writer. The tallies themselves are the engine's. For one thread.
 */
public final class RowStage implements AutoCloseable {

  /** Where a peer's engine keeps tallies. */
  public interface Rows {

    /** Adds to a cell's tally. */
    void add(Contribution contribution);

    /** The row of a cell as it stands, which from now on counts as sent. */
    Row send(Cell cell);
  }

  private final PeerRun run;
  private final Refresh refresh;
  private final Rows rows;
  private final RowWriter writer;
  private final Map<Granularity, Changed> changed = new EnumMap<>(Granularity.class);
  private boolean holds;

  RowStage(PeerRun run, Refresh refresh, Rows rows, RowWriter writer) {
    this.run = run;
    this.refresh = refresh;
    this.rows = rows;
    this.writer = writer;
    for (Granularity granularity : Granularity.values()) {
      changed.put(granularity, new Changed());
    }
  }

  /** Takes what a {@link JourneyStage} has handed on. */
  public void take(Contribution contribution) {
    rows.add(contribution);
    if (!holds) {
      holds = true;
      run.inFlight().incrementAndGet();
    }
    Granularity granularity = contribution.cell().granularity();
    changed.computeIfAbsent(granularity, g -> new Changed()).cells.add(contribution.cell());
    run.inFlight().decrementAndGet();
  }

  /**
   * Sends what is due: all, once the reading is over.
   *
   * @param now epoch milliseconds
   */
  public void sendDue(long now) throws SQLException, InterruptedException {
    boolean isOver = run.stretch().isOver();
    boolean more = false;
    for (Map.Entry<Granularity, Changed> each : changed.entrySet()) {
      Changed due = each.getValue();
      if (isOver || now >= due.at) {
        send(due.cells);
        long interval = refresh.of(each.getKey()).toMillis();
        due.at = (now / interval + 1) * interval;
      }
      more |= !due.cells.isEmpty();
    }
    boolean hasLanded = writer.send();
    if (holds && hasLanded && !more) {
      holds = false;
      run.inFlight().decrementAndGet();
    }
  }

  private void send(Set<Cell> cells) throws SQLException, InterruptedException {
    for (Cell cell : cells) {
      writer.add(rows.send(cell));
    }
    cells.clear();
  }

  @Override
  public void close() {
    writer.close();
  }

  /** The cells of one granularity that have changed, and when they are next sent. */
  private static final class Changed {
    private final Set<Cell> cells = new LinkedHashSet<>();
    private long at;
  }
}
