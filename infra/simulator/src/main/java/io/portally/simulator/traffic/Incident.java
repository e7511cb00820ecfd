package io.portally.simulator.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Something that holds cargo up for a while. A consignment is held up if a milestone of it that the
 * incident is about would happen between {@code from} and {@code cleared}; from that milestone on,
 * all that is still to happen to it waits. Up to {@code until}, only a share of the time's work is
 * done; then what waits is worked off, in its order, and by {@code cleared} everything is as it
 * would have been. So a moment of the undisturbed traffic has exactly one moment here, and nothing
 * overtakes.
 *
 * @param name by which the truth tells it from others
 * @param port UN/LOCODE of where it is; of a corridor, where that ends
 * @param fromPort where the corridor begins; null for incidents at one port
 * @param capacity share of the usual work that is done meanwhile; from 0 to below 1
 */
public record Incident(
    String name,
    IncidentKind kind,
    String port,
    @Nullable String fromPort,
    double capacity,
    Instant from,
    Instant until,
    Instant cleared) {

  /** So that no product of two lengths overflows, and no truth has to be kept for ever. */
  private static final Duration LONGEST = Duration.ofDays(30);

  public Incident {
    require(!name.isBlank(), "name", "empty", "give it a name");
    require(
        (kind == IncidentKind.CORRIDOR_BLOCKS) == (fromPort != null),
        "fromPort",
        String.valueOf(fromPort),
        "a corridor has one, and no other kind does");
    require(
        kind.mayGoOn() ? capacity >= 0 && capacity < 1 : capacity == 0,
        "capacity",
        capacity,
        kind.mayGoOn()
            ? "write the share of work that goes on, from 0 to below 1"
            : "leave it out, as nothing goes on in " + kind.word());
    require(
        isWhole(from) && isWhole(until) && isWhole(cleared), "from", from, "no finer than 1 ms");
    require(from.isBefore(until), "until", until, "it has to be after from, which is " + from);
    require(
        until.isBefore(cleared), "cleared", cleared, "it has to be after until, which is " + until);
    require(
        !from.plus(LONGEST).isBefore(cleared),
        "cleared",
        cleared,
        "it has to be at most %d days after from".formatted(LONGEST.toDays()));
  }

  private static boolean isWhole(Instant instant) {
    return instant.equals(instant.truncatedTo(ChronoUnit.MILLIS));
  }

  private static void require(boolean holds, String name, Object value, String remedy) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s: %s".formatted(name, value, remedy));
    }
  }

  /** When everything is as usual again if what waits is worked off at twice the usual pace. */
  public static Instant usuallyCleared(Instant from, Instant until, double capacity) {
    long backlog = (long) ((1 - capacity) * Duration.between(from, until).toMillis());
    return until.plusMillis(Math.max(1, backlog));
  }

  /** The same, begun no earlier than that. */
  public Incident notBefore(Instant earliest) {
    return from.isBefore(earliest)
        ? new Incident(name, kind, port, fromPort, capacity, earliest, until, cleared)
        : this;
  }

  /**
   * When something happens that would have happened at that moment. Milliseconds since 1970; later
   * moments have later results.
   */
  long bend(long moment) {
    long begin = from.toEpochMilli();
    long end = cleared.toEpochMilli();
    if (moment < begin || moment >= end) {
      return moment;
    }
    long stop = until.toEpochMilli();
    long done = begin + (long) (capacity * (stop - begin));
    return moment < done
        ? Math.min(stop, begin + (long) ((moment - begin) / capacity))
        : stop + (moment - done) * (end - stop) / (end - done);
  }

  /** Whether a moment, in milliseconds since 1970, is one that it changes. */
  boolean covers(long moment) {
    return moment >= from.toEpochMilli() && moment < cleared.toEpochMilli();
  }
}
