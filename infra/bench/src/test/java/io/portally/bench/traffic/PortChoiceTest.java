package io.portally.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortChoiceTest {

  private final PortChoice ports = PortChoice.of(List.of("A", "B", "C"), 1, 2, 1);

  @Test
  void aPortHasTheShareOfItsWeight() {
    assertThat(code(ports, 0)).isEqualTo("A");
    assertThat(code(ports, 0.2499)).isEqualTo("A");
    assertThat(code(ports, 0.25)).isEqualTo("B");
    assertThat(code(ports, 0.7499)).isEqualTo("B");
    assertThat(code(ports, 0.75)).isEqualTo("C");
    assertThat(code(ports, Math.nextDown(1.0))).isEqualTo("C");
  }

  @Test
  void whatTheBusiestDoesNotTakeIsSharedAsBefore() {
    PortChoice skewed = ports.withShareOfTheBusiest(0.5);

    assertThat(code(skewed, 0.4999)).isEqualTo("B");
    assertThat(code(skewed, 0.5)).isEqualTo("A");
    assertThat(code(skewed, 0.626)).isEqualTo("B");
    assertThat(code(skewed, 0.9)).isEqualTo("C");
  }

  @Test
  void theLastPortsNeighbourIsTheFirst() {
    assertThat(ports.code(ports.neighbourOf(2))).isEqualTo("A");
  }

  private static String code(PortChoice ports, double unit) {
    return ports.code(ports.at(unit));
  }
}
