package io.portally.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.flink.sink.DatabaseAccess;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * What a peer is started with.
 *
 * @param topicPrefix what the names of all topics begin with
 * @param generation the generation whose rows are written
 * @param parallelism threads of each stage
 * @param workDir a directory that the peer may fill
 * @param changelog whether Kafka Streams keeps its state in Kafka too: the system property {@code
 *     bench.changelog}, as the file is the same for all engines
 */
public record PeerSettings(
    String bootstrapServers,
    String topicPrefix,
    DatabaseAccess database,
    int generation,
    int parallelism,
    Path workDir,
    boolean changelog) {

  /** As in the configuration that comes with our job. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /**
   * Reads a properties file.
   *
   * @throws IllegalArgumentException naming the first key that is missing or wrong
   */
  static PeerSettings read(Path file) throws IOException {
    Properties keys = new Properties();
    try (Reader in = Files.newBufferedReader(file, UTF_8)) {
      keys.load(in);
    }
    DatabaseAccess database =
        new DatabaseAccess(
            required("portally.jdbc.url", keys),
            required("portally.jdbc.user", keys),
            required("portally.jdbc.password-file", keys),
            SOCKET_TIMEOUT,
            STATEMENT_TIMEOUT,
            PATIENCE);
    return new PeerSettings(
        required("portally.kafka.bootstrap-servers", keys),
        required("portally.topic-prefix", keys),
        database,
        positive("portally.generation", keys),
        positive("bench.parallelism", keys),
        Path.of(required("bench.work-dir", keys)),
        Boolean.getBoolean("bench.changelog"));
  }

  /** The one topic that is read. */
  public String topic() {
    return topicPrefix + "cargo-movements";
  }

  private static String required(String key, Properties keys) {
    String value = keys.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(key + " is missing in the peer's properties file: add it");
    }
    return value.trim();
  }

  private static int positive(String key, Properties keys) {
    String value = required(key, keys);
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(wanted(key, value), e);
    }
    throw new IllegalArgumentException(wanted(key, value));
  }

  private static String wanted(String key, String value) {
    return "%s is \"%s\", wanted: a whole number of 1 or more".formatted(key, value);
  }
}
