package io.portally.local.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.Leg;
import io.portally.events.Severity;
import io.portally.events.SlaRule;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.KafkaTopics;
import io.portally.schemas.SingleObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A world with rules and alerts: what a test does there with the job for slow clearances. */
record WatchedWorld(World world) {

  static final String ALERTS = "slow-clearances";
  private static final String RULES = "sla-rules";

  /** The first one, which is there: the job writes no rows. */
  private static final int GENERATION = 1;

  /** Makes the topics of the job. */
  static WatchedWorld make(EmbeddedStack stack, String prefix, int partitions) throws Exception {
    World world = World.makeIn(GENERATION, stack, prefix, partitions);
    world
        .topics()
        .create(
            List.of(
                KafkaTopics.forEver(prefix + ALERTS, partitions),
                new NewTopic(prefix + RULES, 1, (short) 1)
                    .configs(Map.of("cleanup.policy", "compact"))));
    return new WatchedWorld(world);
  }

  /**
   * Starts the job and gives its id.
   *
   * @param option {@code --detach} or {@code --bounded}
   * @param heartbeats how often it sends its own; zero: never, the test tells event time
   * @param settings more of them, as {@code key=value}
   */
  String submit(
      String option, Duration heartbeats, Duration outOfOrderness, List<String> settings) {
    List<String> all = new ArrayList<>(settings);
    all.add("portally.heartbeat.interval=%d s".formatted(heartbeats.toSeconds()));
    all.add("portally.out-of-orderness=%d s".formatted(outOfOrderness.toSeconds()));
    PackagedCommands.Ended ended =
        PackagedCommands.run(
            world.stack(),
            world.jobArguments(
                "slow-clearance",
                List.of(option),
                all.stream().map(setting -> "-D" + setting).toArray(String[]::new)));
    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    return ended.out().replaceAll("(?s).*runs as ([0-9a-f]{32}).*", "$1");
  }

  void publish(RecordedTraffic lines) {
    lines.publish(world.stack().bootstrapServers(), world.topicPrefix());
  }

  /**
   * A heartbeat of the instant in every partition.
   *
   * @param temp where a directory may be made
   */
  void timeComesTo(Instant instant, Path temp) {
    Path lines = temp.resolve("heartbeats-" + instant.toEpochMilli());
    publish(RecordedTraffic.heartbeats(lines, instant, world.partitions()));
  }

  /** An enabled rule that warns. */
  static SlaRule rule(
      String id, long version, Leg leg, int minutes, Consumer<SlaRule.Builder> set) {
    SlaRule.Builder rule =
        SlaRule.newBuilder()
            .setRuleId(id)
            .setVersion(version)
            .setLeg(leg)
            .setThresholdMinutes(minutes)
            .setSeverity(Severity.WARNING)
            .setEnabled(true);
    set.accept(rule);
    return rule.build();
  }

  /** Puts rules as they are, whether they are any good or not. */
  void put(List<SlaRule> rules) throws Exception {
    for (SlaRule rule : rules) {
      publishRule(rule.getRuleId(), SingleObject.encode(rule));
    }
  }

  void delete(String ruleId) throws Exception {
    publishRule(ruleId, null);
  }

  private void publishRule(String ruleId, byte @Nullable [] value) throws Exception {
    try (Producer<byte[], byte[]> producer = producer()) {
      producer
          .send(new ProducerRecord<>(world.topicPrefix() + RULES, ruleId.getBytes(UTF_8), value))
          .get();
    }
  }

  /** Writes to the world's topics. */
  Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", world.stack().bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
