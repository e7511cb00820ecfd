package io.portally.local.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portally.local.stack.EmbeddedStack;
import io.portally.local.stack.Installation;
import io.portally.local.stack.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes a {@link GoldenSavepoint} with today's version. No test by its name: it runs where it is
 * asked for, with {@code -Dsavepoint.number}, and writes the state into the directory of that
 * number among the sources, beside the lines and the register that are there already.
 * CONTRIBUTING.md has the command.
 */
class GoldenSavepointWriter {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void takesTheSavepoint(@TempDir Path temp) throws Exception {
    Path directory = directory("savepoint-");
    assertThat(directory.resolve("before")).as("the lines that are to be read").isDirectory();
    assertThat(directory.resolve("_metadata"))
        .as("a golden savepoint is never written anew: give this version another number")
        .doesNotExist();
    GoldenSavepoint golden = new GoldenSavepoint(directory);
    try (EmbeddedStack stack = startStack(temp)) {
      World world = GoldenSavepoint.world(stack);
      golden.before().publish(stack.bootstrapServers(), world.topicPrefix());
      String job = submit(golden, world);
      awaitAllRead(golden, world, job);
      copy(Path.of(URI.create(world.stopWithSavepoint(job))), directory);
      assertThat(new Figures(world).rows(false)).as("written, though not complete").isEmpty();
    }
  }

  /** Where the savepoint of the number that is asked for belongs among the sources. */
  static Path directory(String prefix) {
    String number = System.getProperty("savepoint.number");
    assertThat(number).as("-Dsavepoint.number").matches("[1-9][0-9]*");
    return Installation.find()
        .root()
        .resolve("infra/local/it/src/test/resources/io/portally/local/job/" + prefix + number);
  }

  static EmbeddedStack startStack(Path temp) {
    return EmbeddedStack.start(
        StackOptions.in(temp.resolve("stack"))
            .withTaskManagers(1, 2)
            .withCheckpointInterval(Duration.ofDays(365))
            // One file, as far as may be.
            .withFlink("execution.checkpointing.data-inline-threshold", "1 mb"));
  }

  /** Rows are sent when their windows are complete, and for a day not otherwise. */
  private static String submit(GoldenSavepoint golden, World world) {
    Stream<String> quiet =
        Stream.of(
            "portally.heartbeat.interval=0",
            "portally.refresh.minute=2 d",
            "portally.refresh.hour=2 d",
            "portally.refresh.day=2 d");
    return world.submit(
        Stream.concat(golden.settings().stream(), quiet)
            .flatMap(setting -> Stream.of("-D", setting))
            .toArray(String[]::new));
  }

  /** Returns when every record has been read, and the first windows are complete. */
  private static void awaitAllRead(GoldenSavepoint golden, World world, String job) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              world.takeCheckpoint(job);
              assertThat(world.recordsCommitted()).isEqualTo(golden.before().records());
              assertThat(new Figures(world).rows(true)).isNotEmpty();
            });
  }

  static void copy(Path savepoint, Path directory) throws IOException {
    try (Stream<Path> files = Files.list(savepoint)) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve(file.getFileName().toString()));
      }
    }
  }
}
