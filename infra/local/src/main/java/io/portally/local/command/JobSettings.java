package io.portally.local.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a job is told besides the stack's addresses. */
final class JobSettings {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A file of settings, in the format of Flink's config.yaml.")
  private @Nullable Path config;

  @Option(names = "-D", paramLabel = "KEY=VALUE", description = "One setting; wins over the file.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** One more setting, which wins over all others. */
  void set(String key, String value) {
    settings.put(key, value);
  }

  /** A setting that was given by itself; null where it was not. */
  @Nullable String get(String key) {
    return settings.get(key);
  }

  /** The arguments of the job's main. */
  List<String> arguments(boolean bounded) {
    List<String> arguments =
        new ArrayList<>(JobArguments.of(StackDefaults::address, bounded, settings));
    if (config != null) {
      arguments.addAll(List.of("--config", config.toAbsolutePath().toString()));
    }
    return arguments;
  }

  /** These settings as they would be typed after another command, with a space before each. */
  String written() {
    StringBuilder written = new StringBuilder();
    if (config != null) {
      written.append(" --config ").append(config);
    }
    settings.forEach(
        (key, value) -> written.append(" -D ").append(ShellWord.of(key + "=" + value)));
    return written.toString();
  }
}
