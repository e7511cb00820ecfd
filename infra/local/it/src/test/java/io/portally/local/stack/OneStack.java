package io.portally.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portally.local.oracle.AuditTrigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The stack that test classes share, as the parameter of their {@code @BeforeAll}: the first class
 * of a run starts it, and the end of the run stops it. So {@code OneStackIT} has one for all of
 * them, and each can be run by itself.
 *
 * <p>Checkpoints are taken when a test says so, and the jobs are loaded once. No test leaves a job
 * to the next one, and none may have moved a row backwards.
 */
public final class OneStack implements ParameterResolver, AfterEachCallback, AfterAllCallback {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EmbeddedStack.class;
  }

  @Override
  public EmbeddedStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context).stack;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    running(context).endTest(context.getExecutionException().isPresent());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    running(context).keepWhere(context.getExecutionException().isPresent());
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(OneStack.class))
        .getOrComputeIfAbsent(Running.class, type -> Running.start(), Running.class);
  }

  /** Closed with the store that it is in. */
  private static final class Running implements AutoCloseable {

    private final Path directory;
    private final EmbeddedStack stack;

    /** Whether the servers' logs have something to tell. */
    private boolean kept;

    private Running(Path directory, EmbeddedStack stack) {
      this.directory = directory;
      this.stack = stack;
    }

    static Running start() {
      try {
        Path directory = Files.createTempDirectory("portally-one-stack-");
        EmbeddedStack stack =
            EmbeddedStack.start(
                StackOptions.in(directory.resolve("stack"))
                    .withJobsLoadedOnce()
                    .withCheckpointInterval(Duration.ofDays(365)));
        Running running = new Running(directory, stack);
        running.watchRows();
        return running;
      } catch (IOException | SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private void watchRows() throws SQLException {
      try (Connection owner = stack.ownerDataSource().getConnection()) {
        AuditTrigger.install(owner);
      }
    }

    void keepWhere(boolean failed) {
      kept |= failed;
    }

    void endTest(boolean failed) throws IOException, SQLException {
      boolean before = kept;
      kept = true;
      cancelJobs();
      noRowHasMovedBackwards();
      kept = before || failed;
    }

    private void cancelJobs() throws IOException {
      FlinkRest flink = new FlinkRest(stack.flinkRestUrl());
      for (String job : flink.runningJobs()) {
        flink.cancel(job);
      }
      await().atMost(PATIENCE).until(() -> flink.runningJobs().isEmpty());
    }

    private void noRowHasMovedBackwards() throws SQLException {
      try (Connection owner = stack.ownerDataSource().getConnection()) {
        List<String> violations = AuditTrigger.violations(owner);
        if (!violations.isEmpty()) {
          // The next test answers for its own rows only.
          AuditTrigger.install(owner);
        }
        assertThat(violations).isEmpty();
      }
    }

    @Override
    public void close() throws IOException {
      stack.close();
      if (!kept) {
        DataDirectory.deleteAll(directory);
      }
    }
  }
}
