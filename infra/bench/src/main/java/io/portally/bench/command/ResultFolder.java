package io.portally.bench.command;

import io.portally.bench.engine.BenchStack;
import io.portally.bench.engine.Engine;
import io.portally.local.stack.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;

/** The folder that a benchmark leaves its results in. */
final class ResultFolder {

  private static final DateTimeFormatter IN_A_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ResultFolder() {}

  /** One that is named after the benchmark and the instant. */
  static Path in(Path bench, String benchmark, Instant at) {
    return bench.resolve(benchmark + "-" + IN_A_NAME.format(at));
  }

  /**
   * Copies what the engines are configured with, each into a folder of its letter.
   *
   * @throws StackFailure where the folder cannot be written, or has such copies already
   */
  static void keepConfigurations(BenchStack stack, Path folder, Collection<? extends Engine> all) {
    try {
      for (Engine engine : all) {
        Path own = folder.resolve("configuration").resolve(engine.letter());
        Files.createDirectories(own);
        engine.keepConfiguration(stack, own);
      }
    } catch (IOException e) {
      throw StackFailure.configuration(
          "The results cannot be written to %s (%s); name another folder with --out, one that is empty."
              .formatted(folder, e),
          e);
    }
  }
}
