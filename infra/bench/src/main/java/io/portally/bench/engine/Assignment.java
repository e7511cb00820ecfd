package io.portally.bench.engine;

import io.portally.local.stack.EmbeddedStack;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run is to do: read the topics from their beginning and write the rows.
 *
 * @param topicPrefix what the topics' names begin with
 * @param generation the generation of the rows
 * @param resources what the engine may use
 * @param workDirectory for what the engine keeps while it runs; its own, and empty
 * @param lane where it is at work
 */
public record Assignment(
    String topicPrefix, int generation, Resources resources, Path workDirectory, Lane lane) {

  /** One that has the machine to itself. */
  public static Assignment alone(
      String topicPrefix, int generation, Resources resources, Path workDirectory) {
    return new Assignment(topicPrefix, generation, resources, workDirectory, Lane.FIRST);
  }

  /** The keys that every engine understands, with their values on this stack. */
  Map<String, String> keys(EmbeddedStack stack) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("portally.kafka.bootstrap-servers", stack.bootstrapServers());
    keys.put("portally.topic-prefix", topicPrefix);
    keys.put("portally.jdbc.url", stack.jdbcUrl());
    keys.put("portally.jdbc.user", stack.writer().user());
    keys.put("portally.jdbc.password-file", stack.writer().passwordFile().toString());
    keys.put("portally.generation", Integer.toString(generation));
    return keys;
  }
}
