package io.portally.local.job;

import static io.portally.local.job.WatchedWorld.rule;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portally.events.AreaLevel;
import io.portally.events.Leg;
import io.portally.events.Programme;
import io.portally.events.SlaRule;
import io.portally.local.oracle.ExpectedAlerts;
import io.portally.local.oracle.ExpectedAlerts.Expected;
import io.portally.local.oracle.Oracle;
import io.portally.local.stack.EmbeddedStack;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A savepoint of SlowClearanceJob of some version, and the alerts that it had told by then ({@code
 * told.jsonl}). The lines before and after, and the register, are those of a {@link
 * GoldenSavepoint}. {@link GoldenAlertsWriter} takes it.
 *
 * <p>Alerts that had opened by then are in the state, and so are waits that are not slow yet, of
 * which the lines are nowhere else when a job goes on from it.
 *
 * @param directory of the savepoint
 */
record GoldenAlerts(Path directory, GoldenSavepoint lines) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How far event time has come when the savepoint is taken: some have become slow. */
  static final Instant TAKEN_AT = Instant.parse("2026-03-01T04:20:00Z");

  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(10);

  /** They are in the state: never to be changed. */
  private static final List<SlaRule> RULES =
      List.of(
          rule("customs", 1, Leg.LODGEMENT_TO_RELEASE, 15, rule -> rule.setAtRiskMinutes(5)),
          rule("customs-aeo", 3, Leg.LODGEMENT_TO_RELEASE, 8, r -> r.setProgramme(Programme.AEO)),
          rule("dwell", 1, Leg.ARRIVAL_TO_GATE_OUT, 10, any -> {}),
          rule("lodging", 1, Leg.ARRIVAL_TO_LODGEMENT, 30, any -> {}),
          rule("loading", 1, Leg.GATE_IN_TO_LOADED, 60, any -> {}),
          rule(
              "loading-gba",
              2,
              Leg.GATE_IN_TO_LOADED,
              12,
              rule -> rule.setAreaLevel(AreaLevel.REGION).setAreaCode("GBA")),
          rule("pick-up", 1, Leg.RELEASE_TO_GATE_OUT, 60, any -> {}));

  /** The kept savepoint of that number. */
  static GoldenAlerts kept(int number) {
    String name = "slow-clearance-savepoint-" + number;
    URL url = Objects.requireNonNull(GoldenAlerts.class.getResource(name), name);
    try {
      return new GoldenAlerts(Path.of(url.toURI()), GoldenSavepoint.kept(1));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A world with the rules, in which the lines before have been published. */
  WatchedWorld world(EmbeddedStack stack, Path temp) throws Exception {
    GoldenSavepoint.forgetTopics(stack);
    WatchedWorld watched =
        WatchedWorld.make(stack, GoldenSavepoint.TOPIC_PREFIX, GoldenSavepoint.PARTITIONS);
    watched.put(RULES);
    watched.publish(lines.before());
    watched.timeComesTo(TAKEN_AT, temp);
    return watched;
  }

  /** The same where the alerts have been told, and only the state still knows of the lines. */
  WatchedWorld restoredWorld(EmbeddedStack stack, Path temp) throws Exception {
    WatchedWorld watched = world(stack, temp);
    GoldenSavepoint.forgetRecords(watched.world());
    try (Producer<byte[], byte[]> producer = watched.producer()) {
      for (String line : Files.readAllLines(directory.resolve("told.jsonl"))) {
        producer.send(recordOf(JSON.readTree(line), watched.world().topicPrefix())).get();
      }
    }
    return watched;
  }

  /** Starts the job for which the test tells event time, and gives its id. */
  String submit(WatchedWorld watched, List<String> more) {
    List<String> settings = new ArrayList<>(lines.settings());
    settings.addAll(more);
    return watched.submit("--detach", Duration.ZERO, OUT_OF_ORDERNESS, settings);
  }

  /** The setting with which a job goes on from it. */
  String recovery() {
    return "execution.state-recovery.path=file://" + directory;
  }

  /** What stands when the savepoint is taken. */
  Map<String, Expected> expectedBefore() throws Exception {
    try (Oracle oracle = lines.before().judged(TAKEN_AT, lines.register())) {
      return ExpectedAlerts.of(oracle, RULES, seenAt(TAKEN_AT)).alerts();
    }
  }

  /**
   * What must stand after all lines and heartbeats at the end.
   *
   * @param scratch where a directory may be made
   */
  Map<String, Expected> expected(Path scratch) throws Exception {
    Path directoryOfLines = Files.createDirectories(scratch.resolve("lines"));
    try (Oracle oracle = lines.judged(OUT_OF_ORDERNESS, directoryOfLines)) {
      return ExpectedAlerts.of(oracle, RULES, seenAt(GoldenSavepoint.END)).alerts();
    }
  }

  private static Instant seenAt(Instant heartbeats) {
    return heartbeats.minus(OUT_OF_ORDERNESS).minusMillis(1);
  }

  /** Keeps what was told. */
  void keepTold(List<ConsumerRecord<byte[], byte[]>> told) throws IOException {
    List<String> kept = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : told) {
      ObjectNode line = JSON.createObjectNode();
      line.put("partition", record.partition());
      line.put("key", new String(record.key(), UTF_8));
      line.put("value", record.value());
      ObjectNode headers = line.putObject("headers");
      for (Header header : record.headers()) {
        headers.put(header.key(), new String(header.value(), UTF_8));
      }
      kept.add(line.toString());
    }
    Files.write(directory.resolve("told.jsonl"), kept);
  }

  private static ProducerRecord<byte[], byte[]> recordOf(JsonNode line, String prefix)
      throws IOException {
    var record =
        new ProducerRecord<>(
            prefix + WatchedWorld.ALERTS,
            line.path("partition").asInt(),
            line.path("key").asText().getBytes(UTF_8),
            line.path("value").binaryValue());
    line.path("headers")
        .properties()
        .forEach(
            header ->
                record.headers().add(header.getKey(), header.getValue().asText().getBytes(UTF_8)));
    return record;
  }
}
