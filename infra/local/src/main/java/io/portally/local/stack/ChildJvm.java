package io.portally.local.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How one child JVM is started.
 *
 * @param name names its log files
 * @param classPath its class path, wildcards allowed
 * @param jvmOptions options before the main class
 * @param mainClass what it runs
 * @param arguments what it runs it with
 */
record ChildJvm(
    String name,
    String classPath,
    List<String> jvmOptions,
    String mainClass,
    List<String> arguments) {

  /**
   * Ctrl-C in a terminal reaches every process of the group at once. A child ignores it and the
   * hang-up of the terminal, so that the supervisor can stop them in order.
   */
  private static final List<String> UNDISTURBED =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "portally");

  /**
   * The system property that names further options for all children, such as those of a JVM that
   * will not live for long.
   */
  private static final String FURTHER_OPTIONS = "portally.child-jvm-options";

  private static final File NULL_DEVICE = new File("/dev/null");

  Process start(DataDirectory data, Path logging) {
    Path logs = data.logs();
    List<String> command = new ArrayList<>(UNDISTURBED);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(words(System.getProperty(FURTHER_OPTIONS, "")));
    command.add("-Djava.awt.headless=true");
    command.add("-Dlog4j2.configurationFile=" + logging.toUri());
    command.add("-Dlog.file=" + logs.resolve(name + ".log"));
    command.add("-cp");
    command.add(classPath);
    command.add(mainClass);
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command)
          .directory(data.root().toFile())
          .redirectErrorStream(true)
          .redirectOutput(logs.resolve(name + ".out").toFile())
          .redirectInput(ProcessBuilder.Redirect.from(NULL_DEVICE))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> words(String line) {
    return line.isBlank() ? List.of() : List.of(line.strip().split("\\s+", -1));
  }
}
