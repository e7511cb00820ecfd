package io.portally.local.job;

import static io.portally.local.job.HandMade.arrival;
import static io.portally.local.job.HandMade.bytes;
import static io.portally.local.job.HandMade.heartbeat;
import static io.portally.local.job.HandMade.heartbeatsBelow;
import static io.portally.local.job.Patience.await;
import static io.portally.schemas.Topic.CARGO_MOVEMENTS;
import static io.portally.schemas.Topic.CLEARANCE_EVENTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portally.local.job.Figures.Arrivals;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.FlinkRest;
import io.portally.local.stack.KafkaTopics;
import io.portally.local.stack.OneStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * When rows appear, complete and are revised, on the real broker, and when a job does not start.
 */
// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
@ExtendWith(OneStack.class)
public class EventTimeIT {

  private static final int PARTITIONS = 4;
  private static final Instant NOON = Instant.parse("2026-03-01T04:00:00Z");

  /** For what takes as long as the machine needs. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** For which nothing must happen. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private static Path temp;
  private static EmbeddedStack stack;

  @BeforeAll
  static void useStack(EmbeddedStack shared, @TempDir Path directory) {
    stack = shared;
    temp = directory;
  }

  @Test
  void heartbeatsAloneCompleteAQuietTopic() throws Exception {
    World world = World.make(stack, "quiet.", PARTITIONS);
    Instant minute = Instant.now().truncatedTo(MINUTES).minus(Duration.ofMinutes(2));
    world.send(
        CARGO_MOVEMENTS,
        arrival("A", minute.plusSeconds(10), 1_000).put("partition", 0),
        arrival("B", minute.plusSeconds(20), 500).put("partition", 0));

    submitWithHeartbeats(world);

    awaitArrivals(world, minute, 2, 1_500, true);
    assertThat(world.recordsIn("cargo-movements")).allMatch(records -> records > 0);
    assertThat(world.recordsIn("clearance-events")).allMatch(records -> records > 0);
    assertThat(world.recordsTold()).isEqualTo(2);
  }

  @Test
  void aRowGrowsCompletesIsRevisedAndComesOutOfAReplayTheSame() throws Exception {
    World world = World.make(stack, "story.", PARTITIONS);
    Figures figures = new Figures(world);
    world.send(CARGO_MOVEMENTS, arrival("A", NOON.plusSeconds(10), 1_000));
    String job = submitByHand(world);
    Arrivals first = awaitArrivals(world, NOON, 1, 1_000, false);

    Instant next = NOON.plus(1, MINUTES);
    world.send(CARGO_MOVEMENTS, arrival("B", next.plusSeconds(10), 700));
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(figures.arrivals(next)).isPresent());

    world.send(CARGO_MOVEMENTS, arrival("C", NOON.plusSeconds(30), 500));
    Arrivals grown = awaitArrivals(world, NOON, 2, 1_500, false);
    assertThat(grown.revision()).isGreaterThan(first.revision());

    sendEverywhere(world, heartbeat(NOON.plus(3, MINUTES)));
    Arrivals complete = awaitArrivals(world, NOON, 2, 1_500, true);
    assertThat(complete.revision()).isEqualTo(grown.revision());

    world.send(CARGO_MOVEMENTS, publishedAfter(Duration.ofMinutes(5), "A", 4_000, 1));
    Arrivals revised = awaitArrivals(world, NOON, 2, 4_500, true);
    assertThat(revised.revision()).isGreaterThan(complete.revision());

    world.send(
        CARGO_MOVEMENTS,
        publishedAfter(Duration.ofMinutes(6), "A", 4_000, 1),
        publishedAfter(Duration.ofMinutes(7), "A", 1_000, 0),
        publishedAfter(Duration.ofHours(25), "D", 9_000, 0),
        arrival("E", next, 300).put("port", "XXXXX"),
        arrival("F", next, 300).put("classifier", "PLANNED"),
        bytes(new byte[] {1, 2, 3}, next),
        arrival("G", next.plusSeconds(20), 40).put("laden", false));
    sendEverywhere(world, heartbeat(NOON.plus(Duration.ofDays(2))));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(world.recordsTold()).isEqualTo(11);
              assertThat(figures.rows(false)).isEmpty();
            });
    assertThat(figures.records("ACCEPTED", "-")).isEqualTo(5);
    assertThat(figures.records("DUPLICATE", "-")).isEqualTo(2);
    assertThat(figures.records("LATE", "-")).isEqualTo(1);

    assertThat(world.committed()).isEmpty();
    world.awaitAllCommitted(job);

    World replay = world.withNewGeneration();
    assertThat(replay.run("--bounded")).isZero();

    assertThat(new Figures(replay).rows(true)).isEqualTo(figures.rows(true)).isNotEmpty();
    assertThat(new Figures(replay).rows(false)).isEmpty();
    assertThat(replay.committed()).isEmpty();
  }

  @Test
  void oneSilentPartitionHoldsEveryWindowBack() throws Exception {
    World world = World.make(stack, "silent.", PARTITIONS);
    Instant later = NOON.plus(5, MINUTES);
    world.send(CARGO_MOVEMENTS, arrival("A", NOON, 1_000), heartbeat(later));
    world.send(CLEARANCE_EVENTS, heartbeatsBelow(PARTITIONS - 1, later));
    submitByHand(world);

    awaitArrivals(world, NOON, 1, 1_000, false);
    nothingCompletesFor(QUIET, world);

    world.send(CLEARANCE_EVENTS, heartbeat(later).put("partition", PARTITIONS - 1));
    awaitArrivals(world, NOON, 1, 1_000, true);
  }

  @Test
  void aHeartbeatFromAnHourAheadMovesNothing() throws Exception {
    World world = World.make(stack, "ahead.", PARTITIONS);
    Instant hourAhead = NOON.plus(Duration.ofHours(1));
    world.send(CARGO_MOVEMENTS, arrival("A", NOON, 1_000));
    submitByHand(world);
    awaitArrivals(world, NOON, 1, 1_000, false);

    sendEverywhere(world, heartbeat(hourAhead).put("recordTime", NOON.toString()));
    nothingCompletesFor(QUIET, world);

    sendEverywhere(world, heartbeat(hourAhead));
    awaitArrivals(world, NOON, 1, 1_000, true);
  }

  @Test
  void aStoppedBrokerMovesNothingAndNoJobStartsWithoutOne() throws Exception {
    World world = World.make(stack, "outage.", PARTITIONS);
    Instant begun = Instant.now();
    Duration outOfOrderness = outOfOrdernessFor(begun.plusSeconds(30));
    String job =
        submitWithHeartbeats(
            world, "portally.out-of-orderness=%d ms".formatted(outOfOrderness.toMillis()));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(world.recordsIn("cargo-movements")).allMatch(records -> records > 0);
              assertThat(world.recordsIn("clearance-events")).allMatch(records -> records > 0);
            });
    Instant minute = firstMinuteToComplete(begun, outOfOrderness);
    Instant due = minute.plus(1, MINUTES).plus(outOfOrderness);
    world.send(CARGO_MOVEMENTS, arrival("A", minute, 1_000));
    awaitArrivals(world, minute, 1, 1_000, false);

    stack.stopBroker();
    try {
      assertThat(Instant.now())
          .as("the broker is down before the window could complete")
          .isBefore(due);
      // Meanwhile the window falls due.
      refuses(world, 3, "no Kafka broker answers at " + stack.bootstrapServers());
      Duration left = Duration.between(Instant.now(), due.plusSeconds(5));
      nothingCompletesFor(left.compareTo(QUIET) < 0 ? QUIET : left, world);
    } finally {
      stack.startBroker();
    }
    awaitArrivals(world, minute, 1, 1_000, true);
    assertThat(world.restarts(job)).isZero();
    assertThat(new FlinkRest(stack.flinkRestUrl()).state(job)).isEqualTo("RUNNING");
  }

  /**
   * With which windows, that end on whole minutes, complete at about that instant; or a little
   * after the next minute, where that is sooner over: heartbeats stand still for as long after an
   * outage.
   */
  private static Duration outOfOrdernessFor(Instant instant) {
    Duration least = Duration.ofSeconds(5);
    Duration sinceMinute = Duration.between(instant.truncatedTo(MINUTES), instant);
    boolean fits =
        sinceMinute.compareTo(least) > 0 && sinceMinute.compareTo(Duration.ofSeconds(35)) < 0;
    return fits ? sinceMinute : least;
  }

