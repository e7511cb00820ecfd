package io.portally.local.view;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a terminal, in characters.
 *
 * @param rows lines, at least 2
 * @param columns characters in a line, at least 1
 */
public record TerminalSize(int rows, int columns) {

  /** What is assumed where nobody tells. */
  static final TerminalSize UNKNOWN = new TerminalSize(50, 120);

  private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("(\\d+) (\\d+)\\s*");

  /** The size of the terminal that this process belongs to, as it is now. */
  public static TerminalSize current() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  static TerminalSize parse(String answer) {
    Matcher matcher = ROWS_AND_COLUMNS.matcher(answer);
    if (!matcher.matches()) {
      return UNKNOWN;
    }
    TerminalSize size =
        new TerminalSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    return size.rows < 2 || size.columns < 1 ? UNKNOWN : size;
  }
}
