package io.portally.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Bytes that a release has put on the wire, and the JSON that they stand for. They were not made by
 * the code under test.
 *
 * @param release such as {@code v1}
 * @param name such as {@code CargoMovement.discharged-box}
 */
record Golden(String release, String name, String hex, String json) {

  private static final Path ROOT = Path.of("src/test/resources/golden");

  static List<Golden> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(f -> f.toString().endsWith(".hex")).sorted().map(Golden::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Golden named(String name) {
    return all().stream().filter(golden -> golden.name.equals(name)).findFirst().orElseThrow();
  }

  /** A copy of its own each time. */
  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  String recordName() {
    return name.substring(0, name.indexOf('.'));
  }

  SpecificRecord decoded() {
    Decoded decoded = new SingleObjectDecoder().decode(bytes());
    if (decoded instanceof Decoded.Event event) {
      return event.record();
    }
    throw new AssertionError(name + " does not decode: " + decoded);
  }

  private static Golden read(Path hex) {
    String file = hex.getFileName().toString();
    String name = file.substring(0, file.length() - ".hex".length());
    try {
      return new Golden(
          hex.getName(hex.getNameCount() - 2).toString(),
          name,
          Files.readString(hex).strip(),
          Files.readString(hex.resolveSibling(name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return release + "/" + name;
  }
}
