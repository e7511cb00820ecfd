package io.portally.local.job;

import static io.portally.local.job.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.AlertStatus;
import io.portally.events.AreaLevel;
import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Programme;
import io.portally.events.Severity;
import io.portally.events.SlaRule;
import io.portally.events.SlowClearance;
import io.portally.local.oracle.ExpectedAlerts;
import io.portally.local.oracle.ExpectedAlerts.Expected;
import io.portally.local.oracle.Oracle;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.FlinkRest;
import io.portally.local.stack.KafkaTopics;
import io.portally.local.stack.StackOptions;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObject;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The alerts of the real job on the embedded stack, one by one as the oracle has them: as event
 * time goes on, when rules change, when a TaskManager is killed, after an outage of the broker, and
 * in a bounded replay.
 */
// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
class SlowClearanceIT {

  private static final int EVENTS = 6_000;
  private static final int PARTITIONS = 4;
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final SlaRule LODGEMENT =
      rule("lodgement", 1, Leg.ARRIVAL_TO_LODGEMENT, 120, any -> {});
  private static final SlaRule CUSTOMS =
      rule("customs", 1, Leg.LODGEMENT_TO_RELEASE, 60, rule -> rule.setAtRiskMinutes(30));
  private static final SlaRule IMPORTS =
      rule("imports", 1, Leg.ARRIVAL_TO_RELEASE, 300, rule -> rule.setDirection(Direction.IMPORT));
  private static final SlaRule EXPORTS = rule("exports", 1, Leg.GATE_IN_TO_RELEASE, 90, any -> {});
  private static final SlaRule PICK_UP =
      rule("pick-up", 1, Leg.RELEASE_TO_GATE_OUT, 240, any -> {});
  private static final SlaRule LOADING = rule("loading", 1, Leg.GATE_IN_TO_LOADED, 600, any -> {});
  private static final SlaRule DWELL = rule("dwell", 1, Leg.ARRIVAL_TO_GATE_OUT, 700, any -> {});
  private static final SlaRule SAILING =
      rule("sailing", 1, Leg.RELEASE_TO_DEPARTED, 400, any -> {});
  private static final SlaRule VOYAGE = rule("voyage", 1, Leg.PORT_TO_PORT, 300, any -> {});
  private static final SlaRule TRANSFER = rule("transfer", 1, Leg.TRANSFER, 600, any -> {});
  private static final SlaRule APPOINTMENT =
      rule("appointment", 1, Leg.APPOINTMENT_WAIT, 15, any -> {});

  private static final List<SlaRule> AT_FIRST =
      List.of(
          LODGEMENT,
          CUSTOMS,
          IMPORTS,
          EXPORTS,
          PICK_UP,
          LOADING,
          DWELL,
          SAILING,
          VOYAGE,
          TRANSFER,
          APPOINTMENT);

  /** Longer, shorter, gone, disabled, and more specific ones. */
  private static final SlaRule LONGER_CUSTOMS =
      rule("customs", 2, Leg.LODGEMENT_TO_RELEASE, 240, any -> {});

  private static final SlaRule SHORTER_DWELL =
      rule("dwell", 2, Leg.ARRIVAL_TO_GATE_OUT, 300, any -> {});
  private static final SlaRule NO_SAILING =
      rule("sailing", 2, Leg.RELEASE_TO_DEPARTED, 400, rule -> rule.setEnabled(false));
  private static final SlaRule IMPORTS_OF_AEO =
      rule(
          "imports-aeo",
          1,
          Leg.ARRIVAL_TO_RELEASE,
          120,
          rule -> rule.setDirection(Direction.IMPORT).setProgramme(Programme.AEO));
  private static final SlaRule LOADING_IN_GBA =
      rule(
          "loading-gba",
          1,
          Leg.GATE_IN_TO_LOADED,
          200,
          rule -> rule.setAreaLevel(AreaLevel.REGION).setAreaCode("GBA"));

  private static final List<SlaRule> THEN =
      List.of(
          LODGEMENT,
          LONGER_CUSTOMS,
          IMPORTS,
          EXPORTS,
          LOADING,
          SHORTER_DWELL,
          NO_SAILING,
          VOYAGE,
          TRANSFER,
          APPOINTMENT,
          IMPORTS_OF_AEO,
          LOADING_IN_GBA);

  private static Path temp;
  private static EmbeddedStack stack;
  private static RecordedTraffic traffic;
  private static RecordedTraffic begin;
  private static RecordedTraffic rest;

  /** At the end of the begin, and of all, less the out-of-orderness: where event time stands. */
  private static Instant half;

  private static Instant end;
  private static ExpectedAlerts atHalf;

