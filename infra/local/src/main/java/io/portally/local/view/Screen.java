package io.portally.local.view;

import java.io.PrintWriter;
import java.util.List;

/** A part of a terminal that is redrawn in place; the cursor comes back when it is closed. */
public final class Screen implements AutoCloseable {

  private static final String ESCAPE = "\u001b[";
  private static final String HIDE_CURSOR = ESCAPE + "?25l";
  private static final String SHOW_CURSOR = ESCAPE + "?25h";
  private static final String CLEAR_REST_OF_LINE = ESCAPE + "K";
  private static final String CLEAR_BELOW = ESCAPE + "J";

  private final PrintWriter out;
  private int drawn;

  public Screen(PrintWriter out) {
    this.out = out;
    out.print(HIDE_CURSOR);
    out.flush();
  }

  /** Replaces what was drawn before; lines that do not fit the terminal are cut. */
  public void draw(List<String> lines, TerminalSize size) {
    List<String> fitting = lines.subList(0, Math.min(lines.size(), size.rows() - 1));
    StringBuilder frame = new StringBuilder();
    if (drawn > 0) {
      frame.append(ESCAPE).append(drawn).append('F');
    }
    for (String line : fitting) {
      frame.append(line, 0, Math.min(line.length(), size.columns()));
      frame.append(CLEAR_REST_OF_LINE).append('\n');
    }
    frame.append(CLEAR_BELOW);
    out.print(frame);
    out.flush();
    drawn = fitting.size();
  }

  @Override
  public void close() {
    out.print(SHOW_CURSOR);
    out.flush();
  }
}
