package io.portally.local.command;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** The options that hold for every command; the command at the root has them. */
public interface GlobalOptions {

  /** The data directory, absolute. */
  Path data();

  /** Whether stack traces are shown. */
  boolean verbose();

  static GlobalOptions of(CommandSpec command) {
    return (GlobalOptions) command.root().userObject();
  }
}
