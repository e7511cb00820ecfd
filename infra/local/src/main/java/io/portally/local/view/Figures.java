package io.portally.local.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One look at a running Portally.
 *
 * @param now the instant that the traffic has reached; at real time that of the clock
 * @param minutes cargo throughput of the nation in the last minutes, newest first
 * @param total cargo throughput of the nation since the traffic began
 * @param ports the busiest ports of the last minutes, busiest first
 * @param clearances how long clearance took by region in the last hours, by region's code
 * @param alerts of slow clearances
 * @param fates records of the traffic by fate
 * @param recordsPerSecond records that got their fate in a second of the clock
 * @param watermark how far event time has come in the job; empty as long as nobody knows
 * @param jobState as Flink names it
 */
public record Figures(
    Instant now,
    List<Minute> minutes,
    Tonnage total,
    List<BusyPort> ports,
    List<RegionClearance> clearances,
    Alerts alerts,
    Map<String, Long> fates,
    double recordsPerSecond,
    Optional<Instant> watermark,
    String jobState) {

  /**
   * Cargo throughput.
   *
   * @param massKg kilograms of goods with packaging
   * @param teuHundredths hundredths of a TEU
   * @param movements how many movements
   */
  public record Tonnage(long massKg, long teuHundredths, long movements) {
    static final Tonnage NONE = new Tonnage(0, 0, 0);
  }

  /**
   * One minute of event time.
   *
   * @param start its first instant
   * @param complete whether the watermark has passed its end
   */
  public record Minute(Instant start, boolean complete, Tonnage tonnage) {}

  /**
   * One port.
   *
   * @param code its UN/LOCODE
   * @param name its English name
   */
  public record BusyPort(String code, String name, Tonnage tonnage) {}

  /**
   * The overall clearance time in one region.
   *
   * @param code of the region
   * @param name its English name
   * @param imports from arrival to release
   * @param exports from gate-in to release
   */
  public record RegionClearance(String code, String name, Lengths imports, Lengths exports) {}

  /**
   * How long something took.
   *
   * @param cases how often it was measured; where never, the quantiles are {@code NaN}
   * @param medianSeconds half took at most so long
   * @param p90Seconds nine in ten took at most so long
   */
  public record Lengths(long cases, double medianSeconds, double p90Seconds) {}

  /** How far the watermark is behind the traffic. */
  Optional<Duration> watermarkAge() {
    return watermark.map(reached -> Duration.between(reached, now));
  }

  long records() {
    return fates.values().stream().mapToLong(Long::longValue).sum();
  }
}
