package io.portally.bench.latency;

import io.portally.bench.measure.Snapshot;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the machine did while a live job was observed: how many of its CPUs each was using on
 * average, and what came of it.
 *
 * @param producerCpus this process, which makes the traffic and looks for probes
 * @param othersCpus whatever else runs on the machine
 * @param rows and new versions of rows that were written a second, by table
 */
public record Work(
    double engineCpus,
    double brokerCpus,
    double databaseCpus,
    double producerCpus,
    double othersCpus,
    Map<String, Double> rows) {

  /** Between two moments; nothing where there is no time between them. */
  static Work between(
      Snapshot begin, Snapshot end, Map<String, Long> rowsBefore, Map<String, Long> rowsAfter) {
    double seconds = (end.nanos() - begin.nanos()) / 1e9;
    if (seconds <= 0) {
      return new Work(0, 0, 0, 0, 0, Map.of());
    }
    Map<String, Double> rows = new TreeMap<>();
    rowsAfter.forEach(
        (table, after) -> rows.put(table, (after - rowsBefore.getOrDefault(table, 0L)) / seconds));
    return new Work(
        (end.engineCpu() - begin.engineCpu()) / seconds,
        (end.brokerCpu() - begin.brokerCpu()) / seconds,
        (end.databaseCpu() - begin.databaseCpu()) / seconds,
        (end.ownCpu() - begin.ownCpu()) / seconds,
        end.othersCpuSince(begin) / seconds,
        rows);
  }
}
