package io.portally.bench.measure;

import io.portally.bench.engine.Assignment;
import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.Engine;
import io.portally.bench.engine.Run;
import io.portally.bench.traffic.Backlog;
import io.portally.bench.traffic.CargoTopic;
import io.portally.local.stack.StackFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Lets engines drain topics, one at a time, and looks on. */
public final class DrainMeter {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** Asking takes CPU of the engine, so it is done more rarely while that is measured. */
  private static final Duration BETWEEN_LATER_LOOKS = Duration.ofSeconds(1);

  private static final Duration BETWEEN_LOOKS_AT_MEMORY = Duration.ofMillis(500);

  private final BenchStack bench;
  private final Course course;
  private final LongConsumer progress;

  /**
   * A meter.
   *
   * @param progress hears how many records have been read, from time to time until that is no
   *     longer asked
   */
  public DrainMeter(BenchStack bench, Course course, LongConsumer progress) {
    this.bench = bench;
    this.course = course;
    this.progress = progress;
  }

  /**
   * Runs the engine once and returns when all its rows are committed and its processes are gone.
   *
   * @throws StackFailure where it does not get there, or this thread is interrupted
   */
  public Measurement measure(Engine engine, Backlog backlog, Assignment assignment) {
    try (Connection owner = bench.owner().getConnection()) {
      FactTables.begin(bench, assignment.generation());
      bench.warm(backlog);
      TableWrites before = TableWrites.read(owner);
      Watched watched;
      try (Run run = engine.start(bench, assignment)) {
        watched = watch(run, backlog.records());
      }
      if (!engine.writesRows()) {
        return watched.measurement(engine, backlog, null, null);
      }
      FactTables.awaitWritersGone(owner);
      return watched.measurement(
          engine,
          backlog,
          TableWrites.read(owner).since(before),
          backlog instanceof CargoTopic
              ? TableChecksum.of(owner, assignment.generation())
              : TableChecksum.ofAllTables(owner, assignment.generation()));
    } catch (SQLException e) {
      throw StackFailure.unreachable(
          "The database did not do as it was asked: " + e.getMessage(), e);
    }
  }

  private Watched watch(Run run, long records) {
    Instant startedAt = Instant.now();
    Snapshot begin = Snapshot.of(bench, run, 0);
    boolean measuring = false;
    Deque<Double> checkpoints = new ArrayDeque<>(course.checkpointsAt());
    long lookAtReadingAt = System.nanoTime();
    long peak = 0;
    long lookAtMemoryAt = System.nanoTime();
    while (!run.hasEnded()) {
      if ((!measuring || !checkpoints.isEmpty()) && System.nanoTime() >= lookAtReadingAt) {
        long consumed = run.consumed();
        progress.accept(consumed);
        if (!measuring && consumed >= records * course.measureFrom()) {
          begin = Snapshot.of(bench, run, consumed);
          measuring = true;
        }
        if (!checkpoints.isEmpty() && consumed >= records * checkpoints.peek()) {
          checkpoints.removeIf(share -> consumed >= records * share);
          run.checkpoint();
        }
        lookAtReadingAt =
            System.nanoTime() + (measuring ? BETWEEN_LATER_LOOKS : BETWEEN_LOOKS).toNanos();
      }
      if (System.nanoTime() >= lookAtMemoryAt) {
        peak = Math.max(peak, ProcessTree.peakResidentBytes(run.processes()));
        lookAtMemoryAt += BETWEEN_LOOKS_AT_MEMORY.toNanos();
      }
      pause();
    }
    Snapshot end = Snapshot.of(bench, run, records);
    return new Watched(startedAt, begin, end, peak, MachineLoad.average());
  }

  private static void pause() {
    LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    if (Thread.currentThread().isInterrupted()) {
      throw StackFailure.withExitCode(1, "The measurement was interrupted.");
    }
  }

  private record Watched(
      Instant startedAt, Snapshot begin, Snapshot end, long peakResidentBytes, double load) {

    Measurement measurement(
        Engine engine,
        Backlog backlog,
        @Nullable TableWrites writes,
        @Nullable TableChecksum checksum) {
      return new Measurement(
          engine.letter(),
          backlog.prefix(),
          startedAt,
          backlog.records(),
          begin.records(),
          (end.nanos() - begin.nanos()) / 1e9,
          end.engineCpu() - begin.engineCpu(),
          end.brokerCpu() - begin.brokerCpu(),
          end.databaseCpu() - begin.databaseCpu(),
          end.othersCpuSince(begin),
          end.machine().since(begin.machine()).stolen(),
          load,
          peakResidentBytes,
          writes,
          checksum);
    }
  }
}
