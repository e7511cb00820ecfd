package io.portally.local.stack;

import java.nio.file.Path;

/** A port for a server that a test starts, where no stack takes it. */
public final class FreePort {

  private FreePort() {}

  /** A free port; nobody else is given it within the next minute. */
  public static int in(Path directory) {
    try (Ports ports = new Ports(directory.resolve("ports.properties"))) {
      return ports.free("server");
    }
  }
}
