package io.portally.bench.latency;

import io.portally.bench.engine.Assignment;
import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.FlinkEngine;
import io.portally.bench.engine.Resources;
import io.portally.bench.engine.Run;
import io.portally.bench.measure.FactTables;
import io.portally.bench.measure.Snapshot;
import io.portally.bench.measure.TableWrites;
import io.portally.bench.traffic.EmptyTopics;
import io.portally.local.stack.StackFailure;
import io.portally.local.stack.Waiting;
import io.portally.simulator.sink.Progress;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The main job live under traffic of one rate after the other, each time from nothing. */
public final class LiveRuns {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration AHEAD = Duration.ofSeconds(3);

  private final BenchStack stack;
  private final FlinkEngine job;
  private final Resources resources;
  private final Path work;
  private final Observing observing;
  private final Register register = RegisterReader.bundled();
  private int generation = 1;

  /**
   * How long and how closely one looks.
   *
   * @param warmUp before the observation
   * @param length of it
   * @param probesPerSecond events that have a cell to themselves
   * @param shortLives the share of the traffic whose lives are over within minutes, so that legs
   *     have both their ends; the rest is the simulator's
   */
  public record Observing(
      Duration warmUp, Duration length, double probesPerSecond, double shortLives) {

    Observing withLength(Duration other) {
      return new Observing(warmUp, other, probesPerSecond, shortLives);
    }
  }

  /**
   * Runs of the job.
   *
   * @param job that does not end by itself
   * @param work an empty folder
   */
  public LiveRuns(
      BenchStack stack, FlinkEngine job, Resources resources, Path work, Observing observing) {
    this.stack = stack;
    this.job = job;
    this.resources = resources;
    this.work = work;
    this.observing = observing;
  }

  /** The same with observations of another length. */
  public LiveRuns withLength(Duration length) {
    LiveRuns other = new LiveRuns(stack, job, resources, work, observing.withLength(length));
    other.generation = generation;
    return other;
  }

  /** Starts the job, publishes at the rate (records in a second) and looks on. */
  public Observation observe(double rate) {
    generation++;
    String prefix = "bench-live-" + generation + ".";
    List<String> topics =
        Stream.of("cargo-movements", "clearance-events", "dead-letters", "late-events")
            .map(topic -> prefix + topic)
            .toList();
    EmptyTopics.make(stack.bootstrapServers(), topics);
    try (Connection reader = stack.owner().getConnection()) {
      FactTables.begin(stack, generation);
      Assignment assignment = Assignment.alone(prefix, generation, resources, work);
      try (Run run = job.start(stack, assignment)) {
        awaitHeartbeats(run);
        return observe(run, prefix, rate, reader);
      }
    } catch (SQLException e) {
      throw StackFailure.unreachable(
          "The database did not do as it was asked: " + e.getMessage(), e);
    } finally {
      EmptyTopics.delete(stack.bootstrapServers(), topics);
    }
  }

  /** Only when the job has read its own heartbeats does it run. */
  private static void awaitHeartbeats(Run run) {
    Waiting.until(
        () -> !run.hasEnded() && run.consumed() > 0,
        PATIENCE,
        "The job has read nothing within %d s; see its cluster's logs."
            .formatted(PATIENCE.toSeconds()));
  }

  private Observation observe(Run run, String prefix, double rate, Connection reader)
      throws SQLException {
    Instant start = Instant.ofEpochMilli(System.currentTimeMillis() + AHEAD.toMillis());
    Probes probes = new Probes(register.ports(), start.toEpochMilli(), observing.probesPerSecond());
    Sightings sightings = new Sightings(generation, probes.ports());
    Watch watch =
        new Watch(rate, start.plus(observing.warmUp()), observing.length(), probes, sightings);
    LiveTraffic.Mixture mixture = new LiveTraffic.Mixture(rate, observing.shortLives());
    long before = run.consumed();
    Snapshot begin = Snapshot.of(stack, run, before);
    Snapshot end = begin;
    Map<String, Long> rowsBefore = TableWrites.rowsByTable(reader);
    Map<String, Long> rowsAfter = rowsBefore;
    try (LiveTraffic traffic =
        LiveTraffic.start(stack.bootstrapServers(), prefix, start, mixture, probes, register)) {
      while (!watch.isOver(Instant.now())) {
        Progress made = traffic.progress();
        long consumed = run.consumed() - before;
        Instant now = Instant.now();
        watch.look(now, made, consumed, reader);
        if (watch.isObserving(now)) {
          end = Snapshot.of(stack, run, consumed);
          rowsAfter = TableWrites.rowsByTable(reader);
        } else if (now.isBefore(watch.from())) {
          begin = Snapshot.of(stack, run, consumed);
          rowsBefore = TableWrites.rowsByTable(reader);
        }
        requireLife(run);
      }
    }
    return watch.observation(Work.between(begin, end, rowsBefore, rowsAfter));
  }

  private static void requireLife(Run run) {
    if (run.hasEnded()) {
      throw StackFailure.withExitCode(1, "The job has ended, which it should not.");
    }
    if (Waiting.holdsWithin(Thread.currentThread()::isInterrupted, Duration.ofMillis(500))) {
      throw StackFailure.withExitCode(1, "The measurement was interrupted.");
    }
  }
}
