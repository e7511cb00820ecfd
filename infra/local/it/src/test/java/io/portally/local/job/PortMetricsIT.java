package io.portally.local.job;

import static io.portally.local.job.HandMade.arrival;
import static io.portally.local.job.HandMade.bytes;
import static io.portally.local.job.HandMade.heartbeat;
import static io.portally.local.job.Patience.await;
import static io.portally.schemas.Topic.CARGO_MOVEMENTS;
import static io.portally.schemas.Topic.CLEARANCE_EVENTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portally.local.job.PackagedCommands.Ended;
import io.portally.local.oracle.AuditTrigger;
import io.portally.local.oracle.Oracle;
import io.portally.local.oracle.OracleSettings;
import io.portally.local.oracle.RegisterFiles;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.StackOptions;
import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.lines.LineReader;
import io.portally.simulator.lines.RecordTime;
import io.portally.simulator.sink.KafkaProducers;
import io.portally.simulator.sink.KafkaSink;
import io.portally.tally.fate.SetAsideHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A seeded nation through the real broker, the real job and the real database, cell by cell. What
 * is rejected is kept as it was sent, and can be mended and published again.
 */
// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
class PortMetricsIT {

  /** A day and a half of them: the first windows close. */
  private static final int EVENTS = 39_000;

  private static final double RATE = 0.3;
  private static final int PARTITIONS = 4;
  private static final Instant NOON = Instant.parse("2026-03-01T04:00:00Z");
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path temp;
  private static EmbeddedStack stack;

  @BeforeAll
  static void startStack(@TempDir Path directory) throws SQLException {
    temp = directory;
    stack = EmbeddedStack.start(StackOptions.in(temp.resolve("stack")));
    try (Connection owner = stack.ownerDataSource().getConnection()) {
      AuditTrigger.install(owner);
    }
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }

  @Test
  void boundedRunEqualsTheOracleAndEveryPoisonedRecordIsKeptByteForByte() throws Exception {
    World world = World.make(stack, "bounded.", PARTITIONS);
    RecordedTraffic traffic = RecordedTraffic.record(temp.resolve("lines"), 20260301, EVENTS, RATE);
    traffic.publish(stack.bootstrapServers(), world.topicPrefix());
    Instant asOf = traffic.end().minus(Duration.ofHours(3));

    assertThat(world.run("--bounded", "-D", "portally.bounded.as-of=" + asOf)).isZero();

    List<ConsumerRecord<byte[], byte[]>> letters = world.topics().read("bounded.dead-letters");
    try (Oracle oracle = traffic.judged(asOf)) {
      assertThat(oracle.fateCounts())
          .containsOnlyKeys(
              "ACCEPTED",
              "DUPLICATE",
              "IGNORED",
              "LATE",
              "REJECTED",
              "REJECTED/UNDECODABLE",
              "REJECTED/FUTURE_DATED");
      assertThat(oracle.throughputRows()).isGreaterThan(60_000);
      assertThat(oracle.clearanceActivityRows()).isGreaterThan(30_000);
      assertThat(oracle.rowsOf("transfer_times")).isGreaterThan(6_000);
      assertThat(oracle.rowsOf("corridor_times")).isGreaterThan(20);
      assertThat(oracle.rowsOf("clearance_cohorts")).isGreaterThan(1_200);
      assertThat(oracle.rowsOf("programme_activity")).isGreaterThan(600);
      assertThat(oracle.rowsOf("single_window_activity")).isGreaterThan(300);
      assertThat(oracle.rowsOf("partner_trade")).isGreaterThan(100);
      world.assertEquals(oracle);
      assertThat(letters).hasSize((int) oracle.recordsWithFate("REJECTED"));
      assertThat(world.recordsOn("late-events")).isEqualTo(oracle.recordsWithFate("LATE"));
    }
    everyPoisonedRecordIsKeptByteForByte(world, traffic, letters);
  }

