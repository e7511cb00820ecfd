package io.portally.bench.traffic;

import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import io.portally.simulator.traffic.TrafficOptions;
import io.portally.tally.area.RegisterReader;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Cargo movements and clearance events as the simulator makes them: what moves is cleared as well,
 * each topic with its share of the records.
 *
 * @param records of both topics together
 * @param span of event time over which they are spread, on average over a week; the longer, the
 *     more journeys have both ends of a leg within it
 * @param skew the share of events at one port; 0 for the traffic as it is
 * @param seed decides every draw of the traffic
 */
public record JourneyTopics(long records, Duration span, double skew, long seed)
    implements Backlog {

  /** Raised when the same options would fill topics otherwise than before. */
  private static final int EDITION = 1;

  public JourneyTopics {
    if (records < 1 || skew < 0 || skew > 1 || span.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "records %d, skew %s, span %s".formatted(records, skew, span));
    }
  }

  @Override
  public String prefix() {
    return String.format(
        Locale.ROOT,
        "bench-journeys-%d-%d-%ds-%s-%d.",
        EDITION,
        records,
        span.toSeconds(),
        Backlog.word(skew),
        seed);
  }

  @Override
  public List<String> filled() {
    return List.of(prefix() + "cargo-movements", prefix() + "clearance-events");
  }

  @Override
  public String length() {
    return span.toHours() < 2 ? span.toMinutes() + " min" : span.toHours() + " h";
  }

  /** With faults as a good feed has them: duplicates and corrections, nothing that is set aside. */
  @Override
  public Iterator<Publication> publications() {
    TrafficOptions options =
        TrafficOptions.builder()
            .seed(seed)
            .speed(1)
            .rate((double) records / span.toSeconds())
            .start(CargoTopic.BEGINNING)
            .duplicates(0.01)
            .corrections(0.005)
            .busiestPortShare(skew)
            .build();
    return new Traffic(options, RegisterReader.bundled());
  }
}
