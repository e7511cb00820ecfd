package io.portally.bench.peer.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;

/**
 * The table {@code throughput} by Flink SQL: reads the topic to where it ended at the start, and
 * ends. Its arguments are {@code -D key=value}, Flink's own keys among them. Why it is configured
 * as it is says the README beside it.
 */
public final class SqlThroughputJob {

  private static final String SCRIPT = "throughput.sql";
  private static final String SETTINGS = "settings.properties";

  private SqlThroughputJob() {}

  public static void main(String[] arguments) throws Exception {
    Configuration keys = new Configuration();
    define(resource(SETTINGS).lines().filter(line -> line.contains("=")).toList(), keys);
    define(definitions(arguments), keys);
    TableEnvironment tables =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(keys).build());
    tables.createTemporarySystemFunction("cells", Cells.class);
    TableResult last = null;
    for (String statement : statements(keys)) {
      last = tables.executeSql(statement);
    }
    if (last != null && tables.getConfig().get(DeploymentOptions.ATTACHED)) {
      last.await();
    }
  }

  private static List<String> definitions(String[] arguments) {
    List<String> definitions = new ArrayList<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!arguments[i].equals("-D") || i + 1 == arguments.length) {
        throw new IllegalConfigurationException(
            "\"%s\" is no argument of this job; there is: -D key=value".formatted(arguments[i]));
      }
      definitions.add(arguments[i + 1]);
    }
    return definitions;
  }

  private static void define(List<String> definitions, Configuration into) {
    for (String definition : definitions) {
      int equals = definition.indexOf('=');
      if (equals <= 0) {
        throw new IllegalConfigurationException(
            "-D wants key=value, not \"%s\"".formatted(definition));
      }
      into.setString(
          definition.substring(0, equals).trim(), definition.substring(equals + 1).trim());
    }
  }

  private static List<String> statements(Configuration keys) throws IOException {
    String script = withoutComments(resource(SCRIPT));
    script = script.replace("${password}", password(keys));
    script = script.replace("${rewriting-url}", rewriting(required("portally.jdbc.url", keys)));
    for (String key :
        List.of(
            "portally.topic-prefix",
            "portally.kafka.bootstrap-servers",
            "portally.jdbc.user",
            "portally.generation")) {
      script = script.replace("${" + key + "}", required(key, keys));
    }
    return List.of(script.split(";\\s*")).stream().filter(s -> !s.isBlank()).toList();
  }

  private static String withoutComments(String script) {
    return script.replaceAll("(?m)^--.*$", "");
  }

  private static String required(String key, Configuration keys) {
    String value = keys.toMap().get(key);
    if (value == null) {
      throw new IllegalConfigurationException(key + " is missing: add -D " + key + "=…");
    }
    return value.replace("'", "''");
  }

  private static String rewriting(String url) {
    return url + (url.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true";
  }

  /** It travels in the job graph: the connector knows no other way. */
  private static String password(Configuration keys) throws IOException {
    Path file = Path.of(required("portally.jdbc.password-file", keys));
    return Files.readString(file, UTF_8).lines().findFirst().orElse("").replace("'", "''");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(SqlThroughputJob.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
