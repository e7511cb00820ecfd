package io.portally.bench.measure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one run took. All from {@code wallSeconds} to {@code loadAverage} is of the part that was
 * measured: from the first look after {@code measuredFrom} records had been read until all rows
 * were committed, so that start-up is left out.
 *
 * @param engine its letter
 * @param topics what the names of the topics begin with
 * @param records of the topics
 * @param measuredFrom how many had been read when measuring began; 0 where the run was over too
 *     soon for that, and start-up is in the figures
 * @param engineCpuSeconds of all processes of the engine
 * @param othersCpuSeconds of whatever else runs on the machine, this command apart
 * @param stolenCpuSeconds that the host took away
 * @param loadAverage of the last minute, at the end
 * @param peakResidentBytes of all processes of the engine, each at its own peak
 * @param writes of the whole run; null where the engine writes nothing
 * @param checksum of the tables; null where the engine writes nothing
 */
public record Measurement(
    String engine,
    String topics,
    Instant startedAt,
    long records,
    long measuredFrom,
    double wallSeconds,
    double engineCpuSeconds,
    double brokerCpuSeconds,
    double databaseCpuSeconds,
    double othersCpuSeconds,
    double stolenCpuSeconds,
    double loadAverage,
    long peakResidentBytes,
    @Nullable TableWrites writes,
    @Nullable TableChecksum checksum) {

  /** Records that were read while measuring. */
  public long measured() {
    return records - measuredFrom;
  }

  public double perWallSecond() {
    return measured() / wallSeconds;
  }

  /** Records for each CPU second of the engine. */
  public double perCpuSecond() {
    return measured() / engineCpuSeconds;
  }
}
