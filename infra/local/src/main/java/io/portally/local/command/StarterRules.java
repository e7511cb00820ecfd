package io.portally.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.alerts.rules.Proposal;
import io.portally.alerts.rules.Proposals;
import io.portally.alerts.rules.RuleFile;
import io.portally.local.stack.StackFailure;
import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.sink.KafkaProducers;
import io.portally.simulator.sink.KafkaSink;
import io.portally.simulator.sink.SinkException;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.slow.Rule;
import io.portally.tally.slow.RuleBook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

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

  /** As records of their topic, judged as those that people put. */
  static List<Line.Message> read() {
    Register register = RegisterReader.bundled();
    return new Proposals(RuleBook.empty(register), register, InstantSource.system())
        .of(RuleFile.read(text())).stream().map(StarterRules::message).toList();
  }

  private static String text() {
    try (InputStream in = Rule.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line.Message message(Proposal proposal) {
    if (proposal instanceof Proposal.Added added) {
      return added.message();
    }
    throw new IllegalStateException("%s has a rule that is none: %s".formatted(FILE, proposal));
  }
}
