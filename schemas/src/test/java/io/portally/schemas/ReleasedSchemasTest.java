package io.portally.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaParser;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {

  private static final Path SOURCES = Path.of("src/main/avro");

  @ParameterizedTest
  @MethodSource("types")
  void nothingKeepsAnyReleaseFromReadingAnyOther(Class<? extends SpecificRecord> type)
      throws IOException {
    List<Schema> released = Schemas.released(type).stream().map(KnownSchema::schema).toList();

    assertThat(released).isNotEmpty();
    assertThat(SchemaGate.check(source(type), released)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("types")
  void whatIsWrittenNowIsKeptAsTheNewestRelease(Class<? extends SpecificRecord> type)
      throws IOException {
    List<KnownSchema> released = Schemas.released(type);

    assertThat(released.get(released.size() - 1).schema())
        .as(
            "src/main/avro has changed: see the README on how to release, and keep this as %s.avsc:%n%s",
            type.getSimpleName(), SchemaFormatter.format("json/pretty", source(type)))
        .isEqualTo(source(type));
  }

  @ParameterizedTest
  @MethodSource("types")
  void theGeneratedClassHasTheFingerprintOfItsSource(Class<? extends SpecificRecord> type)
      throws IOException {
    assertThat(KnownSchema.of(type, 1, Schemas.current(type)).fingerprint())
        .isEqualTo(KnownSchema.of(type, 1, source(type)).fingerprint());
  }

  @Test
  void theJvmCutsAtTheSameLimitsAsTheDecoder() {
    assertThat(Integer.getInteger("org.apache.avro.limits.string.maxLength"))
        .isEqualTo(CarefulReader.MAX_TEXT_BYTES);
    assertThat(Integer.getInteger("org.apache.avro.limits.collectionItems.maxLength"))
        .isEqualTo(CarefulReader.MAX_ITEMS);
  }

  @Test
  void everyTopicCarriesKnownRecordsAndEveryRecordHasATopic() {
    assertThat(Stream.of(Topic.values()).flatMap(topic -> topic.types().stream()).distinct())
        .containsExactlyInAnyOrderElementsOf(Schemas.types());
  }

  static Stream<Class<? extends SpecificRecord>> types() {
    return Schemas.types().stream();
  }

  private static Schema source(Class<? extends SpecificRecord> type) throws IOException {
    SchemaParser parser = new SchemaParser();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".avsc")).sorted().toList()) {
        parser.parse(file);
      }
    }
    return parser.getParsedNamedSchemas().stream()
        .filter(schema -> schema.getFullName().equals(type.getName()))
        .findFirst()
        .orElseThrow();
  }
}
