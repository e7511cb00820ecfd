package io.portally.bench.growth;

import io.portally.bench.engine.Checkpoint;
import io.portally.bench.measure.TableWrites;
import java.time.Instant;
import java.util.List;

/** Growth of which only some things matter. */
public final class Growths {

  private static final Instant ONCE = Instant.parse("2026-01-05T08:00:00Z");

  private Growths() {}

  /**
   * A million records, at a hundred bytes of heap and fifty of a checkpoint for each that is open.
   */
  public static Growth taking(Point point, double cpuSeconds) {
    long state = 50L * point.open();
    return new Growth(
        point,
        ONCE,
        1_000_000,
        cpuSeconds / 2,
        cpuSeconds,
        1,
        1,
        0,
        0,
        1,
        2_000_000,
        new TableWrites(6_000, 2_000, 1_500),
        List.of(new Checkpoint(1, state / 2, state / 2, 1.5), new Checkpoint(2, state, 10, 0.5)),
        new Checkpoint(3, state, 5, 0.2),
        1_000_000 + 100L * point.open(),
        1 << 30);
  }

  /** So many open on that backend. */
  public static Point open(int open, Backend backend) {
    return new Point(Point.Axis.OPEN, open, backend, 0, 0);
  }
}
