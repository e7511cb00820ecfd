package io.portally.simulator.traffic;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What decides the traffic. The same options (and register) give the same records, byte by byte.
 * Shares are of events; each event has at most one fault, so their sum is at most 1.
 *
 * @param seed any number
 * @param speed simulated seconds in a second of the clock; 1 is real time, infinity as fast as it
 *     goes. Only a Kafka sink keeps to it; the records depend on it in their heartbeats alone
 * @param rate records in a second of event time on average over a week, heartbeats apart
 * @param start the record timestamp from which records are made, in whole milliseconds
 * @param events how many records to make, heartbeats apart; {@link #UNLIMITED} for no end
 * @param duplicates share of events that are published twice (some thrice), unchanged
 * @param corrections share of events of which higher versions follow, or come first
 * @param late share of events that are published 25 to 72 hours after their event time
 * @param corrupt share of events in whose place stand bytes that no reader can decode
 * @param futureDated share of events whose event time is 10 minutes to 20 years ahead of their
 *     publication
 * @param reportedAgain share of the movements without a fault that are first reported with a time
 *     that is too early, and then again, as a higher version, with the right one. As in the real
 *     world, so the default is not 0
 * @param busiestPortShare share of events at the busiest port; 0: as its weight says
 * @param repeatsFromBefore whether events are repeated and corrected that were first published
 *     before the start. Who has not heard of them then hears of the beginning of a leg whose end
 *     has long been told
 * @param toldWithin the longest time from an event to its first publication, if it has no fault
 * @param era which arrangements are in force
 */
public record TrafficOptions(
    long seed,
    double speed,
    double rate,
    Instant start,
    long events,
    double duplicates,
    double corrections,
    double late,
    double corrupt,
    double futureDated,
    double reportedAgain,
    double busiestPortShare,
    boolean repeatsFromBefore,
    Duration toldWithin,
    Era era) {

  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2050-01-01T00:00:00Z");
  private static final double GREATEST_RATE = 1e7;
  private static final Duration SHORTEST_PULSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PULSE = Duration.ofMinutes(1);

  /** A run that nobody ends is expected to be over by then. */
  private static final Duration LONGEST_RUN = Duration.ofHours(24);

  private static final Duration HISTORY_AT_FULL_SPEED = Duration.ofDays(30);

  public TrafficOptions {
    require(speed > 0, "speed", speed, "write a factor above 0, such as 60, or max for no waiting");
    require(
        rate > 0 && rate <= GREATEST_RATE, "rate", rate, "write records a second, up to 10000000");
    require(
        !start.isBefore(EARLIEST) && start.isBefore(LATEST),
        "start",
        start,
        "write an instant from 2000 to 2049");
    require(
        start.equals(start.truncatedTo(ChronoUnit.MILLIS)),
        "start",
        start,
        "leave three digits after the second");
    require(events >= 0, "events", events, "write a number from 0 on");
    requireShare("duplicates", duplicates);
    requireShare("corrections", corrections);
    requireShare("late", late);
    requireShare("corrupt", corrupt);
    requireShare("future-dated", futureDated);
    requireShare("reported-again", reportedAgain);
    requireShare("busiest-port-share", busiestPortShare);
    require(!toldWithin.isNegative(), "told-within", toldWithin, "write a duration from 0 on");
    double sum = duplicates + corrections + late + corrupt + futureDated;
    require(
        sum <= 1 + 1e-9, "the sum of the shares", sum, "an event has one fault; lower some to 1");
  }

  private static void requireShare(String name, double share) {
    require(share >= 0 && share <= 1, name, share, "write a share from 0 to 1, such as 0.01");
  }

  private static void require(boolean holds, String name, Object value, String remedy) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s: %s".formatted(name, value, remedy));
    }
  }

  /**
   * Whether heartbeats are among the records. At real time the jobs send them; at any other speed
   * their clock is not the traffic's, so theirs have to be off.
   */
  public boolean emitsHeartbeats() {
    return speed != 1;
  }

  /**
   * How far apart heartbeats are in simulated time; empty if there are none. As the jobs do it,
   * every five seconds, but when time runs fast no oftener than once a second of the clock, so that
   * they do not outnumber events; and at least once a simulated minute, the shortest window, so
   * that a quiet port completes each in its time.
   */
  public Optional<Duration> heartbeatInterval() {
    if (!emitsHeartbeats()) {
      return Optional.empty();
    }
    Duration interval =
        speed < LONGEST_PULSE.toSeconds()
            ? Duration.ofMillis((long) (1000 * speed))
            : LONGEST_PULSE;
    return Optional.of(interval.compareTo(SHORTEST_PULSE) < 0 ? SHORTEST_PULSE : interval);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Every option has a default except the start: name it, or say where the clock stands. */
  public static final class Builder {
    private long seed = 1;
    private double speed = 1;
    private double rate = Figures.RECORDS_A_SECOND;
    private @Nullable Instant start;
    private long events = UNLIMITED;
    private double duplicates;
    private double corrections;
    private double late;
    private double corrupt;
    private double futureDated;
    private double reportedAgain = Figures.REPORTED_AGAIN;
    private double busiestPortShare;
    private boolean repeatsFromBefore = true;
    private Duration toldWithin = Figures.LONGEST_PUBLICATION;
    private Era era = Era.AFTER_REFORM;

    private Builder() {}

    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    public Builder speed(double speed) {
      this.speed = speed;
      return this;
    }

    public Builder rate(double rate) {
      this.rate = rate;
      return this;
    }

    public Builder start(Instant start) {
      this.start = start;
      return this;
    }

    public Builder events(long events) {
      this.events = events;
      return this;
    }

    public Builder duplicates(double share) {
      this.duplicates = share;
      return this;
    }

    public Builder corrections(double share) {
      this.corrections = share;
      return this;
    }

    public Builder late(double share) {
      this.late = share;
      return this;
    }

    public Builder corrupt(double share) {
      this.corrupt = share;
      return this;
    }

    public Builder futureDated(double share) {
      this.futureDated = share;
      return this;
    }

    public Builder reportedAgain(double share) {
      this.reportedAgain = share;
      return this;
    }

    public Builder busiestPortShare(double share) {
      this.busiestPortShare = share;
      return this;
    }

    public Builder withoutRepeatsFromBefore() {
      this.repeatsFromBefore = false;
      return this;
    }

    public Builder toldWithin(Duration longest) {
      this.toldWithin = longest;
      return this;
    }

    public Builder era(Era era) {
      this.era = era;
      return this;
    }

    /**
     * Builds with the start that was given.
     *
     * @throws IllegalArgumentException with a sentence that names the option and its value
     * @throws IllegalStateException if no start was given
     */
    public TrafficOptions build() {
      if (start == null) {
        throw new IllegalStateException("name a start, or build against a clock");
      }
      return options(start);
    }

    /**
     * Builds with the start that was given; else with one that suits the clock. At real time and
     * slower that is now. Faster it is so early that the traffic will not have reached the clock
     * when its last record is made, or after a day if it has no end.
     *
     * @throws IllegalArgumentException with a sentence that names the option and its value
     */
    public TrafficOptions build(Instant now) {
      if (start != null) {
        return options(start);
      }
      Instant whole = Instant.ofEpochMilli(now.toEpochMilli());
      TrafficOptions checked = options(whole);
      return speed <= 1 ? checked : options(whole.minusMillis((long) (1000 * checked.headStart())));
    }

    private TrafficOptions options(Instant start) {
      return new TrafficOptions(
          seed,
          speed,
          rate,
          start,
          events,
          duplicates,
          corrections,
          late,
          corrupt,
          futureDated,
          reportedAgain,
          busiestPortShare,
          repeatsFromBefore,
          toldWithin,
          era);
    }
  }

  /**
   * The rate holds on average: of a few seconds' worth of records at least a third comes in that
   * time even at the quietest hour, and what is missing of the average by the end of a weekend is
   * made up within the week.
   */
  private static double longest(double seconds) {
    double lag = Rhythm.WEEKLY.mostHours() * 3600;
    return 1 + Math.min(3 * seconds, 1.05 * seconds + lag);
  }

  /** In seconds: how much the simulated time gains on the clock until the end. */
  private double headStart() {
    double endless =
        Math.min(
            (speed - 1) * LONGEST_RUN.toSeconds(),
            10 * 365.0 * 86_400); // a start before EARLIEST would be refused
    if (Double.isInfinite(speed)) {
      endless = (double) HISTORY_AT_FULL_SPEED.toSeconds();
    }
    if (events == UNLIMITED) {
      return endless;
    }
    double simulated = longest(events / rate);
    return Double.isInfinite(speed) ? simulated : simulated * (1 - 1 / speed);
  }
}
