package io.portally.tally.journey;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * What a consignment's state is kept under: 128 bits of MurmurHash3 of its id. Two ids meet in one
 * key with a chance of one in 10^18 at 10^10 consignments, and 16 bytes cost less than the id.
 */
public record ConsignmentKey(long high, long low) {

  private static final Hasher128 HASHER = Hashing.murmur3_128();

  public static ConsignmentKey of(String consignmentId) {
    HashValue128 hash = HASHER.hashCharsTo128Bits(consignmentId);
    return new ConsignmentKey(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
  }

  @Override
  public int hashCode() {
    return (int) (low ^ (low >>> 32));
  }
}
