package io.portally.local.job;

import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The commands in this process, but on the class path that the build packages. The tests' own has
 * the jobs' classes too, and Flink looks there before it looks into a job's jar. Where a stack's
 * cluster has the jobs on its own class path, so have the commands that submit to it: the second
 * job finds its classes loaded.
 */
final class PackagedCommands {

  private static final ClassLoader PACKAGED = loader("packaged");
  private static final ClassLoader WITH_JOBS =
      loader("packaged with jobs", Installation.find().jobsJar());

  private PackagedCommands() {}

  /** How a command ended, and what it said. */
  record Ended(int exitCode, String out, String err) {}

  /** Runs {@code portally} with the arguments until it returns. */
  static Ended run(List<String> arguments) {
    return run(PACKAGED, arguments);
  }

  /** The same, for what has to do with jobs on that stack. */
  static Ended run(EmbeddedStack stack, List<String> arguments) {
    return run(stack.jobsAreLoadedOnce() ? WITH_JOBS : PACKAGED, arguments);
  }

  private static Ended run(ClassLoader classes, List<String> arguments) {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(classes);
    try {
      return call(classes, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static Ended call(ClassLoader classes, List<String> arguments)
      throws ReflectiveOperationException {
    Object commands =
        classes.loadClass("io.portally.local.Portally").getMethod("commandLine").invoke(null);
    Class<?> commandLine = commands.getClass();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    commandLine.getMethod("setOut", PrintWriter.class).invoke(commands, new PrintWriter(out, true));
    commandLine.getMethod("setErr", PrintWriter.class).invoke(commands, new PrintWriter(err, true));
    Object exitCode =
        commandLine
            .getMethod("execute", String[].class)
            .invoke(commands, (Object) arguments.toArray(String[]::new));
    return new Ended((int) exitCode, out.toString(), err.toString());
  }

  private static ClassLoader loader(String name, Path... more) {
    Path target = Installation.find().root().resolve("infra/local/target");
    try (Stream<Path> lib = Files.list(target.resolve("lib"))) {
      URL[] jars =
          Stream.of(Stream.of(target.resolve("portally-local.jar")), lib, Stream.of(more))
              .flatMap(paths -> paths)
              .map(PackagedCommands::url)
              .toArray(URL[]::new);
      return new URLClassLoader(name, jars, ClassLoader.getPlatformClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
