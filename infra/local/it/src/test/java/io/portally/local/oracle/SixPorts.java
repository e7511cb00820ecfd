package io.portally.local.oracle;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A register small enough to add up by hand, and an oracle that stands on it. */
final class SixPorts {

  private SixPorts() {}

  static RegisterFiles register() {
    return new RegisterFiles(resource("six-ports.csv"), resource("six-ports-regions.csv"));
  }

  static Oracle judge(OracleSettings settings, List<Line> movements, List<Line> clearances)
      throws Exception {
    return Oracle.judge(
        settings,
        register(),
        movements.stream().map(Line::json).toList(),
        clearances.stream().map(Line::json).toList());
  }

  /** Judges lines of both topics, published one after the other as they are dated. */
  static Oracle judge(OracleSettings settings, Line... lines) throws Exception {
    return judge(settings, having("movement", lines), having("stage", lines));
  }

  private static List<Line> having(String field, Line... lines) {
    return Stream.of(lines)
        .filter(line -> line.fields().containsKey(field))
        .sorted(Comparator.comparing(Line::recordTime))
        .toList();
  }

  private static Path resource(String name) {
    URL url = Objects.requireNonNull(SixPorts.class.getResource(name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
