package io.portally.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.TimestampMillisConversion;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Whatever the bytes: no exception, no absurd allocation, no byte left over, and no trace of it in
 * what is read next. Runs twice, with and without the limits in the JVM's flags.
 */
class HostileBytesTest {

  private static final List<Golden> GOLDEN = Golden.all();
  private static final Golden GOOD = Golden.named("ClearanceEvent.released-import");
  private static final SpecificRecord GOOD_RECORD = GOOD.decoded();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long ALLOWED_BYTES = 1 << 20;
  private static final SpecificData DATA = new SpecificData();

  static {
    DATA.addLogicalTypeConversion(new TimestampMillisConversion());
  }

  private final SingleObjectDecoder decoder = new SingleObjectDecoder();
  private final List<CursorReader> readers =
      List.of(CursorReader.of(Topic.CARGO_MOVEMENTS), CursorReader.of(Topic.CLEARANCE_EVENTS));

  HostileBytesTest() {
    for (Golden golden : GOLDEN) {
      // What is made once per schema is not the bytes' doing.
      Decoded unused = decoder.decode(Arrays.copyOf(golden.bytes(), SingleObject.HEADER_BYTES));
    }
  }

  @Property
  void aTruncatedRecordIsNeverRead(
      @ForAll("golden") Golden golden, @ForAll @IntRange(max = 1000) int cut) {
    byte[] truncated = Arrays.copyOf(golden.bytes(), cut % golden.bytes().length);

    assertUndecodable(truncated);
  }

  @Property
  void aRecordWithBytesAfterItIsNeverRead(
      @ForAll("golden") Golden golden, @ForAll @Size(min = 1, max = 40) byte[] after) {
    assertUndecodable(join(golden.bytes(), after));
  }

  @Property
  void twoRecordsInOneValueAreNeverRead(
      @ForAll("golden") Golden first, @ForAll("golden") Golden second) {
    assertUndecodable(join(first.bytes(), second.bytes()));
  }

  @Property(tries = 5000)
  void flippedBitsNeverThrow(
      @ForAll("golden") Golden golden, @ForAll @Size(min = 1, max = 5) int[] flips) {
    byte[] flipped = golden.bytes();
    for (int flip : flips) {
      int bit = Math.floorMod(flip, flipped.length * 8);
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    }
    assertTotal(flipped);
  }

  @Property(tries = 5000)
  void randomBytesBehindAGoodHeaderNeverThrow(
      @ForAll("golden") Golden golden, @ForAll @Size(max = 400) byte[] body) {
    assertTotal(join(Arrays.copyOf(golden.bytes(), SingleObject.HEADER_BYTES), body));
  }

  @Property
  void randomBytesAreNeverRead(@ForAll @Size(max = 400) byte[] value) {
    assertUndecodable(value);
  }

  @Property(tries = 3000)
  void aLengthBombIsNeverRead(@ForAll("bombs") Bomb bomb, @ForAll @Size(max = 200) byte[] after) {
    assertUndecodable(join(bomb.bytes(), after));
  }

  @Example
  void everyTextAndEveryListOfEveryRecordHasABomb() {
    assertThat(GOLDEN.stream().flatMap(golden -> lengthFields(golden).stream()).distinct())
        .containsExactlyInAnyOrder(
            "eventId",
            "consignmentId",
            "equipmentId",
            "port",
            "otherPort",
            "declarationId",
            "office",
            "programmes",
            "aeoCountry",
            "partnerCountry",
            "ruleId",
            "areaCode",
            "alertId");
  }

