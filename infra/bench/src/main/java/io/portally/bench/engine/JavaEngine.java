package io.portally.bench.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A program of its own, which is given a file of settings, prints {@code progress <records>} while
 * it works and {@code done <records>} when all rows are committed.
 *
 * @param classPath its class path, wildcards allowed
 * @param options of its JVM, beside those that all engines get
 * @param configuration files that tell how it is configured
 */
public record JavaEngine(
    String letter,
    String name,
    String classPath,
    String mainClass,
    List<String> options,
    List<Path> configuration)
    implements Engine {

  @Override
  public boolean writesRows() {
    return true;
  }

  @Override
  public boolean bringsNoJar() {
    return true;
  }

  @Override
  public Run start(BenchStack bench, Assignment assignment) {
    bench.doWithoutFlink(assignment.lane());
    Path work = assignment.workDirectory();
    Path settings = work.resolve("engine.properties");
    write(settings, bench, assignment);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(assignment.resources().workerOptions());
    command.addAll(options);
    command.addAll(List.of("-Djava.awt.headless=true", "-cp", classPath, mainClass));
    command.add(settings.toString());
    return JavaRun.start(name, command, work);
  }

  private static void write(Path file, BenchStack bench, Assignment assignment) {
    Map<String, String> keys = assignment.keys(bench.stack());
    keys.put("bench.parallelism", Integer.toString(assignment.resources().parallelism()));
    keys.put("bench.work-dir", assignment.workDirectory().toString());
    Properties properties = new Properties();
    properties.putAll(keys);
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, "What this run is to do");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void keepConfiguration(BenchStack bench, Path into) throws IOException {
    for (Path file : configuration) {
      Files.copy(file, into.resolve(file.getFileName().toString()));
    }
  }
}
