package io.portally.local.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portally.local.stack.StackFailure;
import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.lines.LineReader;
import io.portally.simulator.lines.RecordTime;
import io.portally.simulator.sink.KafkaProducers;
import io.portally.simulator.sink.KafkaSink;
import io.portally.simulator.sink.SinkException;
import io.portally.tally.slow.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The rules of slow clearances that come with Portally. */
final class StarterRules {

  private static final String FILE = "starter-rules.yaml";
  private static final Map<Topic, Integer> PARTITIONS = Map.of(Topic.SLA_RULES, 1);

  private StarterRules() {}

  /**
   * Publishes them where there are none.
   *
   * @return how many were published
   */
  static int putWhereNoneAre(String bootstrapServers) {
    if (KeptEvents.ofTopic(bootstrapServers, Topic.SLA_RULES) > 0) {
      return 0;
    }
    List<Line.Message> rules = read();
    try (KafkaSink sink =
        new KafkaSink(KafkaProducers.connect(bootstrapServers), "portally.", PARTITIONS)) {
      rules.forEach(sink::put);
    } catch (SinkException e) {
      throw StackFailure.unreachable("The rules could not be published: " + e.getMessage(), e);
    }
    return rules.size();
  }

  /** As records of their topic. */
  static List<Line.Message> read() {
    LineReader lines = new LineReader(Topic.SLA_RULES, RecordTime.NOW, InstantSource.system());
    JsonMapper json = JsonMapper.builder().build();
    Map<String, List<Object>> file = load();
    return file.getOrDefault("rules", List.of()).stream()
        .map(rule -> message(lines.read(written(json, rule), 1)))
        .toList();
  }

  private static Map<String, List<Object>> load() {
    try (InputStream in = Rule.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String written(JsonMapper json, Object rule) {
    try {
      return json.writeValueAsString(rule);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Line.Message message(Line line) {
    if (line instanceof Line.Bad bad) {
      throw new IllegalStateException("%s has a rule that is none: %s".formatted(FILE, bad.why()));
    }
    return (Line.Message) line;
  }
}
