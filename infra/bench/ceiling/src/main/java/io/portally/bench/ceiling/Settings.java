package io.portally.bench.ceiling;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What the program is to do, from the file that it is given.
 *
 * @param topicPrefix what the topic's name begins with
 * @param generation of the rows
 * @param threads that read
 */
record Settings(
    String bootstrapServers,
    String topicPrefix,
    String jdbcUrl,
    String jdbcUser,
    String jdbcPasswordFile,
    int generation,
    int threads) {

  static Settings read(Path file) throws IOException {
    Properties keys = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      keys.load(in);
    }
    return new Settings(
        required(keys, "portally.kafka.bootstrap-servers"),
        required(keys, "portally.topic-prefix"),
        required(keys, "portally.jdbc.url"),
        required(keys, "portally.jdbc.user"),
        required(keys, "portally.jdbc.password-file"),
        Integer.parseInt(required(keys, "portally.generation")),
        Integer.parseInt(required(keys, "bench.parallelism")));
  }

  private static String required(Properties keys, String key) {
    String value = keys.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("the settings lack " + key);
    }
    return value;
  }
}
