package io.portally.tally;

import static io.portally.tally.Samples.DEFINITIONS;
import static io.portally.tally.Samples.REGISTER;
import static io.portally.tally.Samples.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.fate.Bounds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration GAP = Duration.ofDays(30);
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Duration LATENESS = Duration.ofHours(24);

  private static final long VALUE = 1_000_000_000_000_000L;

  @Test
  void equalDefinitionsHaveOneFingerprint() {
    Definitions same =
        new Definitions(RegisterReader.bundled(), SHANGHAI, bounds(), HOUR, GAP, 2_000);

    assertThat(same.fingerprint()).isEqualTo(DEFINITIONS.fingerprint()).matches("[0-9a-f]{64}");
  }

  @Test
  void theDefaultBoundsAreThoseOfTheContract() {
    assertThat(Bounds.DEFAULT).isEqualTo(bounds());
  }

  @Test
  void whateverDecidesAFigureChangesTheFingerprint(@TempDir Path folder) throws IOException {
    Bounds b = bounds();
    Stream<Definitions> others =
        Stream.of(
            new Definitions(otherRegister(folder), SHANGHAI, b, HOUR, GAP, 2_000),
            new Definitions(REGISTER, ZoneId.of("UTC"), b, HOUR, GAP, 2_000),
            new Definitions(REGISTER, SHANGHAI, b, HOUR.plusMillis(1), GAP, 2_000),
            new Definitions(REGISTER, SHANGHAI, b, HOUR, GAP.plusMillis(1), 2_000),
            new Definitions(REGISTER, SHANGHAI, b, HOUR, GAP, 2_001),
            bounded(new Bounds(65_535, 1_000_000_000L, 2_500_000, VALUE, SKEW, LATENESS)),
            bounded(new Bounds(65_536, 1_000_000_001L, 2_500_000, VALUE, SKEW, LATENESS)),
            bounded(new Bounds(65_536, 1_000_000_000L, 2_500_001, VALUE, SKEW, LATENESS)),
            bounded(new Bounds(65_536, 1_000_000_000L, 2_500_000, VALUE + 1, SKEW, LATENESS)),
            bounded(
                new Bounds(65_536, 1_000_000_000L, 2_500_000, VALUE, SKEW.plusMillis(1), LATENESS)),
            bounded(
                new Bounds(
                    65_536, 1_000_000_000L, 2_500_000, VALUE, SKEW, LATENESS.plusMillis(1))));

    List<String> fingerprints =
        Stream.concat(Stream.of(DEFINITIONS), others).map(Definitions::fingerprint).toList();

    assertThat(fingerprints).hasSize(12).doesNotHaveDuplicates();
  }

  @Test
  void definitionsTravelToWhereTheyAreUsed() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(DEFINITIONS);
    }
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    Definitions arrived = (Definitions) in.readObject();

    assertThat(arrived.fingerprint()).isEqualTo(DEFINITIONS.fingerprint());
    assertThat(arrived.register().portOrdinal("CNYTN")).isEqualTo(REGISTER.portOrdinal("CNYTN"));
  }

  private static Bounds bounds() {
    return new Bounds(65_536, 1_000_000_000L, 2_500_000, VALUE, SKEW, LATENESS);
  }

  private static Definitions bounded(Bounds bounds) {
    return new Definitions(REGISTER, SHANGHAI, bounds, HOUR, GAP, 2_000);
  }

  private static Register otherRegister(Path folder) throws IOException {
    Path ports =
        Files.writeString(
            folder.resolve("ports.csv"),
            """
            code,name_en,name_zh,kind,province,province_en,province_zh,region,latitude,longitude,\
            code_source,weight,confidence
            CNYTN,Yantian,盐田,SEA,CN-GD,Guangdong,广东省,,22.57,114.28,UNLOCODE,4.5,HIGH
            """);
    Path regions =
        Files.writeString(
            folder.resolve("regions.csv"), "level,code,name_en,name_zh\nNATION,CN,China,中国\n");
    return RegisterReader.read(ports, regions);
  }
}
