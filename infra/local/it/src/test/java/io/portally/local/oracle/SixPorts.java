package io.portally.local.oracle;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

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

  private static Path resource(String name) {
    URL url = Objects.requireNonNull(SixPorts.class.getResource(name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
