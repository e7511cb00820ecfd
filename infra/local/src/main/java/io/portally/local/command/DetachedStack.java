package io.portally.local.command;

import io.portally.local.stack.DataDirectory;
import io.portally.local.stack.StackAddresses;
import io.portally.local.stack.StackFailure;
import io.portally.local.stack.StackOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the supervisor of a stack in the background: this very command, attached to nothing. */
final class DetachedStack {

  private static final Duration POLL = Duration.ofMillis(100);

  /** Out of reach of the terminal's Ctrl-C and of its hang-up. */
  private static final List<String> UNDISTURBED =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "portally");

  private DetachedStack() {}

  /**
   * Returns when the stack is ready.
   *
   * @throws StackFailure with the supervisor's own sentence and exit code where it did not start
   */
  static Map<String, String> start(StackOptions options) {
    DataDirectory data = DataDirectory.at(options.data());
    Path output = temporaryFile();
    try {
      Process supervisor =
          new ProcessBuilder(command(options))
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output.toFile())
              .start();
      while (!isReady(data, supervisor)) {
        if (supervisor.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          throw StackFailure.withExitCode(supervisor.exitValue(), lastLine(output));
        }
      }
      return StackAddresses.read(data.stackEnv());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StackFailure.unreachable(
          "The wait was interrupted; the stack goes on starting. ./portally down stops it.", e);
    }
  }

  private static boolean isReady(DataDirectory data, Process supervisor) {
    return Files.exists(data.stackEnv())
        && data.supervisor().filter(owner -> owner.pid() == supervisor.pid()).isPresent();
  }

  private static List<String> command(StackOptions options) {
    List<String> command = new ArrayList<>(UNDISTURBED);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.portally.local.Portally");
    command.addAll(List.of("up", "--data", options.data().toString()));
    command.addAll(List.of("--kafka-port", Integer.toString(options.kafkaPort())));
    command.addAll(List.of("--postgres-port", Integer.toString(options.postgresPort())));
    command.addAll(List.of("--flink-port", Integer.toString(options.flinkPort())));
    return command;
  }

  /** Not in the data directory, which another supervisor may own and write to. */
  private static Path temporaryFile() {
    try {
      Path file = Files.createTempFile("portally-up-", ".out");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String lastLine(Path output) throws IOException {
    return Files.readAllLines(output).stream()
        .filter(line -> !line.isBlank())
        .reduce((earlier, later) -> later)
        .orElse("The stack did not start, and said nothing.");
  }
}