  private static void everyPoisonedRecordIsKeptByteForByte(
      World world, RecordedTraffic traffic, List<ConsumerRecord<byte[], byte[]>> letters)
      throws IOException {
    Map<String, ConsumerRecord<byte[], byte[]>> originals = originals(world);
    assertThat(letters)
        .allSatisfy(
            letter -> {
              String place = new String(letter.key(), UTF_8);
              assertThat(originals).containsKey(place);
              isKept(Objects.requireNonNull(originals.get(place)), letter);
            });

    List<String> sent = poison(traffic);
    assertThat(sent).hasSizeBetween(EVENTS / 200, EVENTS / 50);
    assertThat(letters.stream().filter(PortMetricsIT::isUndecodable).map(PortMetricsIT::told))
        .containsExactlyInAnyOrderElementsOf(sent);
  }

  @Test
  void aMendedLetterLandsOnce() throws Exception {
    World world = World.make(stack, "mended.", PARTITIONS);
    String job =
        world.submit(
            "-D", "portally.heartbeat.interval=0", "-D", "portally.set-aside.max-payload=1 kb");
    JsonNode good = arrival("A", NOON, 1_000);
    JsonNode wrong = arrival("B", NOON.plusSeconds(10), 500).put("port", "XXXXX");
    JsonNode broken = bytes(new byte[] {1, 2, 3}, NOON);
    JsonNode cut = bytes(new byte[2_000], NOON);
    world.send(CARGO_MOVEMENTS, good, broken, cut);
    sendWithHeader(world, wrong);
    await().atMost(PATIENCE).until(() -> world.recordsOn("dead-letters") == 3);

    assertThat(letters(world, "list").out().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("UNKNOWN_PORT  2026-03-01T04:00:10.000Z"))
        .anyMatch(line -> line.contains("2000 bytes, the first 1024 are kept"));
    Path file = temp.resolve("letters.jsonl");
    Ended listed = letters(world, "list", "--reason=UNKNOWN_PORT", "--out=" + file);
    assertThat(listed.err()).startsWith("1 written").contains("1 with their fields, 0 as bytes");
    Files.writeString(file, Files.readString(file).replace("\"XXXXX\"", "\"CNYTN\""));

    Ended tried = letters(world, "replay", file.toString(), "--dry-run");
    assertThat(tried.err()).isEqualToIgnoringNewLines("1 would be published, 0 refused");
    assertThat(world.recordsOn("cargo-movements")).isEqualTo(4);
    for (int i = 0; i < 2; i++) {
      Ended replayed = letters(world, "replay", file.toString());
      assertThat(replayed.err()).isEqualToIgnoringNewLines("1 published, 0 refused");
      assertThat(replayed.exitCode()).isZero();
    }
    Ended asTheyWere = letters(world, "replay", "--reason=UNDECODABLE");
    assertThat(asTheyWere.err())
        .contains("only the first bytes of its 2000 are kept", "1 published, 1 refused");
    assertThat(asTheyWere.exitCode()).isEqualTo(1);

    JsonNode mended = arrival("B", NOON.plusSeconds(10), 500);
    endsAsTheOracleSays(world, good, broken, cut, wrong, mended, mended, broken);
    assertThat(new Figures(world).records("DUPLICATE", "-")).isEqualTo(1);
    assertThat(withHeader(world)).hasSize(3).allSatisfy(PortMetricsIT::isAsTheOriginal);
    await().atMost(PATIENCE).until(() -> world.recordsOn("dead-letters") == 4);
    world.cancel(job);
  }

  private static void endsAsTheOracleSays(World world, JsonNode... movements) throws Exception {
    Instant end = NOON.plus(Duration.ofMinutes(5));
    world.send(CARGO_MOVEMENTS, heartbeat(end));
    world.send(CLEARANCE_EVENTS, heartbeat(end));
    try (Oracle oracle =
        Oracle.judge(
            OracleSettings.defaultsAsOf(end.minus(OUT_OF_ORDERNESS)),
            RegisterFiles.bundled(temp),
            Stream.of(movements).map(JsonNode::toString).toList(),
            List.of())) {
      world.awaitEqual(oracle);
    }
  }

