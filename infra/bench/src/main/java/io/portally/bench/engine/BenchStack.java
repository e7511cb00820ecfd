package io.portally.bench.engine;

import io.portally.bench.traffic.CargoTopic;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.StackFailure;
import io.portally.local.stack.StackOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The stack that engines are measured on. Broker and database stay; Flink's processes are as new
 * for each run that wants them, and away for all others.
 */
public final class BenchStack implements AutoCloseable {

  /** Room for records of all topics, rows and checkpoints. */
  private static final long BYTES_PER_RECORD = 300;

  private static final long ROOM = 2L << 30;

  private final EmbeddedStack stack;
  private boolean flinkIsNew = true;

  private BenchStack(EmbeddedStack stack) {
    this.stack = stack;
  }

  /**
   * Starts it.
   *
   * @param data its own directory
   * @param records how many its topics will hold at most
   * @param notices takes a sentence whenever a process ended by itself
   */
  public static BenchStack start(
      Path data, Resources resources, long records, Consumer<String> notices) {
    StackOptions options =
        StackOptions.in(data)
            .withTaskManagers(1, resources.parallelism())
            .withFreeBytesNeeded(ROOM + records * BYTES_PER_RECORD);
    for (Map.Entry<String, String> key : resources.flink().entrySet()) {
      options = options.withFlink(key.getKey(), key.getValue());
    }
    return new BenchStack(EmbeddedStack.start(options, notices));
  }

  public String bootstrapServers() {
    return stack.bootstrapServers();
  }

  /** Connections of the database's owner. */
  public DataSource owner() {
    return stack.ownerDataSource();
  }

  /** The broker's process. */
  public List<ProcessHandle> broker() {
    return stack.brokerProcess().stream().toList();
  }

  /** The database's first process. */
  public List<ProcessHandle> database() {
    return stack.databaseProcess().stream().toList();
  }

  /**
   * The TaskManager, of which there is one.
   *
   * @throws StackFailure where there is none
   */
  public ProcessHandle taskManager() {
    return stack.taskManagers().stream()
        .findFirst()
        .orElseThrow(
            () -> StackFailure.withExitCode(1, "The TaskManager is gone; see its cluster's logs."));
  }

  /** Reads the topic's files once, so that every run finds them in the page cache. */
  public void warm(CargoTopic topic) {
    try (Stream<Path> folders = Files.list(stack.data().resolve("kafka/data"))) {
      for (Path folder : (Iterable<Path>) folders.filter(f -> holds(f, topic))::iterator) {
        try (Stream<Path> files = Files.list(folder)) {
          files.filter(file -> file.toString().endsWith(".log")).forEach(BenchStack::read);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stack.close();
  }

  EmbeddedStack stack() {
    return stack;
  }

  /** Returns when a Flink cluster is there of which nobody has made use. */
  void wantFlink() {
    if (!flinkIsNew) {
      stack.stopFlink();
      stack.startFlink();
    }
    flinkIsNew = false;
  }

  /** Returns when no process of Flink runs. */
  void doWithoutFlink() {
    stack.stopFlink();
    flinkIsNew = false;
  }

  private static boolean holds(Path folder, CargoTopic topic) {
    return folder.getFileName().toString().startsWith(topic.name() + "-");
  }

  private static void read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
