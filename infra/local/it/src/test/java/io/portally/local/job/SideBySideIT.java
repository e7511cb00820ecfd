package io.portally.local.job;

import static io.portally.local.job.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.flink.job.ClusterMemory;
import io.portally.local.job.PackagedCommands.Ended;
import io.portally.local.oracle.Oracle;
import io.portally.local.oracle.RegisterFiles;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.FlinkRest;
import io.portally.local.stack.OneStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A register changes: the new figures are computed beside the live ones, and then shown. */
// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
@ExtendWith(OneStack.class)
public class SideBySideIT {

  private static final int EVENTS = 12_000;
  private static final int PARTITIONS = 4;
  private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern MADE = Pattern.compile("Generation (\\d+) is made");

  private static Path temp;
  private static EmbeddedStack stack;

  @BeforeAll
  static void useStack(EmbeddedStack shared, @TempDir Path directory) {
    stack = shared;
    temp = directory;
  }

  @AfterEach
  void theFirstGenerationIsInUse() {
    generation("use", "1");
  }

  @Test
  void aChangedRegisterIsComputedBesideTheLiveJobAndSwitchedTo() throws Exception {
    RecordedTraffic traffic = RecordedTraffic.record(temp.resolve("lines"), 20260304, EVENTS, 1);
    List<RecordedTraffic> parts = traffic.splitAt(0.5);
    RegisterFiles register = yantianOutsideTheBayAndShanghaiClosed();
    String[] changed = {
      "-D", "portally.register.ports=" + register.ports(),
      "-D", "portally.register.regions=" + register.regions()
    };

    World live = World.makeIn(begin(), stack, "side.", PARTITIONS);
    generation("use", String.valueOf(live.generation()));
    publish(parts.get(0), live);
    String liveJob = submit(live);
    live.awaitRecordsTold(parts.get(0).records());

    Ended refused = live.trySubmit(changed);
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "generation %d was computed under other definitions".formatted(live.generation()),
            "generation new");

    World other = live.withGeneration(begin(changed));
    String otherJob = submit(other, changed);
    publish(parts.get(1), live);
    Instant end = traffic.end();
    publish(RecordedTraffic.heartbeats(temp.resolve("heartbeats"), end, PARTITIONS), live);

