package io.portally.simulator.lines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.schemas.SingleObject;
import io.portally.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  private static final long YEAR_9999 = 253_402_300_799_999L;

  @Property(tries = 300)
  void everyRecordOfEverySchemaComesBackAsItWas(
      @ForAll("messages") Written written, @ForAll @LongRange(max = YEAR_9999) long recordMillis)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LineWriter writer = new LineWriter(out)) {
      writer.record(written.value(), recordMillis);
    }

    Line.Message message = (Line.Message) read(written.topic(), out.toString(UTF_8));
    assertThat(message.value()).isEqualTo(SingleObject.encode(written.value()));
    assertThat(message.timestamp()).isEqualTo(recordMillis);
  }

  @Property(tries = 100)
  void bytesComeBackAsTheyWere(
      @ForAll byte @Nullable [] value,
      @ForAll("texts") String key,
      @ForAll @LongRange(max = YEAR_9999) long recordMillis)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LineWriter writer = new LineWriter(out)) {
      writer.bytes(key, value, recordMillis);
    }

    Line.Message message = (Line.Message) read(Topic.CARGO_MOVEMENTS, out.toString(UTF_8));
    assertThat(message.value()).isEqualTo(value);
    assertThat(message.key()).isEqualTo(key.getBytes(UTF_8));
    assertThat(message.timestamp()).isEqualTo(recordMillis);
  }

  @Test
  void aLineHasTheRecordTimeFirstAndTheFieldsInTheOrderOfTheSchema() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CargoMovement movement =
        new CargoMovement(
            "e1",
            0,
            false,
            Classifier.ACTUAL,
            Instant.parse("2026-03-01T08:30:00Z"),
            "6CNx1",
            null,
            Movement.DISCHARGED,
            "CNSHA",
            "SGSIN",
            Direction.IMPORT,
            Mode.SEA,
            true,
            12_000L,
            200);
    try (LineWriter writer = new LineWriter(out)) {
      writer.record(movement, Instant.parse("2026-03-01T08:30:07.25Z").toEpochMilli());
      writer.bytes("6CNx1", new byte[] {1, 2}, 0);
    }

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            {"recordTime":"2026-03-01T08:30:07.250Z","eventId":"e1","version":0,"retracted":false,\
            "classifier":"ACTUAL","eventTime":"2026-03-01T08:30:00.000Z","consignmentId":"6CNx1",\
            "equipmentId":null,"movement":"DISCHARGED","port":"CNSHA","otherPort":"SGSIN",\
            "direction":"IMPORT","mode":"SEA","laden":true,"grossMassKg":12000,"teuHundredths":200}
            {"recordTime":"1970-01-01T00:00:00.000Z","key":"6CNx1","bytes":"AQI="}
            """);
  }

  private static Line read(Topic topic, String line) {
    return new LineReader(topic, RecordTime.EVENT, InstantSource.fixed(NOW)).read(line, 1);
  }

  record Written(Topic topic, SpecificRecord value) {}

  @Provide
  Arbitrary<Written> messages() {
    return Arbitraries.of(Topic.class)
        .flatMap(
            topic ->
                Arbitraries.of(topic.types())
                    .flatMap(type -> records(SpecificData.get().getSchema(type)))
                    .map(value -> new Written(topic, value)));
  }

  private Arbitrary<SpecificRecord> records(Schema schema) {
    Arbitrary<SpecificRecord> record =
        Arbitraries.create(
            () ->
                (SpecificRecord)
                    SpecificData.newInstance(SpecificData.get().getClass(schema), schema));
    for (Schema.Field field : schema.getFields()) {
      record =
          record.flatMap(
              made ->
                  values(field.schema())
                      .map(
                          value -> {
                            made.put(field.pos(), value);
                            return made;
                          }));
    }
    return record;
  }

  @SuppressWarnings("unchecked")
  private Arbitrary<Object> values(Schema schema) {
    Arbitrary<?> values =
        switch (schema.getType()) {
          case UNION -> values(schema.getTypes().get(1)).injectNull(0.3);
          case STRING -> texts();
          case BOOLEAN -> Arbitraries.of(true, false);
          case INT -> Arbitraries.integers();
          case LONG ->
              schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                  ? Arbitraries.longs().map(Instant::ofEpochMilli)
                  : Arbitraries.longs();
          case ENUM ->
              Arbitraries.of(schema.getEnumSymbols())
                  .map(word -> SpecificData.get().createEnum(word, schema));
          case ARRAY -> values(schema.getElementType()).list().ofMaxSize(4).map(List::copyOf);
          default -> throw new IllegalArgumentException(schema.toString());
        };
    return (Arbitrary<Object>) values;
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .all()
        .ofMaxLength(20)
        .filter(text -> UTF_8.newEncoder().canEncode(text));
  }
}
