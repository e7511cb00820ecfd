package io.portally.bench.peer;

import io.portally.flink.operator.Refresh;
import io.portally.flink.sink.RowWriter;
import io.portally.tally.Definitions;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.fate.Bounds;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One run of a peer from the beginning of the topic to where it ended at the start: what its stages
 * have in common.
 *
 * @param inFlight what has been begun and not finished: counted up before it is visible anywhere
 *     else, and down when what it leads to is counted or has landed in the database
 */
public record PeerRun(
    PeerSettings settings, Definitions definitions, Stretch stretch, AtomicLong inFlight) {

  /** Seldom: our job, which is bounded, sends a row when its window ends, which no peer knows. */
  private static final Refresh REFRESH =
      new Refresh(Duration.ofSeconds(15), Duration.ofSeconds(15), Duration.ofSeconds(15));

  /** For how long contributions are combined, as in our job. */
  public static final Duration COMBINE = Duration.ofSeconds(1);

  /** How often rows are looked through for what is due, as our job flushes its sink. */
  public static final Duration FLUSH = Duration.ofMillis(200);

  private static final long LOOK_MILLIS = 50;
  private static final long TELL_MILLIS = 250;

  static PeerRun of(PeerSettings settings) throws ExecutionException, InterruptedException {
    return new PeerRun(settings, definitionsOfOurJob(), Stretch.ask(settings), new AtomicLong());
  }

  /** The defaults of our job. */
  private static Definitions definitionsOfOurJob() {
    return new Definitions(
        RegisterReader.bundled(),
        ZoneId.of("Asia/Shanghai"),
        Bounds.DEFAULT,
        Duration.ofHours(1),
        Duration.ofDays(30),
        2_000);
  }

  /** A first stage: one for each thread that reads. */
  public JourneyStage journeyStage(JourneyMemory memory) {
    return new JourneyStage(this, memory);
  }

  /** A last stage: one for each thread that writes. */
  public RowStage rowStage(RowStage.Rows rows) throws SQLException, InterruptedException {
    RowWriter writer =
        new RowWriter(
            settings.database(),
            settings.generation(),
            definitions.register(),
            new RefuseNothing(settings.generation()));
    return new RowStage(this, REFRESH, rows, writer);
  }

  /**
   * Waits until every row has landed, and tells each quarter of a second how far the reading is.
   *
   * @param engine ends only by failing
   */
  public void awaitEnd(Future<?> engine) throws ExecutionException, InterruptedException {
    for (long looks = 0; !isOver(); looks++) {
      if (looks % (TELL_MILLIS / LOOK_MILLIS) == 0) {
        System.out.println("progress " + stretch.passed());
      }
      requireRunning(engine);
    }
    System.out.println("done " + stretch.passed());
  }

  private static void requireRunning(Future<?> engine)
      throws ExecutionException, InterruptedException {
    try {
      engine.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // It still runs, as it should.
      return;
    }
    throw new IllegalStateException("the engine ended before the topic did");
  }

  /** First the reading, then what it left in flight: the other order could miss something. */
  private boolean isOver() {
    return stretch.isOver() && inFlight.get() == 0;
  }

  /** A benchmark whose rows are refused has measured something else. */
  private record RefuseNothing(int generation) implements RowWriter.Listener {

    @Override
    public void written(int rows) {}

    @Override
    public void refused(int rows) {
      throw new IllegalStateException(
          "%d rows of generation %d were refused by the database: see portally.refused_rows"
              .formatted(rows, generation));
    }
  }
}
