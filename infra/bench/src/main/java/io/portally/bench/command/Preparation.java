package io.portally.bench.command;

import io.portally.local.stack.StackFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is done before each run. */
final class Preparation {

  private static final int REFUSED = 1;

  @Option(
      names = "--prepare",
      paramLabel = "COMMAND",
      description =
          "A command for the shell before each run, such as one that waits until the machine is quiet.")
  private @Nullable String command;

  /**
   * Returns when it is done; at once where nothing was ordered.
   *
   * @throws StackFailure where it fails
   */
  void run() {
    if (command == null) {
      return;
    }
    try {
      int code = new ProcessBuilder("/bin/sh", "-c", command).inheritIO().start().waitFor();
      if (code != 0) {
        throw StackFailure.withExitCode(
            REFUSED, "The command of --prepare ended with %d: %s".formatted(code, command));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StackFailure.withExitCode(REFUSED, "Interrupted while preparing a run.");
    }
  }
}
