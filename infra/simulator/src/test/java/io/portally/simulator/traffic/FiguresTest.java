package io.portally.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static final Path SOURCE =
      Path.of("src/main/java/io/portally/simulator/traffic/Figures.java");

  /** A mark of where a figure comes from. */
  private static final Pattern MARK =
      Pattern.compile(
          "assumed|measured|as reported|source|scio|china\\.org|business-standard|bzlm|shine\\.cn"
              + "|press|nomenclature|operator",
          Pattern.CASE_INSENSITIVE);

  @Test
  void everyFigureSaysWhereItComesFrom() throws IOException {
    List<String> lines = Files.readAllLines(SOURCE);

    assertThat(lines).anyMatch(FiguresTest::isFigure);
    for (int i = 0; i < lines.size(); i++) {
      if (isFigure(lines.get(i))) {
        assertThat(told(lines, i)).as(lines.get(i)).containsPattern(MARK);
      }
    }
  }

  private static boolean isFigure(String line) {
    return line.startsWith("  static final ") || line.startsWith("  private static final ");
  }

  /** The comment above a figure, and what stands beside it. */
  private static String told(List<String> lines, int at) {
    StringBuilder told = new StringBuilder();
    int end = at;
    while (!lines.get(end).endsWith(";") && !lines.get(end).contains("; //")) {
      end++;
    }
    told.append(lines.get(end));
    for (int i = at - 1; lines.get(i).strip().startsWith("*") || isComment(lines.get(i)); i--) {
      told.append(lines.get(i));
    }
    return told.toString();
  }

  private static boolean isComment(String line) {
    return line.strip().startsWith("/**") || line.strip().startsWith("//");
  }
}
