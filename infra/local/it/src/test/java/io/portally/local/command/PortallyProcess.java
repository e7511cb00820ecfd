package io.portally.local.command;

import io.portally.local.stack.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command as a person runs it: a process of its own, on what the build has packaged. */
final class PortallyProcess {

  private static final String SHORT_LIFE = "portally.child-jvm-options";

  private final Process process;
  private final Path output;

  private PortallyProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static PortallyProcess start(Path output, String... arguments) throws IOException {
    Path target = Installation.find().root().resolve("infra/local/target");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(optionsOfShortLife());
    command.addAll(
        List.of(
            "@" + target.resolve("classes/io/portally/local/jvm.options"),
            "-cp",
            target.resolve("portally-local.jar") + ":" + target.resolve("lib") + "/*",
            "io.portally.local.Portally"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new PortallyProcess(process, output);
  }

  /** What this JVM was started with for those that live as shortly, and for what they start. */
  private static List<String> optionsOfShortLife() {
    String options = System.getProperty(SHORT_LIFE);
    if (options == null) {
      return List.of();
    }
    List<String> all = new ArrayList<>(List.of(options.split(" ", -1)));
    all.add("-D%s=%s".formatted(SHORT_LIFE, options));
    return all;
  }

  /** The exit code, once it has ended. */
  int await(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + atMost + ": " + output());
    }
    return process.exitValue();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** All that it has said so far. */
  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
