package io.portally.bench.peer;

import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.Installation;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java program that has run to its end in a process of its own, on what the build has packaged.
 *
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
record Program(int exitCode, String out, String err) {

  private static final Path ROOT = Installation.find().root();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** {@code portally} with the arguments. */
  static Program portally(Path logs, String... arguments) throws IOException, InterruptedException {
    Path target = ROOT.resolve("infra/local/target");
    String classPath = target.resolve("portally-local.jar") + ":" + target.resolve("lib") + "/*";
    return run(logs, List.of("-cp", classPath, "io.portally.local.Portally"), Map.of(), arguments);
  }

  /** A peer as its {@code engine.properties} says, which the benchmark follows too. */
  static Program peer(Path logs, String folder, Path settings)
      throws IOException, InterruptedException {
    Properties engine = engine(folder);
    List<String> java = new ArrayList<>();
    String options = engine.getProperty("jvm-options", "");
    Stream.of(options.split(" ", -1)).filter(word -> !word.isBlank()).forEach(java::add);
    String classPath =
        Arrays.stream(engine.getProperty("class-path").split(":", -1))
            .map(entry -> folder(folder).resolve(entry).toString())
            .collect(Collectors.joining(":"));
    java.addAll(List.of("-cp", classPath, engine.getProperty("main")));
    return run(logs, java, Map.of(), settings.toString());
  }

  /** A peer's Flink job, by Flink's own command line, to its end. */
  static Program job(Path logs, String folder, EmbeddedStack stack, Map<String, String> keys)
      throws IOException, InterruptedException {
    Properties engine = engine(folder);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "-m", stack.flinkRestUrl().getAuthority()));
    arguments.addAll(List.of("-c", engine.getProperty("main")));
    arguments.add(folder(folder).resolve(engine.getProperty("jars")).toString());
    keys.forEach((key, value) -> arguments.addAll(List.of("-D", key + "=" + value)));
    return run(
        logs,
        List.of(
            "-cp",
            Installation.find().clusterJars().resolve("*").toString(),
            "org.apache.flink.client.cli.CliFrontend"),
        Map.of("FLINK_CONF_DIR", stack.data().resolve("flink/conf").toString()),
        arguments.toArray(String[]::new));
  }

  private static Path folder(String name) {
    return ROOT.resolve("infra/bench/peers").resolve(name);
  }

  private static Properties engine(String folder) throws IOException {
    Properties engine = new Properties();
    try (Reader in = Files.newBufferedReader(folder(folder).resolve("engine.properties"))) {
      engine.load(in);
    }
    return engine;
  }

  private static Program run(
      Path logs, List<String> java, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(logs, "out", ".log");
    Path err = Files.createTempFile(logs, "err", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + ROOT.resolve("infra/local/target/classes/io/portally/local/jvm.options"));
    command.add("-Xmx1g");
    String further = System.getProperty("portally.child-jvm-options", "");
    Stream.of(further.split(" ", -1)).filter(word -> !word.isBlank()).forEach(command::add);
    command.addAll(java);
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(
          "still running after %s: %s%n%s"
              .formatted(PATIENCE, Files.readString(out), Files.readString(err)));
    }
    return new Program(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
