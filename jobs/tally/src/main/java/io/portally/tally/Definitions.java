package io.portally.tally;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.tally.area.Lifetimes;
import io.portally.tally.area.Register;
import io.portally.tally.area.Windows;
import io.portally.tally.fate.Bounds;
import io.portally.tally.fate.Judge;
import io.portally.tally.journey.Admission;
import io.portally.tally.journey.JourneyTally;
import io.portally.tally.journey.RecordReader;
import io.portally.tally.measure.DataQuality;
import io.portally.tally.measure.RollUp;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HexFormat;

/**
 * Everything that decides a figure. Two computations of the same records under equal definitions
 * give equal rows; under different ones they must not be mixed, in state or in a generation.
 *
 * @param zone whose hours and days count
 * @param bounds what is believed of one record by itself
 * @param margin how far record timestamps may run out of order without meeting a closed window
 * @param journeyGap the silence after which a consignment's next record begins another journey
 * @param mostRecords how many records of one consignment and topic are remembered at most
 */
public record Definitions(
    Register register,
    ZoneId zone,
    Bounds bounds,
    Duration margin,
    Duration journeyGap,
    int mostRecords)
    implements Serializable {

  /** Raised whenever the same records would be told otherwise than before. */
  private static final int TALLY_VERSION = 2;

  public Judge judge() {
    return new Judge(register, bounds);
  }

  public RecordReader recordReader() {
    return new RecordReader(register);
  }

  public Admission admission() {
    return new Admission(judge(), lifetimes(), mostRecords);
  }

  public JourneyTally journeyTally() {
    return new JourneyTally(register, rollUp(), lifetimes().gap());
  }

  public RollUp rollUp() {
    return new RollUp(register, windows());
  }

  public DataQuality dataQuality() {
    return new DataQuality(lifetimes());
  }

  public Windows windows() {
    return new Windows(zone);
  }

  public Lifetimes lifetimes() {
    return new Lifetimes(bounds.allowedLateness(), bounds.allowedSkew(), margin, journeyGap);
  }

  /** SHA-256 in hex over everything here: equal exactly where the definitions are. */
  public String fingerprint() {
    String text =
        String.join(
            "\n",
            String.valueOf(TALLY_VERSION),
            register.fingerprint(),
            zone.getId(),
            bounds.toString(),
            margin.toString(),
            journeyGap.toString(),
            String.valueOf(mostRecords));
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
