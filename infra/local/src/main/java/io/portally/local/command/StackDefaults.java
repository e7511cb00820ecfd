package io.portally.local.command;

import io.portally.local.stack.DataDirectory;
import io.portally.local.stack.StackAddresses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is true before a command line is read: the data directory, its log file, and the addresses
 * of the stack that runs on it, which defaults of options name as variables.
 */
public final class StackDefaults {

  private static final String OPTION = "--data";

  private StackDefaults() {}

  /** {@code .portally} in the project that the launcher stands in, else in this directory. */
  public static Path dataDirectory() {
    return Path.of(System.getProperty("portally.home", "")).toAbsolutePath().resolve(".portally");
  }

  /** What a person types to stop the stack of that directory, or to forget it. */
  static String down(Path data, String... options) {
    List<String> words = new ArrayList<>(List.of("./portally", "down"));
    words.addAll(List.of(options));
    if (!data.equals(dataDirectory().normalize())) {
      words.addAll(List.of("--data", ShellWord.of(data.toString())));
    }
    return String.join(" ", words);
  }

  /** Sets what the environment and the command line of the JVM have not set. */
  public static void apply(String[] args) {
    Path data = dataDirectory(args).toAbsolutePath().normalize();
    // Before any class that has a logger.
    System.setProperty(
        "log4j2.configurationFile", "classpath:io/portally/local/log4j2-command.properties");
    System.setProperty("log4j2.StatusLogger.level", "OFF");
    System.setProperty("portally.log.file", data.resolve("logs/portally.log").toString());
    StackAddresses.read(DataDirectory.at(data).stackEnv()).forEach(StackDefaults::setIfUnset);
  }

  /** Where the command line says that the data is, or where it is by default. */
  static Path dataDirectory(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith(OPTION + "=")) {
        return Path.of(args[i].substring(OPTION.length() + 1));
      }
      if (args[i].equals(OPTION) && i + 1 < args.length) {
        return Path.of(args[i + 1]);
      }
    }
    return dataDirectory();
  }

  /**
   * The value of a key of {@code stack.env}, unless the environment has another; null if nowhere.
   */
  static @Nullable String address(String key) {
    String property = System.getProperty(key);
    return property == null ? System.getenv(key) : property;
  }

  private static void setIfUnset(String key, String value) {
    if (System.getenv(key) == null && System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
