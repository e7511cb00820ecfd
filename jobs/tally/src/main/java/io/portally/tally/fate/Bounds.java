package io.portally.tally.fate;

import java.io.Serializable;
import java.time.Duration;

/**
 * What is still believed of one record by itself.
 *
 * @param recordBytes the largest record, in bytes
 * @param grossMassKg the largest gross mass, in kilograms
 * @param teuHundredths the largest box count, in hundredths of a TEU
 * @param valueFen the largest declared value, in fen (hundredths of a yuan)
 * @param allowedSkew how far an event time may lie after the record timestamp
 * @param allowedLateness how far a record timestamp may lie after the event time
 */
public record Bounds(
    int recordBytes,
    long grossMassKg,
    int teuHundredths,
    long valueFen,
    Duration allowedSkew,
    Duration allowedLateness)
    implements Serializable {

  /** The bounds that the contract names. */
  public static final Bounds DEFAULT =
      new Bounds(
          64 * 1024,
          1_000_000_000L,
          2_500_000,
          1_000_000_000_000_000L,
          Duration.ofMinutes(5),
          Duration.ofHours(24));
}
