package io.portally.local.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a job is started with: the stack's addresses, unless told otherwise. */
final class JobArguments {

  private static final Map<String, String> KEY_OF_ADDRESS =
      Map.of(
          "KAFKA_BOOTSTRAP_SERVERS", "portally.kafka.bootstrap-servers",
          "JDBC_URL", "portally.jdbc.url",
          "PORTALLY_JDBC_USER", "portally.jdbc.user",
          "PORTALLY_JDBC_PASSWORD_FILE", "portally.jdbc.password-file");

  private JobArguments() {}

  /**
   * The arguments of the job's main.
   *
   * @param address looks up a key of {@code stack.env}
   * @param bounded whether the job ends at what the topics hold now
   * @param given keys and values that win over the addresses
   */
  static List<String> of(
      Function<String, @Nullable String> address, boolean bounded, Map<String, String> given) {
    Map<String, String> keys = new LinkedHashMap<>();
    KEY_OF_ADDRESS.forEach(
        (name, key) -> {
          String value = address.apply(name);
          if (value != null) {
            keys.put(key, value);
          }
        });
    keys.putAll(given);
    List<String> arguments = new ArrayList<>();
    if (bounded) {
      arguments.add("--bounded");
    }
    keys.forEach(
        (key, value) -> {
          arguments.add("-D");
          arguments.add(key + "=" + value);
        });
    return arguments;
  }
}
