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
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Tallies each cell and sends its row: at its first contribution, then at most once in a refresh
 * interval while it changes, and at once when the watermark passes the window's end. That a row has
 * changed since it was sent is state too, so a crash in between loses nothing.
 */
// Everything transient is set in open(), before the first record.
@SuppressWarnings("NullAway.Init")
public final class TallyOperator extends AbstractStreamOperator<Row>
    implements OneInputStreamOperator<Contribution, Row>, Triggerable<Cell, VoidNamespace> {

  private static final long serialVersionUID = 1L;

  private final Definitions definitions;
  private final Refresh refresh;
  private final @Nullable Instant boundedAsOf;

  private transient Lifetimes lifetimes;
  private transient Windows windows;
  private transient Counter contributionsToClosedWindows;
  private transient ValueState<WindowTally> state;
  private transient InternalTimerService<VoidNamespace> timers;
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
    timers = getInternalTimerService("windows", VoidNamespaceSerializer.INSTANCE, this);
    completedUntil = Long.MIN_VALUE;
  }

  @Override
  public void processElement(StreamRecord<Contribution> input) throws Exception {
    Contribution contribution = input.getValue();
    Cell cell = contribution.cell();
    WindowTally known = state.value();
    WindowTally window = known == null ? begin(cell) : known;
    window.add(contribution);
    if (window.isUnsent()) {
      if (known == null) {
        send(cell, window);
      } else {
        orderRefresh(cell, window);
      }
    }
    state.update(window);
  }

  private WindowTally begin(Cell cell) {
    WindowTally window = new WindowTally(cell.table());
    if (Lifetimes.hasPassed(closesAt(cell), timers.currentWatermark())) {
      contributionsToClosedWindows.inc();
      LOG.error("A contribution came to the closed window of {}: its earlier count is gone", cell);
      assert false : "contribution to a closed window: " + cell;
    }
    if (Lifetimes.hasPassed(endOf(cell), completedUntil)) {
      window.complete();
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, closesAt(cell) - 1);
    } else {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, endOf(cell) - 1);
    }
    return window;
  }

  private void orderRefresh(Cell cell, WindowTally window) {
    if (window.refreshAt() != WindowTally.NONE) {
      return;
    }
    long interval = refresh.of(cell.granularity()).toMillis();
    long now = timers.currentProcessingTime();
    window.refreshAt((now / interval + 1) * interval);
    timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, window.refreshAt());
  }

  @Override
  public void onProcessingTime(InternalTimer<Cell, VoidNamespace> timer) throws Exception {
    WindowTally window = state.value();
    if (window == null) {
      return;
    }
    window.refreshAt(WindowTally.NONE);
    sendIfUnsent(timer.getKey(), window);
    state.update(window);
  }

  @Override
  public void onEventTime(InternalTimer<Cell, VoidNamespace> timer) throws Exception {
    Cell cell = timer.getKey();
    WindowTally window = state.value();
    if (window == null) {
      return;
    }
    if (Lifetimes.hasPassed(endOf(cell), completedUntil)) {
      window.complete();
    }
    sendIfUnsent(cell, window);
    if (Lifetimes.hasPassed(closesAt(cell), timers.currentWatermark())) {
      forget(window);
      return;
    }
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, closesAt(cell) - 1);
    state.update(window);
  }

  private void forget(WindowTally window) throws Exception {
    if (window.refreshAt() != WindowTally.NONE) {
      timers.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, window.refreshAt());
    }
    state.clear();
  }

  /**
   * A bounded input completes the windows that have ended by the instant that was ordered, however
   * far its events go, and sends those still running as they stand. That an unbounded one ends says
   * nothing about event time.
   */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    boolean last = mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp();
    if (boundedAsOf != null) {
      completedUntil = Math.min(mark.getTimestamp(), boundedAsOf.toEpochMilli() - 1);
    } else if (!last) {
      completedUntil = mark.getTimestamp();
    }
    super.processWatermark(mark);
  }

  private void sendIfUnsent(Cell cell, WindowTally window) {
    if (window.isUnsent()) {
      send(cell, window);
    }
  }

  private void send(Cell cell, WindowTally window) {
    output.collect(new StreamRecord<>(window.send(cell)));
  }

  private long endOf(Cell cell) {
    return Windows.millisOf(windows.endOf(cell.granularity(), cell.startMinute()));
  }

  private long closesAt(Cell cell) {
    return lifetimes.windowClosesAt(endOf(cell));
  }
}
