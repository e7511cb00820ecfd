package io.portally.flink.job;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.YamlParserUtils;
import org.jspecify.annotations.Nullable;

/**
 * A job's command line: {@code [--bounded] [--config FILE] [-D key=value]…}.
 *
 * @param file the keys of the configuration file; empty where none is named
 * @param dynamic the keys of the command line, which win over all others
 */
record JobArguments(Configuration file, Configuration dynamic) {

  /**
   * Reads the arguments and the file that they name.
   *
   * @throws IllegalConfigurationException naming the argument that is not understood
   */
  static JobArguments parse(String[] args) {
    Configuration file = new Configuration();
    Configuration dynamic = new Configuration();
    for (int i = 0; i < args.length; i++) {
      String argument = args[i];
      if (argument.equals("--bounded")) {
        dynamic.set(PortMetricsOptions.BOUNDED, true);
      } else if (argument.equals("--config")) {
        file.addAll(read(valueAfter(argument, args, ++i)));
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
    return new JobArguments(file, dynamic);
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
      Configuration configuration = new Configuration();
      flatten("", YamlParserUtils.loadYamlFile(new File(path))).forEach(configuration::setString);
      return configuration;
    } catch (Exception e) {
      throw new IllegalConfigurationException(
          "--config %s cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  /** Flink's rule: {@code a: {b: 1}} and {@code a.b: 1} are the same. */
  private static Map<String, String> flatten(String prefix, Map<?, ?> nested) {
    Map<String, String> flat = new HashMap<>();
    nested.forEach(
        (key, value) -> {
          String name = prefix + key;
          if (value instanceof Map<?, ?> deeper) {
            flat.putAll(flatten(name + ".", deeper));
          } else {
            flat.put(name, asText(value));
          }
        });
    return flat;
  }

  private static String asText(@Nullable Object value) {
    return value instanceof Iterable<?> || value == null
        ? YamlParserUtils.toYAMLString(value)
        : value.toString();
  }
}
