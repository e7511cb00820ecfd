package io.portally.local.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one child JVM is started.
 *
 * @param name names its log files
 * @param jars the folder of all jars that come first on its class path
 * @param furtherJars that come after them
 * @param jvmOptions options before the main class
 * @param mainClass what it runs
 * @param arguments what it runs it with
 */
record ChildJvm(
    String name,
    Path jars,
    List<Path> furtherJars,
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

  /**
   * The children that write an archive of classes for all that have the same class path: of these
   * they load the most, and are stopped when nobody waits for them.
   */
  private static final Set<String> ARCHIVISTS = Set.of("broker", "jobmanager");

  Process start(DataDirectory data, Path logging) {
    Path logs = data.logs();
    List<String> command = new ArrayList<>(UNDISTURBED);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(words(System.getProperty(FURTHER_OPTIONS, "")));
    command.addAll(sharedClasses(data));
    command.add("-Djava.awt.headless=true");
    command.add("-Dlog4j2.configurationFile=" + logging.toUri());
    command.add("-Dlog.file=" + logs.resolve(name + ".log"));
    command.add("-cp");
    command.add(classPath());
    command.add(mainClass);
    command.addAll(arguments);
    try {
      // Of one that was killed; nobody must take it for this one's.
      Files.deleteIfExists(writtenClasses(data));
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

  /** To be called when it has ended: if it has written its classes, others start with them. */
  void keepClasses(DataDirectory data, int exitCode) {
    Path written = writtenClasses(data);
    if (Files.exists(written)) {
      ClassArchive.of(jars, furtherJars).keep(written, exitCode);
    }
  }

  private List<String> sharedClasses(DataDirectory data) {
    ClassArchive archive = ClassArchive.of(jars, furtherJars);
    if (archive.exists()) {
      return archive.use();
    }
    if (ARCHIVISTS.contains(name)) {
      return ClassArchive.write(writtenClasses(data));
    }
    // One of the beginning of the class path is good as far as it goes.
    ClassArchive ofTheBeginning = ClassArchive.of(jars, List.of());
    return ofTheBeginning.exists() ? ofTheBeginning.use() : List.of();
  }

  private String classPath() {
    return Stream.concat(Stream.of(jars.resolve("*")), furtherJars.stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path writtenClasses(DataDirectory data) {
    return data.root().resolve("run").resolve(name + ".jsa");
  }

  private static List<String> words(String line) {
    return line.isBlank() ? List.of() : List.of(line.strip().split("\\s+", -1));
  }
}
