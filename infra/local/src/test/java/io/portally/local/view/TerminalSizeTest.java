package io.portally.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSizeTest {

  @Test
  void isWhatSttyAnswers() {
    assertThat(TerminalSize.parse("24 80\n")).isEqualTo(new TerminalSize(24, 80));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "stty: /dev/tty: No such device", "0 0\n", "1 80\n"})
  void isAssumedWhereSttyDoesNotKnow(String answer) {
    assertThat(TerminalSize.parse(answer)).isEqualTo(TerminalSize.UNKNOWN);
  }
}