  @Example
  void aListOfManySmallBlocksIsCutToo() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(upTo(GOOD, "programmes"));
    for (int block = 0; block < 100_000; block++) {
      out.write(new byte[] {2, 1 << 1});
    }
    assertUndecodable(out.toByteArray(), 64L * out.size() + ALLOWED_BYTES);
  }

  private void assertUndecodable(byte[] value) {
    assertUndecodable(value, ALLOWED_BYTES);
  }

  private void assertUndecodable(byte[] value, long allowedBytes) {
    assertThat(decodeWithin(value, allowedBytes)).isInstanceOf(Decoded.Undecodable.class);
    readers.forEach(
        reader -> assertThat(reader.read(value)).isInstanceOf(Decoded.Undecodable.class));
    assertTheNextGoodOneIsRead();
  }

  private void assertTotal(byte[] value) {
    byte[] before = value.clone();
    Decoded decoded = decodeWithin(value, ALLOWED_BYTES);
    readers.forEach(reader -> assertThat(reader.read(value)).isNotNull());

    assertThat(value).isEqualTo(before);
    if (decoded instanceof Decoded.Event event) {
      // What was read is a whole record: it can be written and read again.
      assertThat(decoder.decode(SingleObject.encode(event.record()))).isEqualTo(decoded);
    }
    assertTheNextGoodOneIsRead();
  }

  private Decoded decodeWithin(byte[] value, long allowedBytes) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Decoded decoded = decoder.decode(value);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(allowedBytes);
    return decoded;
  }

  private void assertTheNextGoodOneIsRead() {
    assertThat(decoder.decode(GOOD.bytes())).isEqualTo(new Decoded.Event(GOOD_RECORD));
  }

  @Provide
  Arbitrary<Golden> golden() {
    return Arbitraries.of(GOLDEN);
  }

  /** A good record up to a text or a list, and there a length that nothing can back. */
  record Bomb(String what, String hex) {
    byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  @Provide
  Arbitrary<Bomb> bombs() {
    Arbitrary<Long> lengths =
        Arbitraries.oneOf(
            Arbitraries.longs().filter(l -> l < -4096 || l > 4096),
            Arbitraries.of(
                4097L,
                65_537L,
                Integer.MAX_VALUE - 8L,
                (long) Integer.MAX_VALUE,
                1L << 31,
                1L << 32,
                1L << 40,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                (long) Integer.MIN_VALUE));
    return Combinators.combine(golden().flatMap(HostileBytesTest::places), lengths)
        .as((place, length) -> place.with(length));
  }

  private record Place(Golden golden, String field) {
    Bomb with(long length) {
      return new Bomb(
          golden + "." + field + " of length " + length,
          HexFormat.of()
              .formatHex(join(upTo(golden, field), written(encoder -> encoder.writeLong(length)))));
    }
  }

  private static Arbitrary<Place> places(Golden golden) {
    List<String> fields = lengthFields(golden);
    // A heartbeat has no length to lie about.
    return fields.isEmpty()
        ? Arbitraries.of(lengthFields(GOOD)).map(field -> new Place(GOOD, field))
        : Arbitraries.of(fields).map(field -> new Place(golden, field));
  }

  private static List<String> lengthFields(Golden golden) {
    List<String> fields = new ArrayList<>();
    for (Schema.Field field : golden.decoded().getSchema().getFields()) {
      Schema.Type type = present(field.schema()).getType();
      if (type == Schema.Type.STRING || type == Schema.Type.ARRAY) {
        fields.add(field.name());
      }
    }
    return fields;
  }

  /** Header and fields before this one, and its branch if it has one. */
  private static byte[] upTo(Golden golden, String name) {
    SpecificRecord record = golden.decoded();
    byte[] header = Arrays.copyOf(golden.bytes(), SingleObject.HEADER_BYTES);
    Schema.Field stop = record.getSchema().getField(name);
    byte[] fields =
        written(
            encoder -> {
              for (Schema.Field field : record.getSchema().getFields().subList(0, stop.pos())) {
                new SpecificDatumWriter<Object>(field.schema(), DATA)
                    .write(record.get(field.pos()), encoder);
              }
              if (stop.schema().isUnion()) {
                encoder.writeIndex(1);
              }
            });
    return join(header, fields);
  }

  private static Schema present(Schema schema) {
    return schema.isUnion() ? schema.getTypes().get(1) : schema;
  }

  private interface Writing {
    void to(BinaryEncoder encoder) throws IOException;
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      writing.to(encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
