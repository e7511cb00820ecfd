package io.portally.bench.measure;

import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.Run;

/**
 * All accounts at one moment of a run.
 *
 * @param nanos of the JVM's own clock
 * @param records read so far
 * @param engineCpu CPU seconds of the engine's processes
 * @param brokerCpu of the broker
 * @param databaseCpu of the database
 * @param ownCpu of this process, which looks on
 * @param machine of everything that runs here
 */
public record Snapshot(
    long nanos,
    long records,
    double engineCpu,
    double brokerCpu,
    double databaseCpu,
    double ownCpu,
    MachineLoad machine) {

  public static Snapshot of(BenchStack bench, Run run, long records) {
    return new Snapshot(
        System.nanoTime(),
        records,
        ProcessTree.cpuSeconds(run.processes()),
        ProcessTree.cpuSeconds(bench.broker()),
        ProcessTree.cpuSeconds(bench.database()),
        ProcessTree.cpuSecondsAlone(ProcessHandle.current()),
        MachineLoad.now());
  }

  /** What was used since an earlier moment. */
  Usage since(Snapshot earlier) {
    return new Usage(
        (nanos - earlier.nanos) / 1e9,
        engineCpu - earlier.engineCpu,
        brokerCpu - earlier.brokerCpu,
        databaseCpu - earlier.databaseCpu,
        othersCpuSince(earlier),
        machine.since(earlier.machine).stolen());
  }

  /** CPU seconds that nobody of us has used since: the noise of others. */
  public double othersCpuSince(Snapshot earlier) {
    return machine.since(earlier.machine).busy()
        - (engineCpu - earlier.engineCpu)
        - (brokerCpu - earlier.brokerCpu)
        - (databaseCpu - earlier.databaseCpu)
        - (ownCpu - earlier.ownCpu);
  }
}
