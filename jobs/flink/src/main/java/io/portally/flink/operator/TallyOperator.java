package io.portally.flink.operator;

import io.portally.flink.metric.JobCounter;
import io.portally.tally.Definitions;
import io.portally.tally.area.Lifetimes;
import io.portally.tally.area.Windows;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Row;
import io.portally.tally.measure.WindowTally;
import java.time.Instant;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tallies each cell and sends its row: shortly after its first contribution, then at most once in a
 * refresh interval while it changes, and at once when the watermark passes the window's end. A
 * window that completes before its first row is due is so written once. Of a bounded input a row is
 * sent when its window completes, when it closes, or at the end. That a row has changed since it
 * was sent is state, so a crash in between loses nothing.
 *
 * <p>Cells have no timers: they are many, and most of them wait for the same few instants. Agendas
 * hold them, which are made from the state anew after a restart. Where more rows fall due at one
 * instant than the database takes at once, they go in pieces, with pauses in which records are read
 * and new windows have their first rows: first rows before complete ones, and these before rows
 * that are sent again.
 */
// Everything transient is set in open(), before the first record.
@SuppressWarnings("NullAway.Init")
public final class TallyOperator extends AbstractStreamOperator<Row>
    implements OneInputStreamOperator<Contribution, Row> {

  private static final long serialVersionUID = 1L;
  private static final int SWEEPS_IN_A_DELAY = 10;

  /** Half a batch of the sink: what is due meanwhile has room in it. */
  private static final int PIECE = 1_000;

  private final Definitions definitions;
  private final Refresh refresh;
  private final @Nullable Instant boundedAsOf;

  private transient Lifetimes lifetimes;
  private transient Windows windows;
  private transient Counter contributionsToClosedWindows;
  private transient ValueState<WindowTally> state;

  /** By processing time: windows that have not had a row yet. */
  private transient Agenda<Cell> firstRows;

  /** By processing time: rows that have changed since they were sent. */
  private transient Agenda<Cell> refreshes;

  /** By event time: when windows complete, and then when they close. */
  private transient Agenda<Cell> ends;

  private transient long firstDelay;
  private transient long firstStep;
  private transient long sweepAt;
  private transient long watermark;
  private transient long completedUntil;

  /**
   * Tallies cells.
   *
   * @param boundedAsOf of a bounded input, the windows that end no later are complete, and no
   *     others; null where the input has no end
   */
  public TallyOperator(Definitions definitions, Refresh refresh, @Nullable Instant boundedAsOf) {
    this.definitions = definitions;
    this.refresh = refresh;
    this.boundedAsOf = boundedAsOf;
  }

  @Override
  public void open() throws Exception {
    super.open();
    lifetimes = definitions.lifetimes();
    windows = definitions.windows();
    contributionsToClosedWindows = JobCounter.CONTRIBUTIONS_TO_CLOSED_WINDOWS.in(getMetricGroup());
    state = getRuntimeContext().getState(States.windowTally());
    firstDelay = refresh.first().toMillis();
    firstStep = Math.max(1, firstDelay / SWEEPS_IN_A_DELAY);
    firstRows = new Agenda<>();
    refreshes = new Agenda<>();
    ends = new Agenda<>();
    sweepAt = Agenda.NEVER;
    watermark = Long.MIN_VALUE;
    completedUntil = Long.MIN_VALUE;
    this.<Cell>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            States.windowTally(),
            (cell, kept) -> takeUp(cell, kept.value()));
  }

  private void takeUp(Cell cell, WindowTally window) {
    ends.enter(window.isComplete() ? closesAt(cell) : endOf(cell), cell);
    if (window.isUnsent()) {
      orderSending(refreshes, cell, firstSending());
    }
  }

  @Override
  public void processElement(StreamRecord<Contribution> input) throws Exception {
    Contribution contribution = input.getValue();
    Cell cell = contribution.cell();
    WindowTally known = state.value();
    WindowTally window = known == null ? begin(cell) : known;
    boolean ordered = known != null && known.isUnsent();
    window.add(contribution);
    if (!ordered && window.isUnsent()) {
      if (known == null) {
        orderSending(firstRows, cell, firstSending());
      } else {
        orderSending(refreshes, cell, nextSending(cell));
      }
    }
    state.update(window);
  }

  private WindowTally begin(Cell cell) {
    WindowTally window = new WindowTally(cell.table());
    if (Lifetimes.hasPassed(closesAt(cell), watermark)) {
      contributionsToClosedWindows.inc();
      LOG.error("A contribution came to the closed window of {}: its earlier count is gone", cell);
      assert false : "contribution to a closed window: " + cell;
    }
    if (Lifetimes.hasPassed(endOf(cell), completedUntil)) {
      window.complete();
      ends.enter(closesAt(cell), cell);
    } else {
      ends.enter(endOf(cell), cell);
    }
    return window;
  }

  /** Rounded up, so that one sweep serves many cells. */
  private long firstSending() {
    return roundUp(now() + firstDelay - 1, firstStep);
  }

  private long nextSending(Cell cell) {
    return roundUp(now(), refresh.of(cell.granularity()).toMillis());
  }

  /** The next multiple after the instant. */
  private static long roundUp(long instant, long step) {
    return (instant / step + 1) * step;
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  /** Nobody watches the rows of a bounded input grow: they are sent when their windows end. */
  private void orderSending(Agenda<Cell> agenda, Cell cell, long at) {
    if (boundedAsOf == null) {
      agenda.enter(at, cell);
      orderSweep(at);
    }
  }

  private void orderSweep(long at) {
    if (at < sweepAt) {
      sweepAt = at;
      // What the callback throws fails the task.
      var unused = getProcessingTimeService().registerTimer(at, this::sweep);
    }
  }

  private void sweep(long at) throws Exception {
    if (at != sweepAt) {
      // An earlier one was ordered after this, and has ordered what comes next.
      return;
    }
    sweepAt = Agenda.NEVER;
    int sent = sendChanged(firstRows, at, Integer.MAX_VALUE);
    sent += reachEnds(PIECE - sent);
    sendChanged(refreshes, at, PIECE - sent);
    orderNextSweep(at);
  }

  private void orderNextSweep(long at) {
    orderSweep(firstRows.first());
    if (refreshes.first() <= at || ends.first() <= reached()) {
      orderSweep(now() + firstStep);
    } else {
      orderSweep(refreshes.first());
    }
  }

  /** Sends what is due, but no more rows than that; how many it were. */
  private int sendChanged(Agenda<Cell> agenda, long at, int atMost) throws Exception {
    int sent = 0;
    while (sent < atMost) {
      Cell due = agenda.take(at);
      if (due == null) {
        break;
      }
      setCurrentKey(due);
      WindowTally window = state.value();
      // A row may have been sent meanwhile, as its window has completed.
      if (window != null && window.isUnsent()) {
        send(due, window);
        state.update(window);
        sent++;
      }
    }
    return sent;
  }

  /**
   * What the watermark has reached: windows that complete, and windows that close; no more than so
   * many of them. How many it were.
   */
  private int reachEnds(int atMost) throws Exception {
    int looked = 0;
    while (looked < atMost) {
      Cell due = ends.take(reached());
      if (due == null) {
        break;
      }
      looked++;
      setCurrentKey(due);
      WindowTally window = state.value();
      if (window != null) {
        reachEnd(due, window);
      }
    }
    return looked;
  }

  /** No window that ends at that instant, or earlier, has an event to come in time. */
  private long reached() {
    return watermark == Long.MAX_VALUE ? watermark : watermark + 1;
  }

  private void reachEnd(Cell cell, WindowTally window) throws Exception {
    if (Lifetimes.hasPassed(endOf(cell), completedUntil)) {
      window.complete();
    }
    if (window.isUnsent()) {
      send(cell, window);
    }
    if (Lifetimes.hasPassed(closesAt(cell), watermark)) {
      state.clear();
      return;
    }
    ends.enter(closesAt(cell), cell);
    state.update(window);
  }

  /**
   * A bounded input completes the windows that have ended by the instant that was ordered, however
   * far its events go, and sends those still running as they stand. That an unbounded one ends says
   * nothing about event time.
   *
   * <p>Of an input with no end, what one watermark has reached may wait in part, until the next one
   * at the latest: a job that catches up goes no faster than the database.
   */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    boolean last = mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp();
    reachEnds(Integer.MAX_VALUE);
    if (boundedAsOf != null) {
      completedUntil = Math.min(mark.getTimestamp(), boundedAsOf.toEpochMilli() - 1);
    } else if (!last) {
      completedUntil = mark.getTimestamp();
    }
    watermark = mark.getTimestamp();
    if (last || boundedAsOf != null) {
      reachEnds(Integer.MAX_VALUE);
    } else {
      reachEnds(PIECE);
      orderNextSweep(now());
    }
    super.processWatermark(mark);
  }

  private void send(Cell cell, WindowTally window) {
    output.collect(new StreamRecord<>(window.send(cell)));
  }

  private long endOf(Cell cell) {
    return Windows.millisOf(windows.endOf(cell.granularity(), cell.startMinute()));
  }

  private long closesAt(Cell cell) {
    return lifetimes.windowClosesAt(endOf(cell) + cell.table().followUp().toMillis());
  }
}
