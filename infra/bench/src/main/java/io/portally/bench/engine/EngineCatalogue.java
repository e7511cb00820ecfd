package io.portally.bench.engine;

import io.portally.local.stack.Installation;
import io.portally.local.stack.StackFailure;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The engines that there are: the jobs of this project, and whatever has an {@code
 * engine.properties} in a folder of its own below {@code infra/bench}.
 *
 * @param byLetter in the order of the letters
 */
public record EngineCatalogue(Map<String, Engine> byLetter) {

  /** The job that all others are compared with. */
  public static final String MAIN_JOB = "c";

  /** Those that read both topics and know what a journey is: the jobs of this project. */
  private static final List<String> OF_JOURNEYS = List.of("b", MAIN_JOB);

  private static final String DESCRIPTION = "engine.properties";

  /** Looks for the engines around this build. */
  public static EngineCatalogue find() {
    Installation installation = Installation.find();
    Map<String, Engine> engines = new TreeMap<>();
    List<Path> jobs = List.of(installation.jobsJar());
    Path yaml = installation.root().resolve("jobs/flink/src/main/resources/portally.yaml");
    engines.put(
        "b",
        new FlinkEngine(
            "b",
            "Flink, source alone",
            false,
            jobs,
            "io.portally.flink.job.SourceOnlyJob",
            List.of("--bounded"),
            List.of(yaml)));
    engines.put(
        MAIN_JOB,
        new FlinkEngine(
            MAIN_JOB,
            "PortMetricsJob",
            true,
            jobs,
            "io.portally.flink.job.PortMetricsJob",
            List.of("--bounded"),
            List.of(yaml)));
    for (Path description : descriptions(installation.root().resolve("infra/bench"))) {
      Engine engine = read(description);
      engines.put(engine.letter(), engine);
    }
    return new EngineCatalogue(engines);
  }

  /** The job that all others are compared with. */
  public FlinkEngine mainJob() {
    return (FlinkEngine) of(MAIN_JOB);
  }

  /** The job of slow clearances, which goes on until it is ended, and has no peers yet. */
  public static FlinkEngine slowClearance() {
    Installation installation = Installation.find();
    return new FlinkEngine(
        "slow-clearance",
        "SlowClearanceJob",
        false,
        List.of(installation.jobsJar()),
        "io.portally.flink.job.SlowClearanceJob",
        List.of(),
        List.of(installation.root().resolve("jobs/flink/src/main/resources/portally.yaml")));
  }

  /**
   * The engines of those letters.
   *
   * @throws StackFailure naming a letter that no engine has
   */
  public List<Engine> of(Collection<String> letters) {
    return letters.stream().map(this::of).toList();
  }

  /** The letters of all engines. */
  public List<String> letters() {
    return List.copyOf(byLetter.keySet());
  }

  /** The engines that can read both topics; the others know cargo movements alone. */
  public EngineCatalogue ofJourneys() {
    return new EngineCatalogue(
        OF_JOURNEYS.stream()
            .collect(Collectors.toMap(letter -> letter, this::of, (a, b) -> a, TreeMap::new)));
  }

  /** The engine of that letter. */
  public Engine of(String letter) {
    Engine engine = byLetter.get(letter);
    if (engine == null) {
      throw StackFailure.configuration(
          "There is no engine '%s'; the engines are: %s."
              .formatted(
                  letter,
                  byLetter.values().stream()
                      .map(e -> e.letter() + " (" + e.name() + ")")
                      .collect(Collectors.joining(", "))));
    }
    return engine;
  }

  private static List<Path> descriptions(Path bench) {
    try (Stream<Path> files = Files.find(bench, 3, (file, a) -> isDescription(bench, file))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isDescription(Path bench, Path file) {
    return file.endsWith(DESCRIPTION) && !bench.relativize(file).toString().contains("target");
  }

  /** Paths in a description are relative to its folder. */
  static Engine read(Path description) {
    Properties keys = new Properties();
    try (Reader in = Files.newBufferedReader(description)) {
      keys.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path folder = description.resolveSibling("");
    UnaryOperator<String> required = key -> required(description, keys, key);
    List<Path> configuration = new ArrayList<>(List.of(description));
    configuration.addAll(paths(folder, keys.getProperty("configuration", "")));
    String kind = required.apply("kind");
    return switch (kind) {
      case "java" ->
          new JavaEngine(
              required.apply("letter"),
              required.apply("name"),
              Arrays.stream(required.apply("class-path").split(":", -1))
                  .map(entry -> folder.resolve(entry).toString())
                  .collect(Collectors.joining(":")),
              required.apply("main"),
              words(keys.getProperty("jvm-options", "")),
              configuration);
      case "flink" ->
          new FlinkEngine(
              required.apply("letter"),
              required.apply("name"),
              true,
              paths(folder, required.apply("jars")),
              required.apply("main"),
              words(keys.getProperty("arguments", "")),
              configuration);
      default ->
          throw StackFailure.configuration(
              "%s has the kind '%s'; write java or flink.".formatted(description, kind));
    };
  }

  private static String required(Path description, Properties keys, String key) {
    String value = keys.getProperty(key);
    if (value == null) {
      throw StackFailure.configuration("%s lacks the key %s.".formatted(description, key));
    }
    return value;
  }

  private static List<Path> paths(Path folder, String names) {
    return Stream.of(names.split(":", -1))
        .filter(name -> !name.isBlank())
        .map(folder::resolve)
        .toList();
  }

  private static List<String> words(String line) {
    return Stream.of(line.split(" ", -1)).filter(word -> !word.isBlank()).toList();
  }
}