  @BeforeAll
  static void startStackAndRecordTraffic(@TempDir Path directory) throws Exception {
    temp = directory;
    traffic = RecordedTraffic.record(temp.resolve("lines"), 20260310, EVENTS, 0.05);
    List<RecordedTraffic> parts = traffic.splitAt(0.5);
    begin = parts.get(0);
    rest = parts.get(1);
    half = begin.end();
    end = traffic.end();
    try (Oracle oracle = begin.judged(half)) {
      atHalf = ExpectedAlerts.of(oracle, AT_FIRST, seenAt(half));
    }
    assertThat(atHalf.alerts().values().stream().map(SlowClearanceIT::shape))
        .as("kinds of alerts, so that the comparison shows something")
        .contains("SLOW OPEN", "SLOW RESOLVED", "AT_RISK OPEN", "AT_RISK RESOLVED");
    assertThat(atHalf.alerts().values().stream().map(alert -> alert.waiting().leg()).distinct())
        .hasSizeGreaterThan(7);
    stack =
        EmbeddedStack.start(
            // Checkpoints are taken when a test says so.
            StackOptions.in(temp.resolve("stack")).withCheckpointInterval(Duration.ofDays(365)));
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }

  @Test
  void alertsAreThoseOfTheOracleThroughRulesThatChangeAKilledTaskManagerAndALostBroker()
      throws Exception {
    World world = world("live.");
    put(world, AT_FIRST);
    String job = submit(world, "--detach");
    publish(world, begin);
    timeComesTo(world, half);
    awaitAlerts(world, atHalf.alerts());
    world.takeCheckpoint(job);

    put(world, List.of(LONGER_CUSTOMS, CUSTOMS, SHORTER_DWELL, NO_SAILING, IMPORTS_OF_AEO));
    put(world, List.of(LOADING_IN_GBA));
    delete(world, PICK_UP.getRuleId());
    refuse(world);
    Map<String, Expected> changed = new LinkedHashMap<>();
    try (Oracle oracle = begin.judged(half)) {
      changed.putAll(notOver(ExpectedAlerts.of(oracle, THEN, seenAt(half)).alerts()));
    }
    changed.putAll(over(atHalf.alerts()));
    awaitAlerts(world, changed);
    assertThat(world.recordsOn("dead-letters")).isEqualTo(1);

    // The state still knows the first rules alone: the job has to come to the same once more.
    stack.taskManagers().get(0).destroyForcibly();
    List<RecordedTraffic> parts = rest.splitAt(0.5);
    publish(world, parts.get(0));
    await().atMost(PATIENCE).until(() -> world.restarts(job) > 0);
    stack.stopBroker();
    await().during(Duration.ofSeconds(3)).until(() -> isRunning(job));
    stack.startBroker();
    publish(world, parts.get(1));
    timeComesTo(world, end);

    try (Oracle oracle = traffic.judged(end)) {
      ExpectedAlerts atEnd = ExpectedAlerts.of(oracle, THEN, seenAt(end));
      awaitAlerts(world, standing(atEnd));
    }
    new FlinkRest(stack.flinkRestUrl()).cancel(job);
  }

  @Test
  void aBoundedReplayTellsTheSame() throws Exception {
    World world = world("bounded.");
    put(world, AT_FIRST);
    publish(world, begin);
    timeComesTo(world, half);

    submit(world, "--bounded");

    assertThat(differences(world, atHalf.alerts())).isEmpty();
    for (ConsumerRecord<byte[], byte[]> record : told(world)) {
      assertThat(new String(record.headers().lastHeader("ce_type").value(), UTF_8))
          .startsWith("io.portally.slow-clearance.");
      assertThat(new String(record.key(), UTF_8)).isEqualTo(decoded(record).getAlertId());
    }
  }

  /**
   * What must stand in the end: what was over when the rules changed, as the first rules had it, if
   * no later record has changed it; and all else by the later rules.
   */
  private static Map<String, Expected> standing(ExpectedAlerts atEnd) {
    Map<String, Expected> standing = new LinkedHashMap<>();
    atEnd
        .alerts()
        .forEach(
            (id, alert) -> {
              if (!atHalf.over().contains(alert.waiting())
                  || !atEnd.over().contains(alert.waiting())) {
                standing.put(id, alert);
              }
            });
    atHalf
        .alerts()
        .forEach(
            (id, alert) -> {
              if (atHalf.over().contains(alert.waiting())
                  && atEnd.over().contains(alert.waiting())) {
                standing.put(id, alert);
              }
            });
    return standing;
  }

  private static Map<String, Expected> over(Map<String, Expected> alerts) {
    Map<String, Expected> over = new LinkedHashMap<>(alerts);
    over.values().removeIf(alert -> alert.endedAt() == null);
    return over;
  }

  private static Map<String, Expected> notOver(Map<String, Expected> alerts) {
    Map<String, Expected> notOver = new LinkedHashMap<>(alerts);
    notOver.values().removeIf(alert -> alert.endedAt() != null);
    return notOver;
  }

