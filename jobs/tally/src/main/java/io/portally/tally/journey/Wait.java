package io.portally.tally.journey;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import io.portally.events.Mode;
import io.portally.events.Programme;
import org.jspecify.annotations.Nullable;

/**
 * What a unit of a consignment waits for or has waited for: a leg that has begun, as far as it is
 * told. Direction and mode are those of what it began with, as the end may not be known.
 *
 * @param leg the leg
 * @param waitingFor the milestone that ends it
 * @param beganAt where it began: ordinal of the port in the register
 * @param port where it should end: ordinal of the port in the register
 * @param declarationId the declaration that waits; null: it is no declaration
 * @param equipmentId the equipment that waits; null: it is none, or none is given
 * @param programmes that the consignment travels under, no later than it is over: a bit for each by
 *     ordinal
 * @param startedAt from when on its length counts, epoch milliseconds
 * @param knownAt since when it is known that this unit waits, epoch milliseconds of event time: a
 *     declaration that is lodged later than a leg began waits since then
 * @param outcome whether it is over, and how
 * @param overAt since when it is over, epoch milliseconds of event time; {@link #NOT_OVER}
 */
public record Wait(
    Leg leg,
    Milestone waitingFor,
    int beganAt,
    int port,
    @Nullable String declarationId,
    @Nullable String equipmentId,
    Direction direction,
    Mode mode,
    int programmes,
    long startedAt,
    long knownAt,
    Outcome outcome,
    long overAt) {

  /** It is not over: later than any instant. */
  public static final long NOT_OVER = Long.MAX_VALUE;

  /** What has become of it. */
  public enum Outcome {
    /** The milestone has not come. */
    WAITING,
    /** The milestone has come. */
    COME,
    /** Nobody waits any more: the declaration is cancelled, or the goods have gone elsewhere. */
    MOOT
  }

  public boolean isOver() {
    return outcome != Outcome.WAITING;
  }

  /** Whether the consignment is told to travel under the programme. */
  public boolean isUnder(Programme programme) {
    return (programmes & 1 << programme.ordinal()) != 0;
  }

  /**
   * The event time at which it has taken longer than a limit, and is known to: if it is over by
   * then, it never has.
   *
   * @param limit in milliseconds
   */
  public long exceedsAt(long limit) {
    return Math.max(startedAt + limit, knownAt);
  }
}
