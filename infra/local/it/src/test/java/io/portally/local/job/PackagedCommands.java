package io.portally.local.job;

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
 * the jobs' classes too, and Flink looks there before it looks into a job's jar.
 */
final class PackagedCommands {

  private static final ClassLoader CLASSES = classes();

  private PackagedCommands() {}

  /** How a command ended, and what it said. */
  record Ended(int exitCode, String out, String err) {}

  /** Runs {@code portally} with the arguments until it returns. */
  static Ended run(List<String> arguments) {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(CLASSES);
    try {
      return call(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static Ended call(List<String> arguments) throws ReflectiveOperationException {
    Object commands =
        CLASSES.loadClass("io.portally.local.Portally").getMethod("commandLine").invoke(null);
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

  private static ClassLoader classes() {
    Path target = Installation.find().root().resolve("infra/local/target");
    try (Stream<Path> lib = Files.list(target.resolve("lib"))) {
      URL[] jars =
          Stream.concat(Stream.of(target.resolve("portally-local.jar")), lib)
              .map(PackagedCommands::url)
              .toArray(URL[]::new);
      return new URLClassLoader("packaged", jars, ClassLoader.getPlatformClassLoader());
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
