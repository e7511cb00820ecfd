package io.portally.schemas;

import org.apache.avro.specific.SpecificRecord;

/** What bytes turned out to be. */
public sealed interface Decoded {

  /**
   * A record that was read to its last byte.
   *
   * @param record one of the generated records, in its newest version
   */
  record Event(SpecificRecord record) implements Decoded {}

  /**
   * Bytes that are no record.
   *
   * @param why one sentence for people; holds nothing of the payload but its first two bytes and
   *     its lengths
   */
  record Undecodable(String why) implements Decoded, Reading {}
}
