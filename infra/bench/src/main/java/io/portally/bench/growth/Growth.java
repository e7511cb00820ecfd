package io.portally.bench.growth;

import io.portally.bench.engine.Checkpoint;
import io.portally.bench.measure.TableWrites;
import java.time.Instant;
import java.util.List;

/**
 * What one run took. All from {@code records} to {@code loadAverage} is of the part that was
 * measured: from when the warm-up had been read until everything had.
 *
 * @param records read while measuring
 * @param engineCpuSeconds of all processes of the engine, checkpoints and garbage collection
 *     included
 * @param othersCpuSeconds of whatever else runs on the machine, this command apart
 * @param stolenCpuSeconds that the host took away
 * @param loadAverage of the last minute, at the end
 * @param allRecords those of the warm-up too
 * @param writes for all of them
 * @param underLoad the checkpoints that were taken while measuring, in their order
 * @param atRest one more, when all had been read and nothing else was to be done; the state is that
 *     of as many consignments as are open at once, with all their records
 * @param heapBytes what the heap of the process that works held at that time, without garbage
 * @param peakResidentBytes of all processes of the engine, each at its own peak
 */
public record Growth(
    Point point,
    Instant startedAt,
    long records,
    double wallSeconds,
    double engineCpuSeconds,
    double brokerCpuSeconds,
    double databaseCpuSeconds,
    double othersCpuSeconds,
    double stolenCpuSeconds,
    double loadAverage,
    long allRecords,
    TableWrites writes,
    List<Checkpoint> underLoad,
    Checkpoint atRest,
    long heapBytes,
    long peakResidentBytes) {

  public double perWallSecond() {
    return records / wallSeconds;
  }

  /** CPU seconds of the engine for a million records. */
  public double cpuPerMillion() {
    return 1e6 * engineCpuSeconds / records;
  }

  /** Rows, and new versions of rows, for a thousand records. */
  public double rowsPerThousand() {
    return 1e3 * writes.rows() / allRecords;
  }

  /** The longest of the checkpoints under load, in seconds; that at rest where there was none. */
  public double longestCheckpoint() {
    return underLoad.stream().mapToDouble(Checkpoint::seconds).max().orElse(atRest.seconds());
  }

  /** What the largest of the checkpoints under load wrote; that at rest where there was none. */
  public long mostWritten() {
    return underLoad.stream()
        .mapToLong(Checkpoint::writtenBytes)
        .max()
        .orElse(atRest.writtenBytes());
  }
}
