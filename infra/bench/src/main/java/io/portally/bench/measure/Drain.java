package io.portally.bench.measure;

import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.Run;
import io.portally.local.stack.FrozenProcesses;
import io.portally.local.stack.StackFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An engine's way through its topics, which this looks at while the engine is at work: in one go,
 * or in turns, between which its processes are frozen.
 */
final class Drain implements AutoCloseable {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** Asking takes CPU of the engine, so it is done more rarely while that is measured. */
  private static final Duration BETWEEN_LATER_LOOKS = Duration.ofSeconds(1);

  private static final Duration BETWEEN_LOOKS_AT_MEMORY = Duration.ofMillis(500);

  private final BenchStack bench;
  private final Run run;
  private final long records;
  private final Course course;
  private final LongConsumer progress;
  private final Instant startedAt = Instant.now();
  private final Deque<Double> checkpoints;
  private @Nullable FrozenProcesses frozen;
  private Usage usage = Usage.NONE;
  private Snapshot since;
  private boolean measuring;
  private long measuredFrom;
  private long consumed;
  private boolean ended;
  private double load;
  private long peakResidentBytes;
  private long lookAtReadingAt = System.nanoTime();
  private long lookAtMemoryAt = System.nanoTime();

  /**
   * Of a run that has been started.
   *
   * @param progress hears how many records have been read, from time to time
   */
  Drain(BenchStack bench, Run run, long records, Course course, LongConsumer progress) {
    this.bench = bench;
    this.run = run;
    this.records = records;
    this.course = course;
    this.progress = progress;
    this.checkpoints = new ArrayDeque<>(course.checkpointsAt());
    this.since = Snapshot.of(bench, run, consumed);
  }

  /** Lets it work until all rows are committed. */
  void toTheEnd() {
    workWhile(() -> true);
  }

  /** Lets it work until it has read something, and freezes it. */
  void toTheFirstRecord() {
    workWhile(() -> consumed == 0);
    freeze();
  }

  /** Lets it work for so long, or until it has ended, and freezes it again. */
  void turn(Duration length) {
    thaw();
    since = Snapshot.of(bench, run, consumed);
    long end = System.nanoTime() + length.toNanos();
    workWhile(() -> System.nanoTime() < end);
    freeze();
  }

  /** Whether all its rows are committed. */
  boolean hasEnded() {
    return ended;
  }

  /** The part of the records that it had read when it was last asked. */
  double share() {
    return ended ? 1 : (double) consumed / records;
  }

  private void workWhile(BooleanSupplier goesOn) {
    while (!ended && goesOn.getAsBoolean()) {
      look();
      pause();
    }
    if (!ended) {
      lookAtReading();
    }
    Snapshot now = Snapshot.of(bench, run, consumed);
    usage = usage.plus(now.since(since));
    since = now;
  }

  private void look() {
    if (run.hasEnded()) {
      ended = true;
      load = MachineLoad.average();
      return;
    }
    long now = System.nanoTime();
    if ((!measuring || !checkpoints.isEmpty()) && now >= lookAtReadingAt) {
      lookAtReading();
      lookAtReadingAt = now + (measuring ? BETWEEN_LATER_LOOKS : BETWEEN_LOOKS).toNanos();
    }
    if (now >= lookAtMemoryAt) {
      peakResidentBytes =
          Math.max(peakResidentBytes, ProcessTree.peakResidentBytes(run.processes()));
      lookAtMemoryAt = now + BETWEEN_LOOKS_AT_MEMORY.toNanos();
    }
  }

  private void lookAtReading() {
    // An engine that is busy may not tell.
    consumed = Math.max(consumed, run.consumed());
    progress.accept(consumed);
    if (!measuring && consumed < records && consumed >= records * course.measureFrom()) {
      usage = Usage.NONE;
      since = Snapshot.of(bench, run, consumed);
      measuredFrom = consumed;
      measuring = true;
    }
    if (!checkpoints.isEmpty() && consumed >= records * checkpoints.peek()) {
      checkpoints.removeIf(share -> consumed >= records * share);
      run.checkpoint();
    }
  }

  private static void pause() {
    LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    if (Thread.currentThread().isInterrupted()) {
      throw StackFailure.withExitCode(1, "The measurement was interrupted.");
    }
  }

  private void freeze() {
    frozen = FrozenProcesses.freeze(run.processes());
  }

  private void thaw() {
    if (frozen != null) {
      frozen.close();
      frozen = null;
    }
  }

  /** Ends it, if it has not ended, and what is left of it. */
  @Override
  public void close() {
    thaw();
    run.close();
  }

  /**
   * What it took.
   *
   * @param writes null where they are not known
   * @param checksum null where the engine writes nothing
   */
  Measurement measurement(
      Entry entry, @Nullable TableWrites writes, @Nullable TableChecksum checksum) {
    return new Measurement(
        entry.engine().letter(),
        entry.backlog().prefix(),
        startedAt,
        records,
        measuredFrom,
        usage.wall(),
        usage.engineCpu(),
        usage.brokerCpu(),
        usage.databaseCpu(),
        usage.othersCpu(),
        usage.stolenCpu(),
        load,
        peakResidentBytes,
        writes,
        checksum);
  }
}
