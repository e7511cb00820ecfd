package io.portally.local.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.local.Portally;
import io.portally.local.oracle.Oracle;
import io.portally.local.oracle.OracleSettings;
import io.portally.local.oracle.RegisterFiles;
import io.portally.schemas.Topic;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A seeded stretch of the nation's traffic as JSON lines, with every fault that can be ordered:
 * what is published, and what the oracle reads.
 *
 * @param directory holds a file for each event topic
 */
record RecordedTraffic(Path directory) {

  static final Instant BEGINNING = Instant.parse("2026-03-01T00:00:00Z");
  static final List<Topic> TOPICS = List.of(Topic.CARGO_MOVEMENTS, Topic.CLEARANCE_EVENTS);

  /**
   * So many records of both topics.
   *
   * @param rate records in a second of their own time
   */
  static RecordedTraffic record(Path directory, long seed, int events, double rate) {
    int exit =
        Portally.commandLine()
            .execute(
                "simulate",
                "--out=" + directory,
                "--seed=" + seed,
                "--events=" + events,
                "--start=" + BEGINNING,
                "--rate=" + rate,
                "--speed=max",
                "--duplicates=0.03",
                "--corrections=0.05",
                "--late=0.02",
                "--corrupt=0.01",
                "--future-dated=0.01");
    if (exit != 0) {
      throw new IllegalStateException("simulate ended with " + exit);
    }
    return new RecordedTraffic(directory);
  }

  Path file(Topic topic) {
    return directory.resolve(topic.suffix() + ".jsonl");
  }

  /** The first lines of each topic, by share, and the rest of them, as traffic of their own. */
  List<RecordedTraffic> splitAt(double share) {
    RecordedTraffic first = new RecordedTraffic(directory.resolve("first"));
    RecordedTraffic rest = new RecordedTraffic(directory.resolve("rest"));
    try {
      Files.createDirectories(first.directory);
      Files.createDirectories(rest.directory);
      for (Topic topic : TOPICS) {
        List<String> lines = Files.readAllLines(file(topic));
        int at = (int) (lines.size() * share);
        Files.write(first.file(topic), lines.subList(0, at));
        Files.write(rest.file(topic), lines.subList(at, lines.size()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(first, rest);
  }

  /** A heartbeat for every partition of each topic. */
  static RecordedTraffic heartbeats(Path directory, Instant at, int partitions) {
    try {
      Files.createDirectories(directory);
      RecordedTraffic heartbeats = new RecordedTraffic(directory);
      for (Topic topic : TOPICS) {
        try (BufferedWriter out = Files.newBufferedWriter(heartbeats.file(topic), UTF_8)) {
          for (int partition = 0; partition < partitions; partition++) {
            out.write("{\"emittedAt\":\"%s\",\"partition\":%d}%n".formatted(at, partition));
          }
        }
      }
      return heartbeats;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What the tables are to hold when all lines have been read and windows up to then have ended.
   */
  Oracle judged(Instant asOf) throws IOException, SQLException {
    return judged(
        asOf, RegisterFiles.bundled(Files.createDirectories(directory.resolve("register"))));
  }

  /** The same, where the job has another register. */
  Oracle judged(Instant asOf, RegisterFiles register) throws IOException, SQLException {
    return Oracle.judge(OracleSettings.defaultsAsOf(asOf), register, directory);
  }

  /** How many lines there are that have a fate: all but heartbeats. */
  long records() {
    return TOPICS.stream().mapToLong(topic -> count(file(topic))).sum();
  }

  private static long count(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> !line.contains("\"emittedAt\"")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The instant at which the last record was published, to the second above. */
  Instant end() {
    return TOPICS.stream().map(this::lastRecordTime).max(Instant::compareTo).orElseThrow();
  }

  private Instant lastRecordTime(Topic topic) {
    try (Stream<String> lines = Files.lines(file(topic))) {
      return lines
          .map(line -> line.replaceFirst(".*\"recordTime\":\"([^\"]+)\".*", "$1"))
          .filter(time -> time.startsWith("20") && time.length() < 30)
          .map(Instant::parse)
          .max(Instant::compareTo)
          .orElseThrow()
          .plusSeconds(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Publishes every line, as a person would with {@code portally send}. */
  void publish(String bootstrapServers, String topicPrefix) {
    TOPICS.forEach(topic -> send(topic, file(topic), bootstrapServers, topicPrefix));
  }

  static void send(Topic topic, Path lines, String bootstrapServers, String topicPrefix) {
    int exit =
        Portally.commandLine()
            .execute(
                "send",
                topic.suffix(),
                lines.toString(),
                "--bootstrap-servers=" + bootstrapServers,
                "--topic-prefix=" + topicPrefix);
    if (exit != 0) {
      throw new IllegalStateException("send ended with " + exit);
    }
  }
}
