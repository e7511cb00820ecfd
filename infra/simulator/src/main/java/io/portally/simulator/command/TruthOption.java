package io.portally.simulator.command;

import io.portally.simulator.truth.Truth;
import io.portally.simulator.truth.TruthLines;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where to write what truly happened, if anywhere. */
public final class TruthOption {
  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = {
        "Write how long every leg truly took in the end, and what incidents added to it, for",
        "./portally simulate score. All of it is kept in memory until then"
      })
  private @Nullable Path file;

  boolean isWanted() {
    return file != null;
  }

  /**
   * Writes it, if it is wanted.
   *
   * @throws CommandFailure if the file cannot be written
   */
  void write(Truth truth) {
    if (file == null) {
      return;
    }
    try {
      TruthLines.write(truth, file);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "cannot write to %s: %s; name a file in a directory that is writable and has space"
              .formatted(file, e),
          e);
    }
  }
}
