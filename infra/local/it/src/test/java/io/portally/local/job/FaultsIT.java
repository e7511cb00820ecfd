package io.portally.local.job;

import static io.portally.local.job.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portally.local.oracle.Oracle;
import io.portally.local.oracle.TableComparison;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.FlinkRest;
import io.portally.local.stack.FrozenProcesses;
import io.portally.local.stack.OneStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong around a running job changes no figure: servers that are stopped, frozen or
 * killed in the middle of seeded traffic, and the oracle's tables at the end.
 */
// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
@ExtendWith(OneStack.class)
public class FaultsIT {

  private static final int EVENTS = 8_000;
  private static final int PARTITIONS = 4;
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(3);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(2);

  /** For what takes as long as the machine needs. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static Path temp;
  private static EmbeddedStack stack;
  private static RecordedTraffic traffic;
  private static RecordedTraffic begin;
  private static RecordedTraffic rest;
  private static Oracle oracle;

  @BeforeAll
  static void recordTraffic(EmbeddedStack shared, @TempDir Path directory) throws Exception {
    stack = shared;
    temp = directory;
    traffic = RecordedTraffic.record(temp.resolve("lines"), 20260302, EVENTS, 1);
    List<RecordedTraffic> parts = traffic.splitAt(0.5);
    begin = parts.get(0);
    rest = parts.get(1);
    oracle = traffic.judged(traffic.end().minus(OUT_OF_ORDERNESS));
    assertThat(oracle.throughputRows()).isGreaterThan(10_000);
  }

  @AfterAll
  static void closeOracle() throws SQLException {
    oracle.close();
  }

  @Test
  void aDatabaseThatIsStoppedIsWaitedFor() throws Exception {
    World world = World.make(stack, "stopped-database.", PARTITIONS);
    String job = submit(world);
    publish(begin, world);
    world.awaitRecordsTold(begin.records());

    long noticed = unansweredCalls();
    stack.stopDatabase();
    try {
      publish(rest, world);
      await().atMost(PATIENCE).until(() -> unansweredCalls() >= noticed + 5);
    } finally {
      stack.startDatabase();
    }

    endsAsTheOracleSays(world);
    assertThat(world.restarts(job)).isZero();
  }

  @Test
  void aDatabaseThatIsFrozenBeyondTheSocketTimeoutIsWaitedFor() throws Exception {
    World world = World.make(stack, "frozen-database.", PARTITIONS);
    String job = submit(world);
    publish(begin, world);
    world.awaitRecordsTold(begin.records() / 2);

    long noticed = unansweredCalls();
    Instant frozenAt = Instant.now();
    try (FrozenProcesses frozen =
        FrozenProcesses.freeze(List.of(stack.postmaster().orElseThrow()))) {
      assertThat(frozen.processes()).hasSizeGreaterThan(5);
      publish(rest, world);
      await().atMost(PATIENCE).until(() -> unansweredCalls() > noticed);
    }
    assertThat(Duration.between(frozenAt, Instant.now())).isGreaterThan(SOCKET_TIMEOUT);

    endsAsTheOracleSays(world);
    assertThat(world.restarts(job)).isZero();
  }

  @Test
  void aBrokerThatIsAwayForLongerThanTheOutOfOrdernessLosesNothing() throws Exception {
    World world = World.make(stack, "stopped-broker.", PARTITIONS);
    String job = submit(world);
    publish(begin, world);
    world.awaitRecordsTold(begin.records() / 2);

    FlinkRest flink = new FlinkRest(stack.flinkRestUrl());
    stack.stopBroker();
    try {
      await()
          .during(OUT_OF_ORDERNESS.multipliedBy(2))
          .atMost(PATIENCE)
          .until(() -> flink.state(job).equals("RUNNING"));
    } finally {
      stack.startBroker();
    }
    publish(rest, world);

    endsAsTheOracleSays(world);
    assertThat(world.restarts(job)).isZero();
  }

  @Test
  void aTaskManagerThatIsKilledChangesNothing() throws Exception {
    World world = World.make(stack, "killed-taskmanager.", PARTITIONS);
    String job = submit(world);
    publish(begin, world);
    world.awaitRecordsTold(begin.records());
    world.takeCheckpoint(job);

    publish(rest, world);
    // The database is ahead of the checkpoint then.
    world.awaitRecordsTold(begin.records() + rest.records() / 4);
    stack.taskManagers().get(0).destroyForcibly();

    endsAsTheOracleSays(world);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(world.restarts(job)).isPositive());
  }

  @Test
  void aJobManagerThatIsKilledComesBackToItsJobAndGoesOnFromTheCheckpoint() throws Exception {
    World world = World.make(stack, "killed-jobmanager.", PARTITIONS);
    String job = submit(world);
    publish(begin, world);
    world.awaitRecordsTold(begin.records());
    world.takeCheckpoint(job);
    long checkpoint = world.newestCheckpoint(job);
    assertThat(world.restored(job).isMissingNode() || world.restored(job).isNull()).isTrue();

    ProcessHandle killed = stack.jobManager().orElseThrow();
    killed.destroyForcibly();
    publish(rest, world);

    JsonNode restored =
        await()
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(() -> world.restored(job), from -> from.hasNonNull("id"));
    assertThat(restored.path("id").asLong()).isEqualTo(checkpoint);
    assertThat(stack.jobManager().orElseThrow().pid()).isNotEqualTo(killed.pid());
    endsAsTheOracleSays(world);
  }

  @Test
  void aJobGoesOnFromItsSavepointAtAnotherParallelism() throws Exception {
    World world = World.make(stack, "rescaled.", PARTITIONS);
    String job = submit(world);
    publish(begin, world);
    world.awaitRecordsTold(begin.records() / 2);
    String savepoint = world.stopWithSavepoint(job);
    publish(rest, world);

    String again =
        submit(world, "execution.state-recovery.path=" + savepoint, "parallelism.default=3");

    endsAsTheOracleSays(world);
    JsonNode restored = world.restored(again);
    assertThat(restored.path("is_savepoint").asBoolean()).as(restored.toString()).isTrue();
  }

  @Test
  void aJobGoesOnFromTheSavepointOfAnEarlierVersion() throws Exception {
    GoldenSavepoint golden = GoldenSavepoint.kept(1);
    World world = GoldenSavepoint.world(stack);
    publish(golden.before(), world);
    // Only the state still knows them.
    GoldenSavepoint.forgetRecords(world);

    String job =
        submit(
            world,
            Stream.concat(golden.settings().stream(), Stream.of(golden.recovery()))
                .toArray(String[]::new));
    publish(golden.after(), world);
    Path heartbeats = temp.resolve("golden-heartbeats");
    publish(RecordedTraffic.heartbeats(heartbeats, GoldenSavepoint.END, world.partitions()), world);

    Path scratch = Files.createDirectories(temp.resolve("golden-lines"));
    try (Oracle all = golden.judged(OUT_OF_ORDERNESS, scratch)) {
      world.awaitRecordsTold(all.publishedRecords());
      world.awaitEqual(all);
      for (String table : TableComparison.tableNames()) {
        assertThat(all.rowsOf(table)).as(table).isPositive();
      }
    }
    JsonNode restored = world.restored(job);
    assertThat(restored.path("is_savepoint").asBoolean()).as(restored.toString()).isTrue();
  }

  /** Starts the job for which the test tells event time. */
  private static String submit(World world, String... settings) {
    Stream<String> ofAll =
        Stream.of(
            "portally.heartbeat.interval=0",
            "portally.out-of-orderness=%d s".formatted(OUT_OF_ORDERNESS.toSeconds()),
            "portally.jdbc.statement-timeout=1 s",
            "portally.jdbc.socket-timeout=%d s".formatted(SOCKET_TIMEOUT.toSeconds()));
    return world.submit(
        Stream.concat(ofAll, Stream.of(settings))
            .flatMap(setting -> Stream.of("-D", setting))
            .toArray(String[]::new));
  }

  private static void publish(RecordedTraffic lines, World world) {
    lines.publish(stack.bootstrapServers(), world.topicPrefix());
  }

  private static void endsAsTheOracleSays(World world) throws Exception {
    Instant end = traffic.end();
    publish(RecordedTraffic.heartbeats(temp.resolve("heartbeats"), end, PARTITIONS), world);
    world.awaitRecordsTold(traffic.records());
    world.awaitEqual(oracle);
  }

  /** How often the sinks have found no database so far, as the TaskManagers' logs tell. */
  private static long unansweredCalls() {
    return IntStream.rangeClosed(1, 2)
        .mapToObj(number -> stack.data().resolve("logs/taskmanager-%d.log".formatted(number)))
        .mapToLong(FaultsIT::unansweredCalls)
        .sum();
  }

  private static long unansweredCalls(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("does not answer")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
