package io.portally.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Heartbeat;
import io.portally.events.SlaRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorSourceTest {

  private static final Path CHECKED_IN = Path.of("src/main/java/io/portally/schemas");
  private static final Path WRITTEN = Path.of("target/cursors");

  @ParameterizedTest
  @ValueSource(classes = {CargoMovement.class, ClearanceEvent.class, Heartbeat.class})
  void theCursorIsWhatTheSchemaGives(Class<? extends SpecificRecord> type) throws IOException {
    String file = type.getSimpleName() + "Cursor.java";
    Files.createDirectories(WRITTEN);
    Path written = Files.writeString(WRITTEN.resolve(file), CursorSource.of(Schemas.current(type)));

    assertThat(Files.readString(CHECKED_IN.resolve(file)))
        .as(
            "%s no longer fits its schema: copy %s over it and format",
            CHECKED_IN.resolve(file), written)
        .isEqualToIgnoringWhitespace(Files.readString(written));
  }

  @Test
  void aTypeThatNoCursorReadsIsRefused() {
    assertThatThrownBy(() -> CursorSource.of(Schemas.current(SlaRule.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no cursor reads areaLevel");
  }
}
