package io.portally.bench.measure;

/**
 * What was used between two moments, or in several turns together; all in seconds.
 *
 * @param wall of the clock
 * @param engineCpu of all processes of the engine
 * @param brokerCpu of the broker
 * @param databaseCpu of the database
 * @param othersCpu of whatever else runs on the machine, this command apart
 * @param stolenCpu that the host took away
 */
record Usage(
    double wall,
    double engineCpu,
    double brokerCpu,
    double databaseCpu,
    double othersCpu,
    double stolenCpu) {

  static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

  Usage plus(Usage more) {
    return new Usage(
        wall + more.wall,
        engineCpu + more.engineCpu,
        brokerCpu + more.brokerCpu,
        databaseCpu + more.databaseCpu,
        othersCpu + more.othersCpu,
        stolenCpu + more.stolenCpu);
  }
}
