package io.portally.local.view;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Where figures are shown. */
public interface Display extends AutoCloseable {

  /** How long a look lasts. */
  Duration pause();

  void show(Figures figures);

  @Override
  void close();

  /**
   * A terminal, redrawn in place.
   *
   * @param addresses lines that stand below the figures
   */
  static Display terminal(PrintWriter out, List<String> addresses) {
    Screen screen = new Screen(out);
    return new Display() {
      @Override
      public Duration pause() {
        return Duration.ofSeconds(1);
      }

      @Override
      public void show(Figures figures) {
        screen.draw(TerminalView.lines(figures, addresses), TerminalSize.current());
      }

      @Override
      public void close() {
        screen.close();
      }
    };
  }

  /**
   * A pipe, which takes a line each few seconds.
   *
   * @param addresses lines that come first
   */
  static Display pipe(PrintWriter out, List<String> addresses) {
    addresses.forEach(out::println);
    out.flush();
    return new Display() {
      @Override
      public Duration pause() {
        return Duration.ofSeconds(5);
      }

      @Override
      public void show(Figures figures) {
        out.println(LineView.line(figures));
        out.flush();
      }

      @Override
      public void close() {
        out.flush();
      }
    };
  }
}
