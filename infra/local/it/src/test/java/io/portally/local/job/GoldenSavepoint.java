package io.portally.local.job;

import io.portally.local.oracle.Oracle;
import io.portally.local.oracle.OracleSettings;
import io.portally.local.oracle.RegisterFiles;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.KafkaTopics;
import io.portally.schemas.Topic;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * A savepoint of some version, and what belongs to it: the lines that had been read when it was
 * taken (in {@code before}), those that come when it has been taken up ({@code after}), and a
 * register of its own. {@link GoldenSavepointWriter} takes it.
 *
 * <p>Hardly a row had been written by then, so that nearly all that the lines before tell is in the
 * state alone, as changed and unsent. What had been written (windows that were complete) is
 * corrected by some line after. So every row has to be written by the job that takes the savepoint
 * up: a database that is empty at its start has to end as the oracle has it for all lines.
 */
record GoldenSavepoint(Path directory) {

  /** The names of topics and the generation are in the state, as are the partitions' offsets. */
  static final String TOPIC_PREFIX = "golden.";

  static final int GENERATION = 100;
  static final int PARTITIONS = 2;

  /** When all lines have been published. Hours have ended then, and the day has not. */
  static final Instant END = Instant.parse("2026-03-01T12:00:00Z");

  /** The kept savepoint of that number. */
  static GoldenSavepoint kept(int number) {
    String name = "savepoint-" + number;
    URL url = Objects.requireNonNull(GoldenSavepoint.class.getResource(name), name);
    try {
      return new GoldenSavepoint(Path.of(url.toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  RecordedTraffic before() {
    return new RecordedTraffic(directory.resolve("before"));
  }

  RecordedTraffic after() {
    return new RecordedTraffic(directory.resolve("after"));
  }

  /** The world of the state: its topics, empty, and its generation, without rows. */
  static World world(EmbeddedStack stack)
      throws SQLException, ExecutionException, InterruptedException {
    try (Connection owner = stack.ownerDataSource().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "INSERT INTO portally.generations (number) VALUES (%d)".formatted(GENERATION));
    }
    forgetTopics(stack);
    return World.makeIn(GENERATION, stack, TOPIC_PREFIX, PARTITIONS);
  }

  /** Deletes the topics of another test with such a state: offsets begin anew. */
  static void forgetTopics(EmbeddedStack stack) throws ExecutionException, InterruptedException {
    new KafkaTopics(stack.bootstrapServers()).deleteAll(TOPIC_PREFIX);
  }

  /** What the job has to be told besides, to have the definitions of the state. */
  List<String> settings() {
    return List.of(
        "portally.register.ports=" + register().ports(),
        "portally.register.regions=" + register().regions());
  }

  /** The setting with which a job goes on from it. */
  String recovery() {
    return "execution.state-recovery.path=file://" + directory;
  }

  /**
   * What the tables are to hold after all lines and a heartbeat at the {@link #END}.
   *
   * @param scratch an empty directory
   */
  Oracle judged(Duration outOfOrderness, Path scratch) throws IOException, SQLException {
    for (Topic topic : RecordedTraffic.TOPICS) {
      List<String> lines = new ArrayList<>(Files.readAllLines(before().file(topic)));
      lines.addAll(Files.readAllLines(after().file(topic)));
      Files.write(scratch.resolve(topic.suffix() + ".jsonl"), lines);
    }
    return Oracle.judge(
        OracleSettings.defaultsAsOf(END.minus(outOfOrderness)), register(), scratch);
  }

  RegisterFiles register() {
    return new RegisterFiles(directory.resolve("ports.csv"), directory.resolve("regions.csv"));
  }

  /** Deletes what the topics hold; offsets go on. */
  static void forgetRecords(World world) throws ExecutionException, InterruptedException {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    for (Topic topic : RecordedTraffic.TOPICS) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        // To the end.
        all.put(
            new TopicPartition(TOPIC_PREFIX + topic.suffix(), partition),
            RecordsToDelete.beforeOffset(-1));
      }
    }
    try (Admin admin = world.topics().admin()) {
      admin.deleteRecords(all).all().get();
    }
  }
}
