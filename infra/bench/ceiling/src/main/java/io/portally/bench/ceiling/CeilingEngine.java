package io.portally.bench.ceiling;

import io.portally.flink.sink.DatabaseAccess;
import io.portally.flink.sink.RowWriter;
import io.portally.tally.Definitions;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.fate.Bounds;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;

/** Drains the topic: {@code CeilingEngine <file of settings>}. */
public final class CeilingEngine {

  private static final String TOPIC = "cargo-movements";
  private static final int PARTITIONS = 8;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private CeilingEngine() {}

  public static void main(String[] args) throws Exception {
    Settings settings = Settings.read(Path.of(args[0]));
    ExecutorService threads = Executors.newFixedThreadPool(settings.threads());
    try {
      drain(settings, threads);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void drain(Settings settings, ExecutorService threads)
      throws SQLException, ExecutionException, InterruptedException {
    Definitions definitions = definitions();
    List<TopicReader> readers = readers(settings, definitions);
    Refusals refusals = new Refusals();
    try (RowWriter writer =
        new RowWriter(
            database(settings), settings.generation(), definitions.register(), refusals)) {
      Landing landing = new Landing(readers, new CellTable(definitions.rollUp()), writer);
      List<Future<?>> reading = new ArrayList<>();
      readers.forEach(reader -> reading.add(threads.submit(reader)));
      while (!reading.stream().allMatch(Future::isDone)) {
        landing.land(System.nanoTime());
        say("progress", readers);
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
      for (Future<?> reader : reading) {
        reader.get();
      }
      landing.landAll();
    }
    refusals.requireNone();
    say("done", readers);
  }

  /** With the patience that the jobs have by default. */
  private static DatabaseAccess database(Settings settings) {
    return new DatabaseAccess(
        settings.jdbcUrl(),
        settings.jdbcUser(),
        settings.jdbcPasswordFile(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(20),
        Duration.ofMinutes(5));
  }

  /** The defaults of the jobs. */
  private static Definitions definitions() {
    return new Definitions(
        RegisterReader.bundled(),
        ZoneId.of("Asia/Shanghai"),
        Bounds.DEFAULT,
        Duration.ofHours(1),
        Duration.ofDays(30),
        2_000);
  }

  private static List<TopicReader> readers(Settings settings, Definitions definitions) {
    List<TopicReader> readers = new ArrayList<>();
    for (int thread = 0; thread < settings.threads(); thread++) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int partition = thread; partition < PARTITIONS; partition += settings.threads()) {
        partitions.add(new TopicPartition(settings.topicPrefix() + TOPIC, partition));
      }
      readers.add(new TopicReader(settings, definitions, partitions));
    }
    return readers;
  }

  private static void say(String word, List<TopicReader> readers) {
    System.out.println(word + " " + readers.stream().mapToLong(TopicReader::read).sum());
  }
}
