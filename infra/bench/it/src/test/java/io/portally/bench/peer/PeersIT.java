package io.portally.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.local.Portally;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.StackOptions;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every peer writes the rows that our job writes, for one topic with every fault. */
// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
class PeersIT {

  private static final int EVENTS = 8_000;
  private static final int OURS = 101;

  private static Path temp;
  private static EmbeddedStack stack;
  private static long records;

  @BeforeAll
  static void fillTheTopicAndRunOurJob(@TempDir Path directory) throws Exception {
    temp = directory;
    stack =
        EmbeddedStack.start(
            StackOptions.in(temp.resolve("stack"))
                .withTaskManagers(1, 2)
                .withCheckpointInterval(Duration.ofDays(365)));
    Path lines = temp.resolve("lines/cargo-movements.jsonl");
    done(
        "simulate",
        "--out=" + temp.resolve("lines"),
        "--seed=20260401",
        "--events=" + EVENTS,
        "--start=2026-04-01T00:00:00Z",
        // A day and a half.
        "--rate=0.06",
        "--speed=max",
        "--duplicates=0.05",
        "--corrections=0.1",
        "--late=0.02",
        "--corrupt=0.01",
        "--future-dated=0.01");
    records = recordsOf(lines);
    done(
        "send",
        "cargo-movements",
        lines.toString(),
        "--bootstrap-servers=" + stack.bootstrapServers());
    begin(OURS);
    ended(
        Program.portally(
            temp,
            "job",
            "port-metrics",
            "--bounded",
            "--flink=" + stack.flinkRestUrl(),
            "--data=" + stack.data(),
            "-D",
            "parallelism.default=2",
            "-D",
            "portally.generation=" + OURS));
  }

  @AfterAll
  static void stopStack() {
    stack.close();
  }

  @Test
  void flinkSqlWritesTheRowsOfOurJob() throws Exception {
    begin(102);
    try (Connection owner = stack.ownerDataSource().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute("GRANT DELETE ON portally.throughput TO " + stack.writer().user());
    }
    Map<String, String> keys = new TreeMap<>(keys(102));
    keys.put("parallelism.default", "2");

    ended(Program.job(temp, "sql", stack, keys));

    assertThat(differences(102)).isEmpty();
  }

  @Test
  void kafkaStreamsWritesTheRowsOfOurJob() throws Exception {
    processWritesTheRowsOfOurJob(103, "streams");
  }

  @Test
  void kafkaStreamsWithChangelogWritesTheRowsOfOurJob() throws Exception {
    processWritesTheRowsOfOurJob(104, "streams-changelog");
  }

  @Test
  void hazelcastJetWritesTheRowsOfOurJob() throws Exception {
    processWritesTheRowsOfOurJob(105, "jet");
  }

  private static void processWritesTheRowsOfOurJob(int generation, String folder)
      throws IOException, InterruptedException, SQLException {
    begin(generation);

    Program peer = Program.peer(temp, folder, settings(generation));

    ended(peer);
    assertThat(peer.out().lines())
        .allMatch(line -> line.matches("(progress|done) [0-9]+"))
        .endsWith("done " + records);
    assertThat(differences(generation)).isEmpty();
  }

  private static Path settings(int generation) throws IOException {
    Properties properties = new Properties();
    properties.putAll(keys(generation));
    properties.setProperty("bench.parallelism", "2");
    properties.setProperty("bench.work-dir", temp.resolve("work-" + generation).toString());
    Path file = temp.resolve("generation-" + generation + ".properties");
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    return file;
  }

  private static Map<String, String> keys(int generation) {
    return Map.of(
        "portally.kafka.bootstrap-servers", stack.bootstrapServers(),
        "portally.topic-prefix", "portally.",
        "portally.jdbc.url", stack.jdbcUrl(),
        "portally.jdbc.user", stack.writer().user(),
        "portally.jdbc.password-file", stack.writer().passwordFile().toString(),
        "portally.generation", String.valueOf(generation));
  }

  /** A line is a record, but a heartbeat goes to every partition. */
  private static long recordsOf(Path lines) throws IOException {
    try (Stream<String> all = Files.lines(lines)) {
      return all.mapToLong(
              line -> line.contains("\"emittedAt\"") ? EmbeddedStack.EVENT_PARTITIONS : 1)
          .sum();
    }
  }

  /** A command that needs no process of its own. */
  private static void done(String... command) {
    assertThat(Portally.commandLine().execute(command)).as(command[0]).isZero();
  }

  private static void ended(Program program) {
    assertThat(program.exitCode()).as(program.out() + program.err()).isZero();
  }

  private static void begin(int generation) throws SQLException {
    try (Connection owner = stack.ownerDataSource().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute("INSERT INTO portally.generations (number) VALUES (" + generation + ")");
    }
  }

  /** Rows that only one of the two generations has, as text; rows of zeros count as absent. */
  private static List<String> differences(int generation) throws SQLException {
    String rows =
        """
        SELECT granularity, window_start, area_level, area_code, movement, direction, mode, laden,
               events, gross_mass_kg, teu_hundredths
          FROM portally.throughput
         WHERE generation = %d AND (events, gross_mass_kg, teu_hundredths) <> (0, 0, 0)""";
    String ours = rows.formatted(OURS);
    String theirs = rows.formatted(generation);
    String query =
        "SELECT 'ours alone: ' || r::text FROM (%1$s EXCEPT %2$s) r UNION ALL SELECT 'theirs alone: ' || r::text FROM (%2$s EXCEPT %1$s) r LIMIT 20"
            .formatted(ours, theirs);
    try (Connection owner = stack.ownerDataSource().getConnection();
        Statement statement = owner.createStatement()) {
      assertThat(count(statement, ours)).isGreaterThan(10_000);
      List<String> differences = new ArrayList<>();
      try (ResultSet found = statement.executeQuery(query)) {
        while (found.next()) {
          differences.add(found.getString(1));
        }
      }
      return differences;
    }
  }

  private static long count(Statement statement, String query) throws SQLException {
    try (ResultSet count = statement.executeQuery("SELECT count(*) FROM (%s) r".formatted(query))) {
      count.next();
      return count.getLong(1);
    }
  }
}
