package io.portally.local.job;

import static io.portally.local.job.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.local.oracle.ExpectedAlerts.Expected;
import io.portally.local.stack.EmbeddedStack;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes {@link GoldenAlerts} with today's version, as {@link GoldenSavepointWriter} does. */
class GoldenAlertsWriter {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void takesTheSavepoint(@TempDir Path temp) throws Exception {
    Path directory =
        Files.createDirectories(GoldenSavepointWriter.directory("slow-clearance-savepoint-"));
    assertThat(directory.resolve("_metadata"))
        .as("a golden savepoint is never written anew: give this version another number")
        .doesNotExist();
    GoldenAlerts golden = new GoldenAlerts(directory, GoldenSavepoint.kept(1));
    try (EmbeddedStack stack = GoldenSavepointWriter.startStack(temp)) {
      WatchedWorld watched = golden.world(stack, temp);
      String job = golden.submit(watched, List.of());
      awaitTold(golden, watched.world());
      GoldenSavepointWriter.copy(
          Path.of(URI.create(watched.world().stopWithSavepoint(job))), directory);
      golden.keepTold(
          watched.world().topics().read(watched.world().topicPrefix() + WatchedWorld.ALERTS));
    }
  }

  /** Returns when all has been told that is due; some of it may still be on its way back. */
  private static void awaitTold(GoldenAlerts golden, World world) throws Exception {
    Map<String, Expected> expected = golden.expectedBefore();
    assertThat(expected.values()).extracting(Expected::status).contains("OPEN");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(ToldAlerts.on(world).differencesFrom(expected)).isEmpty());
  }
}
