package io.portally.flink.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.YamlParserUtils;

/**
 * A job's command line: {@code [--bounded] [--config FILE] [-D key=value]…}.
 *
 * @param file the keys of the configuration file; where none is named, of the one that comes with
 *     the job
 * @param dynamic the keys of the command line, which win over all others
 */
record JobArguments(Configuration file, Configuration dynamic) {

  /** The annotated file that comes with the job, on the class path. */
  static final String BUNDLED_FILE = "/portally.yaml";

  /**
   * Reads the arguments and the file that they name.
   *
   * @throws IllegalConfigurationException naming the argument that is not understood
   */
  static JobArguments parse(String[] args) {
    Configuration file = null;
    Configuration dynamic = new Configuration();
    for (int i = 0; i < args.length; i++) {
      String argument = args[i];
      if (argument.equals("--bounded")) {
        dynamic.set(PortMetricsOptions.BOUNDED, true);
      } else if (argument.equals("--config")) {
        file = read(valueAfter(argument, args, ++i));
      } else if (argument.equals("-D")) {
        define(valueAfter(argument, args, ++i), dynamic);
      } else if (argument.startsWith("-D")) {
        define(argument.substring(2), dynamic);
      } else {
        throw new IllegalConfigurationException(
            "\"%s\" is no argument of this job; there are: --bounded, --config FILE, -D key=value"
                .formatted(argument));
      }
    }
    return new JobArguments(file == null ? bundled() : file, dynamic);
  }

  /**
   * What the job runs with: the file, then the cluster's own configuration, then the command line;
   * the later one wins.
   */
  Configuration over(ReadableConfig cluster) {
    Configuration effective = new Configuration(file);
    effective.addAll(Configuration.fromMap(cluster.toMap()));
    effective.addAll(dynamic);
    // A missing uid or a type left to reflection is a defect of ours, never a matter of taste.
    effective.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    effective.set(PipelineOptions.GENERIC_TYPES, false);
    return effective;
  }

  private static String valueAfter(String argument, String[] args, int index) {
    if (index == args.length) {
      throw new IllegalConfigurationException(argument + " wants a value after it");
    }
    return args[index];
  }

  private static void define(String definition, Configuration into) {
    int equals = definition.indexOf('=');
    if (equals <= 0) {
      throw new IllegalConfigurationException(
          "-D wants key=value, not \"%s\"".formatted(definition));
    }
    into.setString(definition.substring(0, equals).trim(), definition.substring(equals + 1).trim());
  }

  private static Configuration read(String path) {
    try {
      return parse(Files.readString(Path.of(path), UTF_8));
    } catch (IOException e) {
      throw new IllegalConfigurationException(
          "--config %s cannot be read (%s): name a file that is there, in UTF-8".formatted(path, e),
          e);
    } catch (RuntimeException e) {
      throw new IllegalConfigurationException(
          "--config %s is no configuration file: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static Configuration bundled() {
    try (InputStream in = JobArguments.class.getResourceAsStream(BUNDLED_FILE)) {
      if (in == null) {
        throw new IllegalStateException(BUNDLED_FILE + " is missing from the job's jar");
      }
      return parse(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Configuration parse(String yaml) {
    Configuration configuration = new Configuration();
    Map<?, ?> keys = YamlParserUtils.convertToObject(yaml, Map.class);
    if (keys != null) {
      flatten("", keys).forEach(configuration::setString);
    }
    return configuration;
  }

  /** Flink's rule: {@code a: {b: 1}} and {@code a.b: 1} are the same. */
  private static Map<String, String> flatten(String prefix, Map<?, ?> nested) {
    Map<String, String> flat = new HashMap<>();
    nested.forEach(
        (key, value) -> {
          String name = prefix + key;
          if (value == null) {
            throw new IllegalConfigurationException(
                name + " has no value: give it one, or leave the line out");
          }
          if (value instanceof Map<?, ?> deeper) {
            flat.putAll(flatten(name + ".", deeper));
          } else {
            flat.put(name, asText(value));
          }
        });
    return flat;
  }

  private static String asText(Object value) {
    return value instanceof Iterable<?> ? YamlParserUtils.toYAMLString(value) : value.toString();
  }
}
