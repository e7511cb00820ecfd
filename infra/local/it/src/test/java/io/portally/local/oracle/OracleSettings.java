package io.portally.local.oracle;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Everything besides the lines and the register that decides a row. The out-of-orderness is not
 * among it: it moves watermarks, and no fate and no figure depends on one.
 *
 * @param zone whose clocks hours and days follow
 * @param allowedLateness how long before its record timestamp an event time may lie
 * @param allowedSkew how long after its record timestamp an event time may lie
 * @param margin how far record timestamps of a topic may run out of order; the oracle refuses input
 *     beyond it
 * @param journeyGap how long a consignment may be silent within one journey
 * @param maxJourneyRecords a consignment and topic with this many records is refused by the oracle
 * @param maxRecordBytes size of an encoded record above which it is too large
 * @param maxGrossMassKg highest mass that is in bounds
 * @param maxTeuHundredths highest TEU that is in bounds, in hundredths
 * @param maxValueFen highest value that is in bounds, in hundredths of a yuan
 * @param asOf a window is complete when it ends no later than this
 */
public record OracleSettings(
    ZoneId zone,
    Duration allowedLateness,
    Duration allowedSkew,
    Duration margin,
    Duration journeyGap,
    int maxJourneyRecords,
    int maxRecordBytes,
    long maxGrossMassKg,
    int maxTeuHundredths,
    long maxValueFen,
    Instant asOf) {

  /** The contract's defaults. */
  public static OracleSettings defaultsAsOf(Instant asOf) {
    return new OracleSettings(
        ZoneId.of("Asia/Shanghai"),
        Duration.ofHours(24),
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofDays(30),
        2_000,
        65_536,
        1_000_000_000L,
        2_500_000,
        1_000_000_000_000_000L,
        asOf);
  }

  /** The same, with days and hours of another zone. */
  public OracleSettings in(ZoneId otherZone) {
    return new OracleSettings(
        otherZone,
        allowedLateness,
        allowedSkew,
        margin,
        journeyGap,
        maxJourneyRecords,
        maxRecordBytes,
        maxGrossMassKg,
        maxTeuHundredths,
        maxValueFen,
        asOf);
  }
}
