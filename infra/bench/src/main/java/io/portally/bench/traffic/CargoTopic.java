package io.portally.bench.traffic;

import io.portally.simulator.traffic.Publication;
import io.portally.tally.area.RegisterReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * A topic of cargo movements alone.
 *
 * @param records cargo movements
 * @param skew the share of consignments that are moved to one port; 0 for the traffic as it is
 * @param seed decides every draw of the traffic
 */
public record CargoTopic(long records, double skew, long seed) implements Backlog {

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

  @Override
  public String prefix() {
    return String.format(
        Locale.ROOT, "bench-%d-%d-%s-%d.", EDITION, records, Backlog.word(skew), seed);
  }

  /** The topic that is read. */
  public String name() {
    return prefix() + "cargo-movements";
  }

  @Override
  public List<String> filled() {
    return List.of(name());
  }

  /** How much event time the records span, corrections of earlier events apart. */
  public Duration span() {
    return Duration.ofMillis(Math.round(1000 * records / RATE));
  }

  @Override
  public String length() {
    return span().toMinutes() < 2 ? span().toSeconds() + " s" : span().toMinutes() + " min";
  }

  @Override
  public Iterator<Publication.Event> publications() {
    return new Movements(this, RegisterReader.bundled());
  }
}
