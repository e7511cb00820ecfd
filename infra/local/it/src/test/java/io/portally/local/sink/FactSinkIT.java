package io.portally.local.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.portally.db.Role;
import io.portally.db.ScratchDatabase;
import io.portally.flink.sink.DatabaseAccess;
import io.portally.flink.sink.FactBatches;
import io.portally.tally.measure.Buckets;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Quantile;
import io.portally.tally.measure.Row;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class FactSinkIT {

  private static final Duration ROOMY = Duration.ofSeconds(30);
  private static final int ROUNDS = 40;
  private static final int SHARED_ROWS = 1_500;

  private ScratchDatabase database;
  private Connection superuser;
  private Path passwordFile;
  private TestedWriter writer;

  @BeforeAll
  void startDatabase(@TempDir Path folder) throws Exception {
    database = ScratchDatabase.start();
    superuser = database.superuser().getConnection();
    passwordFile = Files.writeString(folder.resolve("password"), ScratchDatabase.PASSWORD + "\n");
  }

  @AfterAll
  void stopDatabase() throws SQLException {
    superuser.close();
    database.close();
  }

  @BeforeEach
  void openWriter() throws Exception {
    database.emptyFacts();
    writer = new TestedWriter(access(ROOMY));
  }

  @AfterEach
  void closeWriter() {
    writer.close();
  }

  /** Of the writer role of the migrations, with all its rights and no more. */
  private DatabaseAccess access(Duration socketTimeout) {
    return access(database.jdbcUrl(), socketTimeout, ROOMY);
  }

  private DatabaseAccess access(String url, Duration socketTimeout, Duration patience) {
    return new DatabaseAccess(
        url,
        Role.WRITER.roleName(),
        passwordFile.toString(),
        socketTimeout,
        Duration.ofSeconds(20),
        patience);
  }

  // The guard

  @Test
  void of_the_same_key_in_a_batch_the_newest_row_lands() throws Exception {
    writer.land(List.of(Rows.live(0, 1), Rows.live(0, 3), Rows.live(0, 2)));

    assertThat(revisions()).containsExactly("0 live 3");
    assertThat(writer.rowsWritten()).isEqualTo(1);
  }

  @Test
  void an_older_row_changes_nothing_and_neither_does_the_same_one() throws Exception {
    writer.land(List.of(Rows.live(0, 5)));
    String landed = text("SELECT t::text FROM portally.throughput AS t");

    writer.land(List.of(Rows.live(0, 4)));
    writer.land(List.of(Rows.row(0, 5, false, 7)));

    assertThat(text("SELECT t::text FROM portally.throughput AS t")).isEqualTo(landed);
  }

  @Test
  void a_newer_row_replaces_all_measures() throws Exception {
    writer.land(List.of(Rows.row(0, 5, false, 900)));
    writer.land(List.of(Rows.row(0, 6, false, 100)));

    assertThat(text("SELECT concat_ws(' ', events, gross_mass_kg) FROM portally.throughput"))
        .isEqualTo("6 100");
  }

  @Test
  void complete_outranks_revision() throws Exception {
    writer.land(List.of(Rows.live(0, 9), Rows.complete(1, 1)));
    writer.land(List.of(Rows.complete(0, 1), Rows.live(1, 9)));

    assertThat(revisions()).containsExactly("0 complete 1", "1 complete 1");
  }

  @Test
  void complete_outranks_revision_within_a_batch_too() throws Exception {
    writer.land(List.of(Rows.complete(0, 1), Rows.live(0, 9)));

    assertThat(revisions()).containsExactly("0 complete 1");
  }

  // Lengths of time

  @Test
  void each_row_of_lengths_lands_with_its_own_buckets() throws Exception {
    writer.land(
        List.of(
            Rows.lengths(0, 1, 0, 60, 3_600, 60),
            Rows.lengths(1, 1),
            Rows.lengths(2, 1, 0),
            Rows.lengths(3, 1, 7_200, 1)));

    assertThat(sketches())
        .containsExactly(
            "4 events, 1 of 0 s, {204,409} of {2,1}",
            "0 events, 0 of 0 s, {} of {}",
            "1 events, 1 of 0 s, {} of {}",
            "2 events, 0 of 0 s, {0,444} of {1,1}");
  }

  @Test
  void a_newer_row_of_lengths_replaces_all_buckets_and_quantiles() throws Exception {
    writer.land(List.of(Rows.lengths(0, 1, 60, 3_600, 60), Rows.lengths(1, 5, 60)));
    writer.land(List.of(Rows.lengths(0, 2, 1), Rows.lengths(1, 4, 1)));

    assertThat(sketches())
        .containsExactly("1 events, 0 of 0 s, {0} of {1}", "1 events, 0 of 0 s, {204} of {1}");
    assertThat(quantiles(0)).containsOnly(Buckets.estimate(0));
  }

  @Test
  void quantiles_are_those_of_the_rows_lengths_to_the_last_bit_and_null_where_there_are_none()
      throws Exception {
    Row many = Rows.lengths(0, 1, LongStream.rangeClosed(0, 7_200).toArray());
    writer.land(List.of(many, Rows.lengths(1, 1), Rows.lengths(2, 1, 0)));

    assertThat(quantiles(0))
        .containsExactlyElementsOf(
            Stream.of(Quantile.values())
                .map(quantile -> quantile.of(many.sketch()).orElseThrow())
                .toList());
    assertThat(quantiles(1)).containsOnlyNulls();
    assertThat(quantiles(2)).containsOnly(0.0);
  }

  @Test
  void the_database_computes_the_same_quantiles_from_the_buckets() throws Exception {
    writer.land(
        IntStream.range(0, 50)
            .mapToObj(each -> Rows.lengths(each, 1, LongStream.range(0, each * 97L).toArray()))
            .toList());

    assertThat(
            text(
                """
                SELECT count(*) FROM portally.transfer_times,
                  portally.sketch(zero_count, bucket_indexes, bucket_counts) AS lengths,
                  LATERAL (VALUES (0.5, p50_seconds), (0.9, p90_seconds), (0.95, p95_seconds),
                    (0.99, p99_seconds)) AS shown (q, estimate)
                WHERE portally.sketch_count(lengths) = events
                  AND (abs(portally.sketch_quantile(lengths, q) - estimate) <= 1e-12 * estimate
                    OR events = 0 AND estimate IS NULL)"""))
        .isEqualTo("200");
  }

  private List<String> sketches() throws SQLException {
    return texts(
        """
        SELECT format('%s events, %s of 0 s, %s of %s',
          events, zero_count, bucket_indexes, bucket_counts)
        FROM portally.transfer_times ORDER BY window_start""");
  }

  /** Of the row of that number, the lowest first. */
  private List<@Nullable Double> quantiles(int number) throws SQLException {
    try (PreparedStatement statement =
        superuser.prepareStatement(
            """
            SELECT p50_seconds, p90_seconds, p95_seconds, p99_seconds FROM portally.transfer_times
            WHERE window_start = '2025-03-10T00:00:00Z'::timestamptz + make_interval(hours => ?)""")) {
      statement.setInt(1, number);
      try (ResultSet row = statement.executeQuery()) {
        assertThat(row.next()).isTrue();
        List<@Nullable Double> quantiles = new ArrayList<>();
        for (Quantile quantile : Quantile.values()) {
          quantiles.add(row.getObject(quantile.columnName(), Double.class));
        }
        return quantiles;
      }
    }
  }

  // Batches

  @Test
  void a_row_is_held_back_no_longer_than_the_flush_interval() throws Exception {
    writer.write(Rows.live(0, 1));
    assertThat(revisions()).isEmpty();

    writer.passFlushInterval();
    await().until(() -> revisions().equals(List.of("0 live 1")));
  }

  @Test
  void a_full_batch_is_sent_without_waiting_for_the_interval() throws Exception {
    for (Row row : Rows.many(2_000, 1)) {
      writer.write(row);
    }

    await().until(() -> revisions().size() == 2_000);
  }

  @Test
  void the_next_batch_is_collected_while_one_is_on_its_way_and_a_second_full_one_waits()
      throws Exception {
    ExecutorService task = Executors.newSingleThreadExecutor();
    try (Connection other = database.superuser().getConnection();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("LOCK TABLE portally.throughput IN EXCLUSIVE MODE");
      task.submit(() -> write(Rows.many(3_999, 1))).get();

      Future<?> full = task.submit(() -> write(List.of(Rows.live(3_999, 1))));
      await().during(Duration.ofMillis(300)).until(() -> !full.isDone());
      other.rollback();
      full.get();
      task.submit(this::flush).get();

      assertThat(text("SELECT count(*) FROM portally.throughput")).isEqualTo("4000");
    } finally {
      task.shutdownNow();
    }
  }

  private boolean write(List<Row> rows) throws Exception {
    for (Row row : rows) {
      writer.write(row);
    }
    return true;
  }

  private boolean flush() throws Exception {
    writer.flush();
    return true;
  }

  @Test
  void a_failure_on_the_writers_thread_fails_the_task_within_a_flush_interval() throws Exception {
    execute("REVOKE INSERT ON portally.throughput FROM portally_writer");
    try {
      writer.write(Rows.live(0, 1));

      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(writer::passFlushInterval)
                      .hasStackTraceContaining("no row of throughput can be written"));
      assertThatThrownBy(() -> writer.flush()).isInstanceOf(IOException.class);
    } finally {
      execute("GRANT INSERT ON portally.throughput TO portally_writer");
    }
  }

  @Test
  void a_writer_that_is_closed_without_a_flush_writes_nothing_more() throws Exception {
    writer.write(Rows.live(0, 1));
    writer.close();

    assertThat(revisions()).isEmpty();
  }

  @Test
  void two_writers_that_bring_the_same_rows_in_opposite_orders_never_deadlock() throws Exception {
    long before = deadlocks();
    try (TestedWriter other = new TestedWriter(access(ROOMY))) {
      sideBySide(writer::land, other::land);
    }
    writer.close();
    awaitTheEndOfAllSessions();

    assertThat(
            text(
                "SELECT concat_ws(' ', count(*), min(revision), max(revision)) FROM portally.throughput"))
        .isEqualTo("%1$d %2$d %2$d".formatted(SHARED_ROWS, ROUNDS));
    assertThat(deadlocks()).isEqualTo(before);
  }

  @Test
  void the_same_rows_unsorted_do_deadlock() throws Exception {
    try (Connection one = database.as(Role.WRITER).getConnection();
        Connection other = database.as(Role.WRITER).getConnection()) {
      one.setAutoCommit(false);
      other.setAutoCommit(false);
      assertThatThrownBy(
              () -> sideBySide(rows -> landUnsorted(one, rows), rows -> landUnsorted(other, rows)))
          .rootCause()
          .hasMessageContaining("deadlock detected");
    }
  }

  private interface Landing {
    void land(List<Row> rows) throws Exception;
  }

  private static void landUnsorted(Connection connection, List<Row> rows) throws SQLException {
    FactBatches.landUnsorted(
        connection, FactTable.THROUGHPUT, 1, World.DEFINITIONS.register(), rows);
  }

  /**
   * Both land ever newer versions of the same rows, round by round at the same time, one of them
   * backwards.
   */
  private static void sideBySide(Landing forwards, Landing backwards) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Phaser start = new Phaser(2);
      Future<?> first = threads.submit(() -> rounds(start, forwards, Comparator.naturalOrder()));
      Future<?> second = threads.submit(() -> rounds(start, backwards, Comparator.reverseOrder()));
      first.get();
      second.get();
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean rounds(Phaser start, Landing landing, Comparator<Integer> order)
      throws Exception {
    try {
      for (int round = 1; round <= ROUNDS; round++) {
        long revision = round;
        List<Row> rows =
            IntStream.range(0, SHARED_ROWS)
                .boxed()
                .sorted(order)
                .map(number -> Rows.live(number, revision))
                .toList();
        start.arriveAndAwaitAdvance();
        landing.land(rows);
      }
      return true;
    } finally {
      start.arriveAndDeregister();
    }
  }

  /** A session reports its deadlocks before it leaves. */
  private void awaitTheEndOfAllSessions() {
    await()
        .until(
            () ->
                text("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'portally'")
                    .equals("0"));
  }

  private long deadlocks() throws SQLException {
    return Long.parseLong(
        text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
  }

  // Rows that the database refuses

  @Test
  void a_refused_row_is_set_aside_and_the_others_land() throws Exception {
    execute("ALTER TABLE portally.throughput ADD CONSTRAINT no_beast CHECK (gross_mass_kg <> 666)");
    try {
      List<Row> rows = new ArrayList<>(Rows.many(500, 1));
      rows.set(321, Rows.row(321, 1, false, 666));
      writer.land(rows);

      assertThat(text("SELECT count(*) FROM portally.throughput")).isEqualTo("499");
      assertThat(writer.rowsWritten()).isEqualTo(499);
      assertThat(writer.rowsRefused()).isEqualTo(1);
      assertThat(
              text(
                  """
                  SELECT concat_ws(' ', table_name, sqlstate, row->>'window_start',
                    row->>'area_code', row->>'movement', row->>'laden', row->>'gross_mass_kg',
                    row->>'revision', row->>'complete', row->>'generation')
                  FROM portally.refused_rows"""))
          .isEqualTo("throughput 23514 2025-03-10T05:21:00Z CNYTN DISCHARGED true 666 1 false 1");
      assertThat(text("SELECT message FROM portally.refused_rows")).contains("no_beast");
    } finally {
      execute("ALTER TABLE portally.throughput DROP CONSTRAINT no_beast");
    }
  }

  @Test
  void a_row_that_was_refused_lands_once_the_database_takes_it() throws Exception {
    execute("ALTER TABLE portally.throughput ADD CONSTRAINT no_beast CHECK (gross_mass_kg <> 666)");
    writer.land(List.of(Rows.row(0, 1, false, 666)));
    execute("ALTER TABLE portally.throughput DROP CONSTRAINT no_beast");
    writer.land(List.of(Rows.row(0, 2, false, 666)));

    assertThat(revisions()).containsExactly("0 live 2");
  }

  @Test
  void a_missing_right_fails_at_once_with_a_remedy() throws Exception {
    execute("REVOKE INSERT ON portally.throughput FROM portally_writer");
    try {
      Instant began = Instant.now();
      assertThatThrownBy(() -> writer.land(List.of(Rows.live(0, 1))))
          .hasStackTraceContaining("no row of throughput can be written (SQLSTATE 42501")
          .hasStackTraceContaining("portally_writer");
      assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));
    } finally {
      execute("GRANT INSERT ON portally.throughput TO portally_writer");
    }
  }

  // The connection

  @Test
  void the_session_has_timeouts_and_a_name() throws Exception {
    try (Connection connection = access(ROOMY).connect()) {
      assertThat(setting(connection, "statement_timeout")).isEqualTo("20s");
      assertThat(setting(connection, "lock_timeout")).isEqualTo("5s");
      assertThat(setting(connection, "idle_in_transaction_session_timeout")).isEqualTo("1min");
      assertThat(setting(connection, "application_name")).isEqualTo("portally");
      assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);
    }
  }

  @Test
  void a_socket_timeout_below_a_second_is_not_for_ever() throws Exception {
    try (Connection connection = access(Duration.ofMillis(10)).connect()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(1_000);
    }
  }

  @Test
  void a_terminated_session_is_replaced_and_nothing_is_lost() throws Exception {
    writer.land(List.of(Rows.live(0, 1)));
    execute("SELECT pg_terminate_backend(%d)".formatted(backend()));
    writer.land(List.of(Rows.live(1, 1)));

    assertThat(revisions()).containsExactly("0 live 1", "1 live 1");
  }

  @Test
  void a_frozen_session_is_given_up_and_replaced() throws Exception {
    writer.close();
    writer = new TestedWriter(access(Duration.ofSeconds(1)));
    long frozen = backend();
    signal("STOP", frozen);
    try {
      writer.land(List.of(Rows.live(0, 1)));

      assertThat(revisions()).containsExactly("0 live 1");
    } finally {
      signal("CONT", frozen);
    }
  }

  @Test
  void a_writer_closes_promptly_while_its_session_is_frozen() throws Exception {
    writer.write(Rows.live(0, 1));
    long frozen = backend();
    signal("STOP", frozen);
    try {
      writer.passFlushInterval();
      Instant began = Instant.now();
      writer.close();

      assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(4));
    } finally {
      signal("CONT", frozen);
    }
  }

  @Test
  void a_wrong_password_fails_at_once() throws Exception {
    Path hba = Path.of(text("SHOW hba_file"));
    String trusting = Files.readString(hba);
    Files.writeString(hba, "host all portally_writer samehost scram-sha-256\n" + trusting);
    execute("SELECT pg_reload_conf()");
    Files.writeString(passwordFile, "wrong\n");
    try {
      Instant began = Instant.now();
      assertThatThrownBy(() -> new TestedWriter(access(ROOMY)))
          .isInstanceOf(IOException.class)
          .cause()
          .isInstanceOfSatisfying(
              SQLException.class, refused -> assertThat(refused.getSQLState()).startsWith("28"))
          .hasMessageContaining("refuses the user \"portally_writer\"");
      assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(5));

      Files.writeString(passwordFile, ScratchDatabase.PASSWORD);
      new TestedWriter(access(ROOMY)).close();
    } finally {
      Files.writeString(passwordFile, ScratchDatabase.PASSWORD);
      Files.writeString(hba, trusting);
      execute("SELECT pg_reload_conf()");
    }
  }

  @Test
  void a_missing_password_file_is_named() {
    DatabaseAccess access =
        new DatabaseAccess(
            database.jdbcUrl(), Role.WRITER.roleName(), "/no/such/file", ROOMY, ROOMY, ROOMY);

    assertThatThrownBy(() -> new TestedWriter(access))
        .hasStackTraceContaining("portally.jdbc.password-file names /no/such/file");
  }

  @Test
  void patience_ends_with_a_sentence_that_says_what_to_do() throws Exception {
    Duration patience = Duration.ofSeconds(1);
    String nobody = "jdbc:postgresql://localhost:%d/portally".formatted(freePort());

    assertThatThrownBy(() -> new TestedWriter(access(nobody, ROOMY, patience)))
        .hasStackTraceContaining(
            nobody + " did not answer within the PT1S of portally.jdbc.patience")
        .hasStackTraceContaining("start it, or make it reachable");
  }

  @Test
  void the_password_is_not_in_the_job_graph() throws Exception {
    byte[] graph = InstantiationUtil.serializeObject(TestedWriter.sink(access(ROOMY)));

    assertThat(new String(graph, ISO_8859_1))
        .contains(passwordFile.toString())
        .doesNotContain(ScratchDatabase.PASSWORD);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void signal(String name, long pid) throws Exception {
    int exit = new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
    assertThat(exit).isZero();
  }

  private long backend() throws SQLException {
    return Long.parseLong(
        text("SELECT pid FROM pg_stat_activity WHERE application_name = 'portally'"));
  }

  private static String setting(Connection connection, String name) throws SQLException {
    return first(connection, "SHOW " + name);
  }

  /** Row numbers, whether complete, and revisions, in order. */
  private List<String> revisions() throws SQLException {
    return texts(
        """
        SELECT concat_ws(' ',
          (extract(epoch FROM window_start - '2025-03-10T00:00:00Z') / 60)::int,
          CASE WHEN complete THEN 'complete' ELSE 'live' END, revision)
        FROM portally.throughput ORDER BY window_start""");
  }

  private List<String> texts(String query) throws SQLException {
    try (Statement statement = superuser.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private String text(String query) throws SQLException {
    return first(superuser, query);
  }

  private static String first(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).as(query).isTrue();
      return rows.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute(sql);
    }
  }
}