  /**
   * Not so soon that the row could complete before the broker is down: a slow machine gets more.
   */
  private static Instant firstMinuteToComplete(Instant begun, Duration outOfOrderness) {
    Instant now = Instant.now();
    Duration startup = Duration.between(begun, now);
    Duration atLeast = Duration.ofSeconds(17);
    Instant earliest = now.plus(startup.compareTo(atLeast) > 0 ? startup : atLeast);
    return earliest.minus(outOfOrderness).truncatedTo(MINUTES);
  }

  @Test
  void historyThatMeetsAClosedWindowIsLate() throws Exception {
    World world = World.make(stack, "closed.", PARTITIONS);
    Figures figures = new Figures(world);
    world.send(CARGO_MOVEMENTS, arrival("A", NOON, 1_000));
    sendEverywhere(world, heartbeat(NOON.plus(Duration.ofDays(3))));
    submitByHand(world);
    Arrivals closed = awaitArrivals(world, NOON, 1, 1_000, true);

    world.send(CARGO_MOVEMENTS, arrival("B", NOON.plusSeconds(10), 500));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(figures.records("LATE", "WINDOW_CLOSED")).isEqualTo(1));
    await().atMost(PATIENCE).until(() -> world.recordsOn("late-events") == 1);
    ConsumerRecord<byte[], byte[]> late = world.topics().read("closed.late-events").get(0);
    assertThat(header(late, "portally.reason")).isEqualTo("WINDOW_CLOSED");
    assertThat(header(late, "portally.key")).isEqualTo("B");
    assertThat(late.timestamp()).isEqualTo(NOON.plusSeconds(10).toEpochMilli());
    assertThat(figures.arrivals(NOON)).hasValue(closed);
  }

  @Test
  void aStartThatCannotGoWellIsRefusedInASentence() throws Exception {
    World world = World.make(stack, "refused.", PARTITIONS);
    world.send(
        CARGO_MOVEMENTS,
        arrival("A", NOON, 1_000).put("partition", 0),
        arrival("B", NOON, 1_000).put("partition", 0));

    String closed = "127.0.0.1:" + closedPort();

    refuses(world, 2, "nobody.cargo-movements", "portally.topic-prefix=nobody.");
    refuses(world, 2, "no generation 99", "portally.generation=99");
    refuses(
        world,
        2,
        "password authentication failed",
        "portally.jdbc.password-file=" + fileWithWrongPassword());
    refuses(world, 3, closed, "portally.jdbc.url=jdbc:postgresql://%s/postgres".formatted(closed));

    assertThat(new FlinkRest(stack.flinkRestUrl()).runningJobs()).isEmpty();
  }

  @Test
  void topicsThatLostTheirBeginningGoIntoAGenerationWithoutRowsOnly() throws Exception {
    World world = World.make(stack, "truncated.", PARTITIONS);
    world.send(
        CARGO_MOVEMENTS,
        arrival("A", NOON, 1_000).put("partition", 0),
        arrival("B", NOON, 500).put("partition", 0));
    assertThat(world.run("--bounded")).isZero();

    deleteTheFirst(world.topics(), new TopicPartition("truncated.cargo-movements", 0));

    refuses(world, 2, "the first 1 records of truncated.cargo-movements-0 have been deleted");
    World fresh = world.withNewGeneration();
    assertThat(fresh.run("--bounded")).isZero();
    assertThat(new Figures(fresh).arrivals(NOON)).hasValue(new Arrivals(1, 500, 1, true));
  }

  private static void refuses(World world, int exitCode, String because, String... settings) {
    PackagedCommands.Ended ended =
        world.trySubmit(
            Stream.of(settings)
                .flatMap(setting -> Stream.of("-D", setting))
                .toArray(String[]::new));
    assertThat(ended.err()).startsWith("The job was not started: ").contains(because);
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
  }

  private static Path fileWithWrongPassword() throws IOException {
    return Files.writeString(temp.resolve("wrong"), "guess");
  }

  /** One that was free a moment ago, and that nobody listens on. */
  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void deleteTheFirst(KafkaTopics topics, TopicPartition partition)
      throws ExecutionException, InterruptedException {
    try (Admin admin = topics.admin()) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1))).all().get();
    }
  }

  /** Starts the job that sends heartbeats itself. */
  private static String submitWithHeartbeats(World world, String... settings) {
    return submit(world, "portally.heartbeat.interval=1 s", settings);
  }

  /** Starts the job for which the test tells event time. */
  private static String submitByHand(World world) {
    return submit(world, "portally.heartbeat.interval=0");
  }

  private static String submit(World world, String heartbeats, String... settings) {
    Stream<String> quick =
        Stream.of("minute", "hour", "day").map("portally.refresh.%s=200 ms"::formatted);
    return world.submit(
        Stream.concat(Stream.of(heartbeats), Stream.concat(quick, Stream.of(settings)))
            .flatMap(setting -> Stream.of("-D", setting))
            .toArray(String[]::new));
  }

  /** Version {@code version} of the arrival at noon, published so long after it. */
  private static JsonNode publishedAfter(
      Duration delay, String consignment, long grossMassKg, int version) {
    Instant at = NOON.plusSeconds(10);
    return arrival(consignment, at, grossMassKg)
        .put("version", version)
        .put("recordTime", at.plus(delay).toString());
  }

  private static void sendEverywhere(World world, JsonNode heartbeat) throws IOException {
    world.send(CARGO_MOVEMENTS, heartbeat);
    world.send(CLEARANCE_EVENTS, heartbeat);
  }

  private static Arrivals awaitArrivals(
      World world, Instant minute, long events, long grossMassKg, boolean complete) {
    Figures figures = new Figures(world);
    return await()
        .atMost(PATIENCE)
        .until(
            () -> figures.arrivals(minute),
            row ->
                row.filter(
                        arrivals ->
                            arrivals.events() == events
                                && arrivals.grossMassKg() == grossMassKg
                                && arrivals.complete() == complete)
                    .isPresent())
        .orElseThrow();
  }

  private static void nothingCompletesFor(Duration duration, World world) {
    Figures figures = new Figures(world);
    await()
        .during(duration)
        .atMost(duration.plusSeconds(30))
        .untilAsserted(() -> assertThat(figures.rows(true)).isEmpty());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