  private static void awaitAlerts(World world, Map<String, Expected> expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(differences(world, expected)).isEmpty());
  }

  /** The first differences, as sentences. */
  private static List<String> differences(World world, Map<String, Expected> expected) {
    Map<String, SlowClearance> standing = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : told(world)) {
      SlowClearance alert = decoded(record);
      SlowClearance before = standing.put(alert.getAlertId(), alert);
      assertThat(before == null || before.getOccurrence() <= alert.getOccurrence())
          .as("%s after %s", alert, before)
          .isTrue();
    }
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (id, alert) -> {
          String is = shape(standing.get(id));
          String shouldBe = shape(alert.kind(), alert.status(), alert.endedAt());
          if (!shouldBe.equals(is)) {
            differences.add("%s should be %s and is %s: %s".formatted(id, shouldBe, is, alert));
          }
        });
    standing.forEach(
        (id, alert) -> {
          if (!expected.containsKey(id) && alert.getStatus() != AlertStatus.WITHDRAWN) {
            differences.add("should not be: " + alert);
          }
        });
    return differences.subList(0, Math.min(5, differences.size()));
  }

  private static String shape(Expected alert) {
    return alert.kind() + " " + alert.status();
  }

  private static String shape(@Nullable SlowClearance alert) {
    return alert == null
        ? "missing"
        : shape(alert.getKind().name(), alert.getStatus().name(), alert.getEndedAt());
  }

  /** When an alert was withdrawn depends on what came first, where several have withdrawn it. */
  private static String shape(String kind, String status, @Nullable Instant endedAt) {
    return status.equals("RESOLVED") ? kind + " RESOLVED " + endedAt : kind + " " + status;
  }

  private static List<ConsumerRecord<byte[], byte[]>> told(World world) {
    return world.topics().read(world.topicPrefix() + "slow-clearances");
  }

  private static SlowClearance decoded(ConsumerRecord<byte[], byte[]> record) {
    Decoded decoded = SingleObjectDecoder.of(Topic.SLOW_CLEARANCES).decode(record.value());
    return (SlowClearance) ((Decoded.Event) decoded).record();
  }

  private static World world(String prefix) throws Exception {
    World world = World.make(stack, 1, prefix, PARTITIONS);
    world
        .topics()
        .create(
            List.of(
                KafkaTopics.forEver(prefix + "slow-clearances", PARTITIONS),
                new NewTopic(prefix + "sla-rules", 1, (short) 1)
                    .configs(Map.of("cleanup.policy", "compact"))));
    return world;
  }

  /** Starts the job for which the test tells event time, and gives its id. */
  private static String submit(World world, String option) {
    PackagedCommands.Ended ended =
        PackagedCommands.run(
            world.jobArguments(
                "slow-clearance",
                List.of(option),
                "-D",
                "portally.heartbeat.interval=0",
                "-D",
                "portally.out-of-orderness=%d s".formatted(OUT_OF_ORDERNESS.toSeconds())));
    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    return ended.out().replaceAll("(?s).*runs as ([0-9a-f]{32}).*", "$1");
  }

  private static boolean isRunning(String job) throws Exception {
    return new FlinkRest(stack.flinkRestUrl()).state(job).equals("RUNNING");
  }

  private static void publish(World world, RecordedTraffic lines) {
    lines.publish(stack.bootstrapServers(), world.topicPrefix());
  }

  private static void timeComesTo(World world, Instant instant) {
    publish(
        world,
        RecordedTraffic.heartbeats(
            temp.resolve("heartbeats-" + instant.toEpochMilli()), instant, PARTITIONS));
  }

  /** Up to when all has been seen, when the heartbeats are of an instant. */
  private static Instant seenAt(Instant heartbeats) {
    return heartbeats.minus(OUT_OF_ORDERNESS).minusMillis(1);
  }

  private static SlaRule rule(
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

  private static void put(World world, List<SlaRule> rules) throws Exception {
    for (SlaRule rule : rules) {
      publishRule(world, rule.getRuleId(), SingleObject.encode(rule));
    }
  }

  private static void delete(World world, String ruleId) throws Exception {
    publishRule(world, ruleId, null);
  }

  /** A rule that no port could keep: the one that it would replace stays. */
  private static void refuse(World world) throws Exception {
    SlaRule wrong = rule("voyage", 9, Leg.PORT_TO_PORT, 0, any -> {});
    publishRule(world, wrong.getRuleId(), SingleObject.encode(wrong));
  }

  private static void publishRule(World world, String ruleId, byte @Nullable [] value)
      throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  world.topicPrefix() + "sla-rules", ruleId.getBytes(UTF_8), value))
          .get();
    }
  }
}
