package io.portally.tally.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.portally.schemas.Text;

/**
 * What a consignment's state is kept under: 128 bits of MurmurHash3 of its id in UTF-8. Two ids
 * meet in one key with a chance of one in 10^18 at 10^10 consignments, and 16 bytes cost less than
 * the id.
 */
public record ConsignmentKey(long high, long low) {

  private static final Hasher128 HASHER = Hashing.murmur3_128();

  public static ConsignmentKey of(String consignmentId) {
    byte[] bytes = consignmentId.getBytes(UTF_8);
    return of(bytes, 0, bytes.length);
  }

  /** The key of the consignment whose id stands there. */
  public static ConsignmentKey of(Text consignmentId) {
    return of(consignmentId.value(), consignmentId.at(), consignmentId.length());
  }

  private static ConsignmentKey of(byte[] bytes, int at, int length) {
    HashValue128 hash = HASHER.hashBytesTo128Bits(bytes, at, length);
    return new ConsignmentKey(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
  }

  @Override
  public int hashCode() {
    return (int) (low ^ (low >>> 32));
  }
}
