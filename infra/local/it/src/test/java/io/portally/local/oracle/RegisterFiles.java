package io.portally.local.oracle;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where the port register lies as data: the ports with their province and region, and the names of
 * regions and nations.
 */
public record RegisterFiles(Path ports, Path regions) {

  /**
   * The register that the product ships, copied out of the class path.
   *
   * @param directory where the copies go; it must exist
   */
  public static RegisterFiles bundled(Path directory) throws IOException {
    return new RegisterFiles(copy("ports.csv", directory), copy("regions.csv", directory));
  }

  private static Path copy(String name, Path directory) throws IOException {
    String resource = "/io/portally/tally/area/" + name;
    try (InputStream in = RegisterFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(
            resource + " is not on the class path: put portally-tally there, or name the files");
      }
      Path copy = directory.resolve(name);
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    }
  }
}
