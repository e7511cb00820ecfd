package io.portally.local.command;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** The options that stand at the root and hold for every command. */
final class GlobalOptions {

  private GlobalOptions() {}

  /** The data directory, absolute. */
  static Path data(CommandSpec command) {
    Path data = command.root().findOption("--data").getValue();
    return data.toAbsolutePath().normalize();
  }
}
