package io.portally.bench.engine;

import io.portally.bench.traffic.Backlog;
import io.portally.local.stack.ClusterApart;
import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.FlinkCluster;
import io.portally.local.stack.StackFailure;
import io.portally.local.stack.StackOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The stack that engines are measured on. Broker and database stay; Flink's processes are as new
 * for each run that wants them, and away for all others. There is a Flink cluster for each {@link
 * Lane}; that of the first one is the stack's own.
 */
public final class BenchStack implements AutoCloseable {

  /** Room for records of all topics, rows and checkpoints. */
  private static final long BYTES_PER_RECORD = 300;

  private static final long ROOM = 2L << 30;

  private final EmbeddedStack stack;
  private final ClusterApart apart;

  /** Where nobody has made use of the cluster since it was started. */
  private final Set<Lane> fresh = EnumSet.of(Lane.FIRST);

  private BenchStack(EmbeddedStack stack, ClusterApart apart) {
    this.stack = stack;
    this.apart = apart;
  }

  /**
   * Starts it. Where no engine brings a jar, the clusters have the jobs of this build from the
   * start, and no run has to load them anew.
   *
   * @param data its own directory
   * @param engines that will run on it
   * @param records how many its topics will hold at most
   * @param notices takes a sentence whenever a process ended by itself
   */
  public static BenchStack start(
      Path data,
      Resources resources,
      Collection<? extends Engine> engines,
      long records,
      Consumer<String> notices) {
    StackOptions options = options(data, resources, engines);
    EmbeddedStack stack =
        EmbeddedStack.start(
            options.withFreeBytesNeeded(ROOM + records * BYTES_PER_RECORD), notices);
    try {
      return new BenchStack(
          stack,
          ClusterApart.open(
              options(data.resolveSibling(data.getFileName() + "-lane"), resources, engines),
              notices));
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private static StackOptions options(
      Path data, Resources resources, Collection<? extends Engine> engines) {
    StackOptions options = StackOptions.in(data).withTaskManagers(1, resources.parallelism());
    if (engines.stream().allMatch(Engine::bringsNoJar)) {
      options = options.withJobsLoadedOnce();
    }
    for (Map.Entry<String, String> key : resources.flink().entrySet()) {
      options = options.withFlink(key.getKey(), key.getValue());
    }
    return options;
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
    return stack.flink().taskManagers().stream()
        .findFirst()
        .orElseThrow(
            () -> StackFailure.withExitCode(1, "The TaskManager is gone; see its cluster's logs."));
  }

  /** Reads the topics' files once, so that every run finds them in the page cache. */
  public void warm(Backlog backlog) {
    try (Stream<Path> folders = Files.list(stack.data().resolve("kafka/data"))) {
      for (Path folder : (Iterable<Path>) folders.filter(f -> holds(f, backlog))::iterator) {
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
    try {
      apart.close();
    } finally {
      stack.close();
    }
  }

  EmbeddedStack stack() {
    return stack;
  }

  /** The Flink cluster of a lane, whether or not it runs. */
  FlinkCluster flink(Lane lane) {
    return lane == Lane.FIRST ? stack.flink() : apart.cluster();
  }

  /** Returns when a Flink cluster is there of which nobody has made use. */
  FlinkCluster wantFlink(Lane lane) {
    FlinkCluster cluster = flink(lane);
    if (!fresh.remove(lane)) {
      cluster.stop();
      cluster.start();
    }
    return cluster;
  }

  /** Returns when no process of Flink runs in the lane. */
  void doWithoutFlink(Lane lane) {
    fresh.remove(lane);
    flink(lane).stop();
  }

  private static boolean holds(Path folder, Backlog backlog) {
    return backlog.filled().stream()
        .anyMatch(topic -> folder.getFileName().toString().startsWith(topic + "-"));
  }

  private static void read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (ClosedByInterruptException e) {
      throw StackFailure.withExitCode(1, "The measurement was interrupted.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