    try (Oracle before = traffic.judged(end.minus(OUT_OF_ORDERNESS));
        Oracle after = traffic.judged(end.minus(OUT_OF_ORDERNESS), register)) {
      assertThat(after.fateCounts()).containsKey("REJECTED/UNKNOWN_PORT");
      assertThat(before.fateCounts()).doesNotContainKey("REJECTED/UNKNOWN_PORT");
      awaitEqual(live, before);
      awaitEqual(other, after);
      assertThat(shown()).containsExactly(live.generation() + " CNSHA,CNYTN GBA");

      assertThat(generation("list").out())
          .containsPattern("(?m)^ +%d .* 312  [0-9a-f]{64}$".formatted(other.generation()));
      generation("use", String.valueOf(other.generation()));

      assertThat(shown()).containsExactly(other.generation() + " CNYTN -");
      live.assertEquals(before);
      other.assertEquals(after);
    }
    everyJobCommitsUnderItsOwnGroup(live, liveJob, other, otherJob);
    theClusterRemembersTheCheckpoint(liveJob);
    stateStaysWithItsGeneration(live, liveJob);
    other.cancel(otherJob);
  }

  @Test
  void wrongSettingsAndUnknownNumbersAreRefusedAndChangeNothing() {
    String before = generation("list").out();

    Ended zone = tryGeneration("new", "-D", "portally.zone=Nowhere");
    assertThat(zone.exitCode()).isEqualTo(2);
    assertThat(zone.err()).startsWith("portally.zone is \"Nowhere\"; wanted: a zone of the IANA");

    Ended unknown = tryGeneration("use", "99");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).startsWith("There is no generation 99; there are: 1");

    assertThat(generation("list").out()).isEqualTo(before);
  }

  private static void everyJobCommitsUnderItsOwnGroup(
      World live, String liveJob, World other, String otherJob) throws Exception {
    assertThat(live.group()).isNotEqualTo(other.group());
    live.awaitAllCommitted(liveJob);
    other.awaitAllCommitted(otherJob);
  }

  /** What a job in application mode asks when a JobManager has taken over. */
  private static void theClusterRemembersTheCheckpoint(String job) {
    Configuration cluster =
        GlobalConfiguration.loadConfiguration(stack.data().resolve("flink/conf").toString());

    assertThat(ClusterMemory.hasCheckpoint(cluster, job)).isTrue();
    assertThat(ClusterMemory.hasCheckpoint(cluster, new JobID().toHexString())).isFalse();
  }

  private static void stateStaysWithItsGeneration(World live, String job) throws Exception {
    String savepoint = "execution.state-recovery.path=" + live.stopWithSavepoint(job);
    World third = live.withGeneration(begin());

    Ended taken =
        PackagedCommands.run(
            stack,
            third.jobArguments(List.of(), "-D", savepoint, "-D", "portally.heartbeat.interval=0"));

    assertThat(taken.exitCode()).as(taken.out()).isEqualTo(1);
    assertThat(taken.out())
        .contains(
            "The job failed: ",
            "the state belongs to generation %d, and generation %d is to be written"
                .formatted(live.generation(), third.generation()));
    assertThat(third.recordsTold()).isZero();

    String again = submit(live, "-D", savepoint);
    FlinkRest flink = new FlinkRest(stack.flinkRestUrl());
    await().atMost(PATIENCE).until(() -> flink.state(again).equals("RUNNING"));
    assertThat(live.restored(again).path("is_savepoint").asBoolean()).isTrue();
    live.cancel(again);
  }

  /** Makes a generation for a job with these settings; its number. */
  private static int begin(String... settings) {
    Matcher made = MADE.matcher(generation("new", settings).out());
    assertThat(made.find()).isTrue();
    return Integer.parseInt(made.group(1));
  }

  private static Ended generation(String action, String... arguments) {
    Ended ended = tryGeneration(action, arguments);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    return ended;
  }

  private static Ended tryGeneration(String action, String... arguments) {
    List<String> all = new ArrayList<>(List.of("generation", action));
    all.addAll(List.of(arguments));
    all.addAll(
        List.of(
            "--jdbc-url=" + stack.jdbcUrl(),
            "--owner=" + stack.owner().user(),
            "--owner-password-file=" + stack.owner().passwordFile(),
            "--data=" + stack.data()));
    return PackagedCommands.run(stack, all);
  }

  private static String submit(World world, String... settings) {
    return world.submit(
        Stream.concat(Stream.of("-D", "portally.heartbeat.interval=0"), Stream.of(settings))
            .toArray(String[]::new));
  }

  private static void publish(RecordedTraffic lines, World world) {
    lines.publish(stack.bootstrapServers(), world.topicPrefix());
  }

  private static void awaitEqual(World world, Oracle oracle) throws SQLException {
    assertThat(oracle.throughputRows()).isGreaterThan(10_000);
    world.awaitRecordsTold(oracle.publishedRecords());
    world.awaitEqual(oracle);
  }

  /** The generation that views show, and two of the ports with their regions. */
  private static List<String> shown() throws SQLException {
    String query =
        """
        SELECT (SELECT string_agg(DISTINCT generation::text, ' ') FROM portally.current_throughput)
          || ' ' || (SELECT string_agg(port_code, ',' ORDER BY port_code) FROM bi.ports
            WHERE port_code IN ('CNSHA', 'CNYTN'))
          || ' ' || (SELECT coalesce(region_code, '-') FROM bi.ports WHERE port_code = 'CNYTN')
        """;
    try (Connection reader = stack.readerDataSource().getConnection();
        Statement statement = reader.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return List.of(row.getString(1));
    }
  }

  /** One port moves, and one is closed, so that figures roll up otherwise and fates differ. */
  private static RegisterFiles yantianOutsideTheBayAndShanghaiClosed() throws IOException {
    RegisterFiles files =
        RegisterFiles.bundled(Files.createDirectories(temp.resolve("own-register")));
    List<String> lines =
        Files.readAllLines(files.ports()).stream()
            .filter(line -> !line.startsWith("CNSHA,"))
            .map(line -> line.startsWith("CNYTN,") ? line.replace(",GBA,", ",,") : line)
            .toList();
    Files.write(files.ports(), lines);
    return files;
  }
}
