package io.portally.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private static final TerminalSize WIDE = new TerminalSize(24, 80);

  private final StringWriter terminal = new StringWriter();

  @Test
  void redrawsInPlaceAndGivesTheCursorBack() {
    try (Screen screen = new Screen(new PrintWriter(terminal))) {
      screen.draw(List.of("one", "two", "three"), WIDE);
      screen.draw(List.of("four"), WIDE);
    }
    assertThat(terminal.toString())
        .isEqualTo(
            "\u001b[?25l"
                + "one\u001b[K\ntwo\u001b[K\nthree\u001b[K\n\u001b[J"
                + "\u001b[3Ffour\u001b[K\n\u001b[J"
                + "\u001b[?25h");
  }

  @Test
  void cutsWhatDoesNotFit() {
    try (Screen screen = new Screen(new PrintWriter(terminal))) {
      screen.draw(List.of("abcdef", "second", "third"), new TerminalSize(3, 4));
    }
    assertThat(terminal.toString()).contains("abcd\u001b[K\nseco\u001b[K\n\u001b[J");
  }
}
