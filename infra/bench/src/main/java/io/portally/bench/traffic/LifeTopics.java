package io.portally.bench.traffic;

import io.portally.simulator.traffic.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Both topics with the whole lives of consignments, so many at once as are wanted and all alike,
 * whatever that number: in a round, each of them is heard of once, and then the rest of what
 * happens to them comes in any order among them, evenly over all. Before the next round there is a
 * silence in which all are forgotten. So a record costs the same but for how many consignments are
 * remembered beside its own.
 *
 * <p>Smaller rounds come first, for the JVM to warm up on.
 *
 * @param open how many consignments are remembered at once
 * @param ports how many there are, in a {@linkplain MadeRegister register made for it}; 0 for the
 *     register that comes with Portally
 * @param skew the share of consignments at the busiest port; 0: as the ports' weights say
 * @param warmUpRecords how many records are there to warm up on, in whole rounds
 * @param leastRecords how many come after that, in whole rounds
 * @param seed decides every draw
 */
public record LifeTopics(
    int open, int ports, double skew, long warmUpRecords, long leastRecords, long seed)
    implements Backlog {

  /** Records of each consignment, as many as are accepted of one in the simulator's traffic. */
  public static final int RECORDS_EACH = ImportedBox.STEPS;

  /**
   * Between rounds: a journey is forgotten 30 days, the allowed lateness (a day) and a few hours
   * after its last event.
   */
  static final Duration SILENCE = Duration.ofDays(32);

  static final Instant BEGINNING = Instant.parse("2005-01-03T00:00:00Z");

  /** So that the last round is in the past, for every reader. */
  private static final int MOST_ROUNDS = 220;

  private static final int MOST_OPEN_TO_WARM_UP = 100_000;

  /** Raised when the same options would fill topics otherwise than before. */
  private static final int EDITION = 1;

  /**
   * Topics.
   *
   * @throws IllegalArgumentException with a sentence where they cannot be had
   */
  public LifeTopics {
    if (open < 1 || ports < 0 || skew < 0 || skew >= 1 || warmUpRecords < 0 || leastRecords < 1) {
      throw new IllegalArgumentException(
          "%d consignments at once, %d ports, a skew of %s, %d and %d records: write numbers above 0, and a share below 1"
              .formatted(open, ports, skew, warmUpRecords, leastRecords));
    }
    long rounds =
        rounds(warmUpRecords, Math.min(open, MOST_OPEN_TO_WARM_UP)) + rounds(leastRecords, open);
    if (rounds > MOST_ROUNDS) {
      throw new IllegalArgumentException(
          "with %d consignments at once, %d and %d records take %d rounds of %s each, and no more than %d are in the past: write more consignments or fewer records"
              .formatted(
                  open, warmUpRecords, leastRecords, rounds, SILENCE.toDays() + " d", MOST_ROUNDS));
    }
  }

  @Override
  public String prefix() {
    return String.format(
        Locale.ROOT,
        "bench-lives-%d-%d-%s-%s-%d-%d-%d.",
        EDITION,
        open,
        ports == 0 ? "bundled" : ports + "ports",
        Backlog.word(skew),
        warmUpRecords,
        leastRecords,
        seed);
  }

  @Override
  public List<String> filled() {
    return List.of(prefix() + "cargo-movements", prefix() + "clearance-events");
  }

  @Override
  public long records() {
    return warmedUpAt() + measuredRounds() * open * RECORDS_EACH;
  }

  /** How many records there are before the first round that has its full size. */
  public long warmedUpAt() {
    return (long) warmUpRounds() * openToWarmUp() * RECORDS_EACH;
  }

  @Override
  public String length() {
    return "%d + %d rounds".formatted(warmUpRounds(), measuredRounds());
  }

  @Override
  public Iterator<Publication.Event> publications() {
    PortChoice choice = ports == 0 ? PortChoice.bundled() : new MadeRegister(ports).choice();
    return new Lives(this, choice.withShareOfTheBusiest(skew));
  }

  int openToWarmUp() {
    return Math.min(open, MOST_OPEN_TO_WARM_UP);
  }

  int warmUpRounds() {
    return Math.toIntExact(rounds(warmUpRecords, openToWarmUp()));
  }

  private long measuredRounds() {
    return rounds(leastRecords, open);
  }

  private static long rounds(long records, int open) {
    long round = (long) open * RECORDS_EACH;
    return (records + round - 1) / round;
  }
}
