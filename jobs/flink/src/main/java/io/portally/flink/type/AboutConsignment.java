package io.portally.flink.type;

import io.portally.tally.journey.ConsignmentKey;

/** What a watched consignment is told: a record of it, or an alert that has been published. */
public sealed interface AboutConsignment permits JudgedRecord.Candidate, AboutConsignment.Echo {

  ConsignmentKey key();

  /**
   * An alert as it comes back from where it was published. Nearly always whoever gets it told it
   * and sees so by the life, so what it says is not read before.
   *
   * @param life that told it, see {@link ToldAlert}; {@link ToldAlert#OF_OLD} where that is not
   *     said
   * @param toldAt the event time at which it was told, ISO 8601
   * @param beganAt code of the port where the leg began, which the value does not tell
   * @param value the alert as it was published
   */
  // Compared by nobody; made once an alert, so the array is not copied.
  @SuppressWarnings("ArrayRecordComponent")
  record Echo(ConsignmentKey key, long life, String toldAt, String beganAt, byte[] value)
      implements AboutConsignment {}
}