  private static Ended letters(World world, String... arguments) {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(Arrays.asList(arguments));
    all.add("--bootstrap-servers=" + stack.bootstrapServers());
    all.add("--topic-prefix=" + world.topicPrefix());
    return PackagedCommands.run(all);
  }

  private static void sendWithHeader(World world, JsonNode line) {
    LineReader reader = new LineReader(CARGO_MOVEMENTS, RecordTime.EVENT, InstantSource.system());
    Line.Message message = (Line.Message) reader.read(line.toString(), 1);
    try (KafkaSink sink =
        new KafkaSink(
            KafkaProducers.connect(stack.bootstrapServers()),
            world.topicPrefix(),
            Map.of(CARGO_MOVEMENTS, PARTITIONS))) {
      sink.put(message, List.of(new RecordHeader("trace", new byte[] {4, 2})));
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> withHeader(World world) {
    return world.topics().read(world.topicPrefix() + "cargo-movements").stream()
        .filter(record -> record.headers().lastHeader("trace") != null)
        .toList();
  }

  private static void isAsTheOriginal(ConsumerRecord<byte[], byte[]> record) {
    assertThat(record.timestamp()).isEqualTo(NOON.plusSeconds(10).toEpochMilli());
    assertThat(record.key()).isEqualTo("B".getBytes(UTF_8));
    assertThat(record.headers()).containsExactly(new RecordHeader("trace", new byte[] {4, 2}));
  }

  /** All records of both event topics, by their place. */
  private static Map<String, ConsumerRecord<byte[], byte[]>> originals(World world) {
    return RecordedTraffic.TOPICS.stream()
        .flatMap(topic -> world.topics().read(world.topicPrefix() + topic.suffix()).stream())
        .collect(
            toMap(
                record -> "%s-%d-%d".formatted(record.topic(), record.partition(), record.offset()),
                record -> record));
  }

  private static void isKept(
      ConsumerRecord<byte[], byte[]> original, ConsumerRecord<byte[], byte[]> letter)
      throws Exception {
    assertThat(letter.value()).isEqualTo(original.value());
    assertThat(letter.timestamp()).isEqualTo(original.timestamp());
    assertThat(letter.headers().lastHeader(SetAsideHeaders.KEY).value()).isEqualTo(original.key());
    assertThat(header(letter, SetAsideHeaders.SHA256))
        .isEqualTo(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(original.value())));
    assertThat(header(letter, SetAsideHeaders.TRUNCATED)).isEqualTo("false");
  }

  /** Topic, key, record time and bytes of every line of bytes, as they were sent. */
  private static List<String> poison(RecordedTraffic traffic) throws IOException {
    List<String> poison = new ArrayList<>();
    for (Topic topic : RecordedTraffic.TOPICS) {
      for (String line : Files.readAllLines(traffic.file(topic))) {
        JsonNode sent = JSON.readTree(line);
        if (sent.has("bytes")) {
          poison.add(
              String.join(
                  " ",
                  topic.suffix(),
                  sent.path("key").asText(),
                  Instant.parse(sent.path("recordTime").asText()).toString(),
                  sent.path("bytes").asText()));
        }
      }
    }
    return poison;
  }

  /** The same of a dead letter. */
  private static String told(ConsumerRecord<byte[], byte[]> letter) {
    return String.join(
        " ",
        header(letter, SetAsideHeaders.TOPIC).substring("bounded.".length()),
        header(letter, SetAsideHeaders.KEY),
        Instant.ofEpochMilli(letter.timestamp()).toString(),
        Base64.getEncoder().encodeToString(letter.value()));
  }

  private static boolean isUndecodable(ConsumerRecord<byte[], byte[]> letter) {
    return header(letter, SetAsideHeaders.REASON).equals("UNDECODABLE");
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
