package io.portally.bench.measure;

import io.portally.bench.engine.BenchStack;
import io.portally.bench.traffic.CargoTopic;
import io.portally.local.stack.StackFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Lets engines drain topics, alone or two in turns, and looks on. */
public final class DrainMeter {

  /**
   * Long enough that caches which are cold when it begins do not count, and short against the tens
   * of seconds in which other guests of the same host make memory faster or slower.
   */
  private static final Duration TURN = Duration.ofSeconds(2);

  private final BenchStack bench;
  private final Course course;
  private final LongConsumer progress;

  /**
   * A meter.
   *
   * @param progress hears how many records have been read, from time to time
   */
  public DrainMeter(BenchStack bench, Course course, LongConsumer progress) {
    this.bench = bench;
    this.course = course;
    this.progress = progress;
  }

  /**
   * Runs the engine once, alone on the machine, and returns when all its rows are committed and its
   * processes are gone.
   *
   * @throws StackFailure where it does not get there, or this thread is interrupted
   */
  public Measurement alone(Entry entry) {
    try (Connection owner = bench.owner().getConnection()) {
      FactTables.begin(bench, entry.assignment().generation());
      bench.warm(entry.backlog());
      TableWrites before = TableWrites.read(owner);
      Drain drain = start(entry);
      try (drain) {
        drain.toTheEnd();
      }
      FactTables.awaitWritersGone(owner);
      return drain.measurement(
          entry,
          entry.engine().writesRows() ? TableWrites.read(owner).since(before) : null,
          checksum(owner, entry));
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  /**
   * Runs two engines at the same time, of which never both are at work: whichever has read the
   * smaller part works next, while the other is frozen. So both meet the same machine, whose speed
   * changes while they run. Returns when all rows of both are committed and their processes are
   * gone.
   *
   * @param first is started first, in another lane than the second
   * @return what each took while it was at work, in that order; which of them wrote how many rows
   *     is not known
   * @throws StackFailure where one does not get there, or this thread is interrupted
   */
  public List<Measurement> inTurns(Entry first, Entry second) {
    try (Connection owner = bench.owner().getConnection()) {
      FactTables.begin(bench, first.assignment().generation(), second.assignment().generation());
      bench.warm(first.backlog());
      bench.warm(second.backlog());
      Drain one = start(first);
      Drain other;
      try (one) {
        one.toTheFirstRecord();
        other = start(second);
        try (other) {
          other.toTheFirstRecord();
          takeTurns(one, other);
        }
      }
      FactTables.awaitWritersGone(owner);
      return List.of(
          one.measurement(first, null, checksum(owner, first)),
          other.measurement(second, null, checksum(owner, second)));
    } catch (SQLException e) {
      throw refused(e);
    }
  }

  private Drain start(Entry entry) {
    return new Drain(
        bench,
        entry.engine().start(bench, entry.assignment()),
        entry.backlog().records(),
        course,
        progress);
  }

  private static void takeTurns(Drain one, Drain other) {
    while (!one.hasEnded() || !other.hasEnded()) {
      boolean ones = !one.hasEnded() && (other.hasEnded() || one.share() <= other.share());
      (ones ? one : other).turn(TURN);
    }
  }

  private static @Nullable TableChecksum checksum(Connection owner, Entry entry)
      throws SQLException {
    if (!entry.engine().writesRows()) {
      return null;
    }
    int generation = entry.assignment().generation();
    return entry.backlog() instanceof CargoTopic
        ? TableChecksum.of(owner, generation)
        : TableChecksum.ofAllTables(owner, generation);
  }

  private static StackFailure refused(SQLException e) {
    return StackFailure.unreachable(
        "The database did not do as it was asked: " + e.getMessage(), e);
  }
}
