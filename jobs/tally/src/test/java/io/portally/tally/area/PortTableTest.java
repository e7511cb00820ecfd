package io.portally.tally.area;

import static io.portally.tally.Samples.REGISTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.schemas.CargoMovementCursor;
import io.portally.schemas.CursorReader;
import io.portally.schemas.Text;
import io.portally.tally.Samples;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortTableTest {

  @Test
  void everyPortIsFoundByItsCode() {
    for (int ordinal = 0; ordinal < REGISTER.ports().size(); ordinal++) {
      String code = REGISTER.ports().get(ordinal).code();
      assertThat(REGISTER.portOrdinal(code)).as(code).isEqualTo(ordinal);
      assertThat(REGISTER.portOrdinal(text(code))).as(code).isEqualTo(ordinal);
    }
  }

  @Test
  void noOtherCodeIsFound() {
    Set<String> known = new HashSet<>(REGISTER.ports().stream().map(Port::code).toList());
    PortTable table = new PortTable(REGISTER.ports());
    int others = 0;
    for (int i = 0; i < 26 * 26 * 26; i++) {
      String code =
          "CN" + (char) ('A' + i / 676) + (char) ('A' + i / 26 % 26) + (char) ('A' + i % 26);
      if (!known.contains(code)) {
        others++;
        assertThat(table.ordinal(Text.packed(code))).as(code).isEqualTo(-1);
      }
    }
    assertThat(others).isGreaterThan(17_000);
  }

  @Test
  void whatOnlyLooksLikeACodeIsNotFound() {
    for (String code :
        List.of("", "CNYT", "CNYTN\0", "CNYTN\0\0", "\0CNYTN", "CNYTNX", "港港港港港", "CNYTé")) {
      assertThat(REGISTER.portOrdinal(code)).as(code).isEqualTo(-1);
      assertThat(REGISTER.portOrdinal(text(code))).as(code).isEqualTo(-1);
    }
  }

  @Test
  void aTableWithoutPortsFindsNone() {
    assertThat(new PortTable(List.of()).ordinal(Text.packed("CNYTN"))).isEqualTo(-1);
    assertThat(new PortTable(List.of()).ordinal(0)).isEqualTo(-1);
  }

  private static Text text(String code) {
    var movement = Samples.movement(m -> m.setPort(code));
    return ((CargoMovementCursor) CursorReader.over(movement)).port();
  }
}
