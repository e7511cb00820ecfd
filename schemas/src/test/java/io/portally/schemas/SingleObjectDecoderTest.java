package io.portally.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.events.CargoMovement;
import io.portally.events.Heartbeat;
import io.portally.events.Mode;
import io.portally.events.SlaRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SingleObjectDecoderTest {

  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
  private static final String MOVEMENT = "CargoMovement.discharged-box";

  private final SingleObjectDecoder decoder = new SingleObjectDecoder();

  @Test
  void saysThatThereIsNoValue() {
    assertThat(why(null)).isEqualTo("no value");
    assertThat(why(new byte[0])).isEqualTo("empty value");
  }

  @Test
  void saysWhatStandsWhereTheMarkerShouldBe() {
    assertThat(why("{\"eventId\": \"1\"}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("starts with 7b22, not with c301: not Avro single-object encoding");
    assertThat(why(hex("00000000011234567890")))
        .isEqualTo(
            "starts with 0000, not with c301: not Avro single-object encoding"
                + " (the Confluent wire format is not read here)");
    assertThat(why(hex("41"))).startsWith("starts with 41, not with c301");
  }

  @Test
  void saysThatTheHeaderIsCutShort() {
    assertThat(why(hex("c3"))).startsWith("ends after 1 bytes, within the header");
    assertThat(why(hex("c30101020304050607"))).startsWith("ends after 9 bytes, within the header");
  }

  @Test
  void saysWhichFingerprintItDoesNotKnowAndWhatToDo() {
    assertThat(why(hex("c301efbeaddeefbeadde00")))
        .startsWith("schema fingerprint 0xdeadbeefdeadbeef is not known here (known: CargoMovement")
        .contains("Heartbeat v1 0xa1d8bf57be6525c7")
        .endsWith("): upgrade the job and replay");
  }

  @Test
  void saysHowManyBytesAreLeft() {
    byte[] value = SingleObject.encode(new Heartbeat(NEW_YEAR));

    assertThat(why(Arrays.copyOf(value, value.length + 3)))
        .isEqualTo("3 bytes left after the record (Heartbeat v1)");
    assertThat(why(Arrays.copyOf(value, value.length + 1)))
        .isEqualTo("1 byte left after the record (Heartbeat v1)");
  }

  @Test
  void saysInWhichFieldItEnds() {
    byte[] value = Golden.named(MOVEMENT).bytes();

    assertThat(why(Arrays.copyOf(value, value.length - 1)))
        .isEqualTo("ends in the middle of field teuHundredths of CargoMovement");
    assertThat(why(Arrays.copyOf(value, 10)))
        .isEqualTo("ends in the middle of field eventId of CargoMovement");
  }

  @Test
  void saysWhichFieldIsBroken() {
    byte[] rule = Golden.named("SlaRule.no-filter").bytes();
    int legAfterIdAndVersion = SingleObject.HEADER_BYTES + 4 + 1;
    rule[legAfterIdAndVersion] = 50 * 2;
    assertThat(why(rule)).isEqualTo("field leg of SlaRule holds no valid Leg");
    rule[legAfterIdAndVersion] = 2;
    rule[legAfterIdAndVersion + 1] = 4;
    assertThat(why(rule)).isEqualTo("field areaLevel of SlaRule holds no valid null or AreaLevel");
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] value = Golden.named(MOVEMENT).bytes();
    value[11] = (byte) 0xFF;

    assertThat(why(value)).isEqualTo("the text in field eventId of CargoMovement is not UTF-8");
  }

  @Test
  void acceptsTheReplacementCharacterWhereItIsWrittenOut() {
    CargoMovement movement =
        CargoMovement.newBuilder(movement()).setConsignmentId("a\uFFFDb").build();

    assertThat(event(SingleObject.encode(movement))).isEqualTo(movement);
  }

  @Test
  void readsTextUpToTheLimitAndNotBeyond() {
    String longest = "x".repeat(CarefulReader.MAX_TEXT_BYTES);
    CargoMovement fits = CargoMovement.newBuilder(movement()).setConsignmentId(longest).build();
    CargoMovement tooLong =
        CargoMovement.newBuilder(movement()).setConsignmentId(longest + "x").build();

    assertThat(event(SingleObject.encode(fits))).isEqualTo(fits);
    assertThat(why(SingleObject.encode(tooLong)))
        .isEqualTo(
            "field consignmentId of CargoMovement claims more than is read here"
                + " (texts of 65536 bytes, lists of 4096 items)");
  }

  @Test
  void takesOnATopicOnlyWhatBelongsThere() {
    SingleObjectDecoder onMovements = SingleObjectDecoder.of(Topic.CARGO_MOVEMENTS);
    byte[] rule = Golden.named("SlaRule.no-filter").bytes();

    assertThat(onMovements.decode(SingleObject.encode(movement())))
        .isEqualTo(new Decoded.Event(movement()));
    assertThat(onMovements.decode(SingleObject.encode(new Heartbeat(NEW_YEAR))))
        .isEqualTo(new Decoded.Event(new Heartbeat(NEW_YEAR)));
    assertThat(onMovements.decode(rule))
        .isInstanceOfSatisfying(
            Decoded.Undecodable.class,
            u -> assertThat(u.why()).startsWith("is a SlaRule v1, which does not belong here"));
  }

  @Test
  void readsAnUnknownSymbolAsUnknown() throws IOException {
    Schema newer =
        parse(
            Schemas.current(SlaRule.class)
                .toString()
                .replace("\"OTHER\"]", "\"OTHER\",\"DRONE\"]"));
    GenericData.Record rule = new GenericData.Record(newer);
    rule.put("ruleId", "r");
    rule.put("version", 1L);
    rule.put("leg", symbol(newer, "leg", "TRANSFER"));
    rule.put(
        "mode",
        new GenericData.EnumSymbol(newer.getField("mode").schema().getTypes().get(1), "DRONE"));
    rule.put("thresholdMinutes", 5);
    rule.put("severity", symbol(newer, "severity", "CRITICAL"));
    rule.put("enabled", true);
    SingleObjectDecoder reader =
        new SingleObjectDecoder(List.of(KnownSchema.of(SlaRule.class, 2, newer)));

    assertThat(reader.decode(write(newer, rule)))
        .isInstanceOfSatisfying(
            Decoded.Event.class,
            event -> assertThat(((SlaRule) event.record()).getMode()).isEqualTo(Mode.UNKNOWN));
  }

  @Test
  void readsAnOlderVersionWithTheDefaultsOfTheNewest() throws IOException {
    Schema current = Schemas.current(CargoMovement.class);
    Schema older = Schema.createRecord(current.getName(), "doc", current.getNamespace(), false);
    older.setFields(
        current.getFields().stream()
            .filter(field -> !field.name().equals("laden"))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList());
    CargoMovement empty = CargoMovement.newBuilder(movement()).setLaden(false).build();
    GenericData.Record record = new GenericData.Record(older);
    older.getFields().forEach(field -> record.put(field.name(), raw(empty.get(field.name()))));
    SingleObjectDecoder reader =
        new SingleObjectDecoder(List.of(KnownSchema.of(CargoMovement.class, 1, older)));

    assertThat(reader.decode(write(older, record)))
        .isEqualTo(new Decoded.Event(CargoMovement.newBuilder(empty).setLaden(true).build()));
  }

  @Test
  void doesNotWriteARecordWithAHole() {
    CargoMovement holed = new CargoMovement();

    assertThatThrownBy(() -> SingleObject.encode(holed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("eventId")
        .hasMessageEndingWith("; set it");
  }

  @Test
  void recordsNeedNoJvmFlagToBeTrusted() {
    assertThat(System.getProperty("org.apache.avro.SERIALIZABLE_PACKAGES")).isNull();

    assertThat(CargoMovement.newBuilder(movement()).build()).isEqualTo(movement());
  }

  private static CargoMovement movement() {
    return (CargoMovement) Golden.named(MOVEMENT).decoded();
  }

  private String why(byte @Nullable [] value) {
    Decoded decoded = decoder.decode(value);
    assertThat(decoded).isInstanceOf(Decoded.Undecodable.class);
    return ((Decoded.Undecodable) decoded).why();
  }

  private SpecificRecord event(byte[] value) {
    Decoded decoded = decoder.decode(value);
    assertThat(decoded).isInstanceOf(Decoded.Event.class);
    return ((Decoded.Event) decoded).record();
  }

  private static Object raw(Object value) {
    return value instanceof Instant instant ? (Object) instant.toEpochMilli() : value;
  }

  private static GenericData.EnumSymbol symbol(Schema schema, String field, String symbol) {
    return new GenericData.EnumSymbol(schema.getField(field).schema(), symbol);
  }

  private static byte[] write(Schema schema, GenericData.Record record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new BinaryMessageEncoder<>(GenericData.get(), schema).encode(record, out);
    return out.toByteArray();
  }

  private static Schema parse(String json) {
    return new Schema.Parser().parse(json);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
