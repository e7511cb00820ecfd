package io.portally.bench.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A topic of cargo movements and those that a job wants beside it. Its name tells what is in it, so
 * that it is filled once and read many times.
 *
 * @param records cargo movements
 * @param skew the share of consignments that are moved to one port; 0 for the traffic as it is
 * @param seed decides every draw of the traffic
 */
public record CargoTopic(long records, double skew, long seed) {

  /** As in production. */
  public static final int PARTITIONS = 8;

  /** Cargo movements in a second of event time: thirty million are an hour of traffic. */
  public static final double RATE = 30_000_000 / 3600.0;

  /** When the traffic begins. In the past for every reader, as a broker refuses the future. */
  public static final Instant BEGINNING = Instant.parse("2025-03-03T00:00:00Z");

  /** Raised when the same options would fill a topic otherwise than before. */
  private static final int EDITION = 2;

  public CargoTopic {
    if (records < 1 || skew < 0 || skew > 1) {
      throw new IllegalArgumentException("records %d, skew %s".formatted(records, skew));
    }
  }

  /** What the names of its topics begin with. */
  public String prefix() {
    return String.format(Locale.ROOT, "bench-%d-%d-%s-%d.", EDITION, records, percent(), seed);
  }

  /** The topic that is read. */
  public String name() {
    return prefix() + "cargo-movements";
  }

  /** The other topics, which stay empty unless a job finds fault with a record. */
  public List<String> besides() {
    return List.of(
        prefix() + "clearance-events", prefix() + "dead-letters", prefix() + "late-events");
  }

  /** How much event time the records span, corrections of earlier events apart. */
  public Duration span() {
    return Duration.ofMillis(Math.round(1000 * records / RATE));
  }

  private String percent() {
    return skew == 0 ? "even" : "skew" + Math.round(100 * skew);
  }
}
