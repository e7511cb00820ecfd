package io.portally.local.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portally.db.Role;
import io.portally.flink.sink.DatabaseAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away while the writer has rows in hand. */
// Set before each test.
@SuppressWarnings("NullAway.Init")
@Timeout(120)
class FactSinkRestartIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long PROMPTLY = 10;

  @TempDir Path folder;

  private RestartingDatabase database;
  private TestedWriter writer;
  private ExecutorService task;

  @BeforeEach
  void startDatabase() throws Exception {
    database = new RestartingDatabase(folder.resolve("postgresql"));
    Path password = Files.writeString(folder.resolve("password"), RestartingDatabase.PASSWORD);
    writer =
        new TestedWriter(
            new DatabaseAccess(
                database.jdbcUrl(),
                Role.WRITER.roleName(),
                password.toString(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                PATIENCE));
    task = Executors.newSingleThreadExecutor();
  }

  @AfterEach
  void stopDatabase() throws IOException {
    task.shutdownNow();
    writer.close();
    database.close();
  }

  @Test
  void a_restart_of_the_database_is_back_pressure_and_no_failure() throws Exception {
    task.submit(() -> land(0)).get();
    database.stop();

    Future<?> landing = task.submit(() -> land(1));
    await().during(Duration.ofSeconds(1)).until(() -> !landing.isDone());
    database.startAgain();
    landing.get();

    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void a_cancelled_task_ends_promptly_while_the_database_is_away() throws Exception {
    task.submit(() -> land(0)).get();
    database.stop();

    Future<?> landing = task.submit(() -> land(1));
    await().during(Duration.ofSeconds(1)).until(() -> !landing.isDone());
    task.shutdownNow();
    assertThatThrownBy(() -> landing.get(PROMPTLY, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);

    // Flink closes the writer without the interruption: nobody would end a wait here.
    task = Executors.newSingleThreadExecutor();
    task.submit(writer::close).get(PROMPTLY, TimeUnit.SECONDS);
  }

  private boolean land(int number) throws Exception {
    writer.write(Rows.live(number, 1));
    writer.flush();
    return true;
  }

  private long rows() throws SQLException {
    try (Connection connection = database.superuser().getConnection();
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM portally.throughput")) {
      assertThat(count.next()).isTrue();
      return count.getLong(1);
    }
  }
}
