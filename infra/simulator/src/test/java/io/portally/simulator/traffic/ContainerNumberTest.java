package io.portally.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerNumberTest {

  /** Numbers of real boxes; the last has remainder 10, which is written 0. */
  @ParameterizedTest
  @ValueSource(strings = {"CSQU3054383", "MSKU6011672", "TGHU7599330", "HLXU2008419"})
  void theCheckDigitIsThatOfTheStandard(String number) {
    assertThat(ContainerNumber.checkDigit(number.toCharArray())).isEqualTo(number.charAt(10) - '0');
  }

  @Test
  void everyNumberEndsInItsCheckDigit() {
    for (long bits = -500; bits < 500; bits++) {
      String number = ContainerNumber.of(bits * 0x9E3779B97F4A7C15L);
      assertThat(number).matches("[A-Z]{3}U[0-9]{7}");
      assertThat(number.charAt(10) - '0')
          .isEqualTo(ContainerNumber.checkDigit(number.toCharArray()));
    }
  }
}
