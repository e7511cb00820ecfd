package io.portally.tally.journey;

import static io.portally.tally.Samples.DEFINITIONS;
import static io.portally.tally.Samples.HAPPENED;
import static io.portally.tally.Samples.clearance;
import static io.portally.tally.Samples.movement;
import static io.portally.tally.Samples.remembered;
import static io.portally.tally.Samples.rememberedClearance;
import static io.portally.tally.fate.EventTopic.CARGO_MOVEMENTS;
import static io.portally.tally.fate.EventTopic.CLEARANCE_EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.events.Heartbeat;
import io.portally.schemas.CargoMovementCursor;
import io.portally.schemas.CursorReader;
import io.portally.schemas.SingleObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

  private final RecordReader reader = DEFINITIONS.recordReader();

  @Test
  void whatIsReadAgainIsWhatIsRemembered() {
    byte[] movement = SingleObject.encode(movement(m -> m.setEquipmentId(null)));
    byte[] clearance = SingleObject.encode(clearance(c -> c.setAeoCountry("SG")));

    assertThat(reader.read(CARGO_MOVEMENTS, movement))
        .isEqualTo(remembered(m -> m.setEquipmentId(null)));
    assertThat(reader.read(CLEARANCE_EVENTS, clearance))
        .isEqualTo(rememberedClearance(c -> c.setAeoCountry("SG")));
  }

  @Test
  void whatNoJudgeHasLetPassIsNotRead() {
    byte[] heartbeat = SingleObject.encode(new Heartbeat(HAPPENED));
    byte[] elsewhere = SingleObject.encode(movement(m -> {}));

    assertThatThrownBy(() -> reader.read(CARGO_MOVEMENTS, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no event of cargo-movements");
    assertThatThrownBy(() -> reader.read(CARGO_MOVEMENTS, heartbeat))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader.read(CLEARANCE_EVENTS, elsewhere))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theKeyOfAConsignmentIsTheSameFromItsBytes() {
    for (String id : List.of("6CN-1", "箱-1", "\uD83D\uDEA2", " ", "x".repeat(64))) {
      var movement = movement(m -> m.setConsignmentId(id));
      var cursor = (CargoMovementCursor) CursorReader.over(movement);
      assertThat(ConsignmentKey.of(cursor.consignmentId())).isEqualTo(ConsignmentKey.of(id));
    }
  }
}
