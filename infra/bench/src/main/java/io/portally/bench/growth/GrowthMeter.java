package io.portally.bench.growth;

import io.portally.bench.engine.Assignment;
import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.Checkpoint;
import io.portally.bench.engine.FlinkEngine;
import io.portally.bench.engine.FlinkRun;
import io.portally.bench.measure.FactTables;
import io.portally.bench.measure.MachineLoad;
import io.portally.bench.measure.ProcessTree;
import io.portally.bench.measure.Snapshot;
import io.portally.bench.measure.TableWrites;
import io.portally.bench.traffic.LifeTopics;
import io.portally.local.stack.StackFailure;
import io.portally.local.stack.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Lets the main job read a backlog of lives and looks on. The job is live, so that it is still
 * there when everything has been read: its state can be looked at then.
 */
public final class GrowthMeter {

  /** Asking takes CPU of the engine. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** A job that fails and starts again, for want of memory, would read for ever. */
  private static final Duration STANDSTILL = Duration.ofMinutes(5);

  private static final Duration CHECKPOINT_PATIENCE = Duration.ofMinutes(10);

  private static final String NOT_ACCEPTED =
      "SELECT coalesce(sum(records), 0) FROM portally.data_quality"
          + " WHERE generation = ? AND granularity = 'DAY' AND fate <> 'ACCEPTED'";

  private final BenchStack bench;
  private final long recordsBetweenCheckpoints;
  private final LongConsumer progress;

  /**
   * A meter.
   *
   * @param recordsBetweenCheckpoints by what has been read, as one more or less by the clock would
   *     make points differ that are alike
   * @param progress hears how many records have been read, from time to time
   */
  public GrowthMeter(BenchStack bench, long recordsBetweenCheckpoints, LongConsumer progress) {
    this.bench = bench;
    this.recordsBetweenCheckpoints = recordsBetweenCheckpoints;
    this.progress = progress;
  }

  /**
   * Runs the job once and returns when its processes are gone.
   *
   * @param job live, with the options of the point
   * @throws StackFailure where it does not get to the end, or has not accepted all records
   */
  public Growth measure(Point point, FlinkEngine job, LifeTopics topics, Assignment assignment) {
    try (Connection owner = bench.owner().getConnection()) {
      FactTables.begin(bench, assignment.generation());
      bench.warm(topics);
      TableWrites before = TableWrites.read(owner);
      Instant startedAt = Instant.now();
      Reading reading;
      Rest rest;
      try (FlinkRun run = job.start(bench, assignment)) {
        reading = read(run, topics);
        rest = rest(run, reading);
      }
      FactTables.awaitWritersGone(owner);
      requireAllAccepted(owner, assignment.generation());
      TableWrites writes = TableWrites.read(owner).since(before);
      return growth(point, startedAt, reading, rest, writes);
    } catch (SQLException e) {
      throw StackFailure.unreachable(
          "The database did not do as it was asked: " + e.getMessage(), e);
    }
  }

  /**
   * Until all has been read.
   *
   * @param begin when the warm-up had been read
   * @param ordered how many checkpoints were ordered
   */
  private record Reading(Snapshot begin, Snapshot end, int ordered, double loadAverage) {}

  /** After that. */
  private record Rest(
      List<Checkpoint> underLoad, Checkpoint atRest, long heapBytes, long peakResidentBytes) {}

  private Reading read(FlinkRun run, LifeTopics topics) {
    Snapshot begin = null;
    int ordered = 0;
    long nextCheckpoint = topics.warmedUpAt() + recordsBetweenCheckpoints;
    long read = 0;
    long newsAtNanos = System.nanoTime();
    while (read < topics.records()) {
      pause(run);
      long consumed = run.consumed();
      if (consumed > read) {
        newsAtNanos = System.nanoTime();
      } else if (System.nanoTime() - newsAtNanos > STANDSTILL.toNanos()) {
        throw standstill(read, topics.records());
      }
      read = Math.max(read, consumed);
      progress.accept(read);
      if (begin == null && read >= topics.warmedUpAt()) {
        begin = Snapshot.of(bench, run, read);
      }
      if (read >= nextCheckpoint && read < topics.records()) {
        run.checkpoint();
        ordered++;
        nextCheckpoint += recordsBetweenCheckpoints;
      }
    }
    Snapshot end = Snapshot.of(bench, run, topics.records());
    if (begin == null || begin.records() == topics.records()) {
      throw StackFailure.configuration(
          "All %,d records were read before it was seen that the warm-up had ended; give more --records."
              .formatted(topics.records()));
    }
    return new Reading(begin, end, ordered, MachineLoad.average());
  }

  private static void pause(FlinkRun run) {
    if (run.hasEnded()) {
      throw StackFailure.withExitCode(1, "The job has ended, which it should not.");
    }
    if (Waiting.holdsWithin(Thread.currentThread()::isInterrupted, BETWEEN_LOOKS)) {
      throw StackFailure.withExitCode(1, "The measurement was interrupted.");
    }
  }

  private static StackFailure standstill(long read, long records) {
    return StackFailure.withExitCode(
        1,
        "The job has read %,d of %,d records and nothing more for %d min; the logs of its stack say why, such as too small a --heap."
            .formatted(read, records, STANDSTILL.toMinutes()));
  }

  private static Rest rest(FlinkRun run, Reading reading) {
    List<Checkpoint> underLoad = awaitCheckpoints(run, reading.ordered());
    run.checkpoint();
    List<Checkpoint> all = awaitCheckpoints(run, reading.ordered() + 1);
    return new Rest(
        underLoad,
        all.get(all.size() - 1),
        run.heapInUse(),
        ProcessTree.peakResidentBytes(run.processes()));
  }

  /** So many completed checkpoints, the oldest first. */
  private static List<Checkpoint> awaitCheckpoints(FlinkRun run, int count) {
    List<Checkpoint> completed = new ArrayList<>();
    Waiting.until(
        () -> {
          completed.clear();
          completed.addAll(run.checkpoints());
          return completed.size() >= count;
        },
        CHECKPOINT_PATIENCE,
        "A checkpoint was not completed within %d min; the logs of the stack say why."
            .formatted(CHECKPOINT_PATIENCE.toMinutes()));
    completed.sort(Comparator.comparingLong(Checkpoint::id));
    return List.copyOf(completed);
  }

  /** Of other fates it would be unknown how many consignments are open. */
  private static void requireAllAccepted(Connection owner, int generation) throws SQLException {
    try (PreparedStatement query = owner.prepareStatement(NOT_ACCEPTED)) {
      query.setInt(1, generation);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        if (row.getLong(1) > 0) {
          throw StackFailure.withExitCode(
              1,
              "%,d records were not accepted, so the figures are not of what they should be of; see portally.data_quality in the database of the bench."
                  .formatted(row.getLong(1)));
        }
      }
    }
  }

  private static Growth growth(
      Point point, Instant startedAt, Reading reading, Rest rest, TableWrites writes) {
    Snapshot begin = reading.begin();
    Snapshot end = reading.end();
    return new Growth(
        point,
        startedAt,
        end.records() - begin.records(),
        (end.nanos() - begin.nanos()) / 1e9,
        end.engineCpu() - begin.engineCpu(),
        end.brokerCpu() - begin.brokerCpu(),
        end.databaseCpu() - begin.databaseCpu(),
        end.othersCpuSince(begin),
        end.machine().since(begin.machine()).stolen(),
        reading.loadAverage(),
        end.records(),
        writes,
        rest.underLoad(),
        rest.atRest(),
        rest.heapBytes(),
        rest.peakResidentBytes());
  }
}
