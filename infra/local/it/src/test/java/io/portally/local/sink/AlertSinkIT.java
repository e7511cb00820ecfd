package io.portally.local.sink;

import static io.portally.alerts.open.AlertDraft.open;
import static io.portally.alerts.open.AlertDraft.resolved;
import static io.portally.alerts.open.AlertDraft.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.db.Role;
import io.portally.db.ScratchDatabase;
import io.portally.events.Severity;
import io.portally.events.SlowClearance;
import io.portally.flink.sink.AlertSink;
import io.portally.flink.sink.DatabaseAccess;
import io.portally.flink.type.RawAlert;
import io.portally.schemas.SingleObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts in a real PostgreSQL: whatever comes twice, late or broken, the tables end right. */
// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
class AlertSinkIT {

  private static final Duration FLUSH_INTERVAL = Duration.ofMillis(200);

  private static final SinkWriter.Context UNTIMED =
      new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
          return Long.MIN_VALUE;
        }

        @Override
        public @Nullable Long timestamp() {
          return null;
        }
      };

  private static ScratchDatabase database;
  private static DatabaseAccess access;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    database = ScratchDatabase.start();
    Path password = Files.writeString(directory.resolve("password"), ScratchDatabase.PASSWORD);
    access =
        new DatabaseAccess(
            database.jdbcUrl(),
            Role.WRITER.roleName(),
            password.toString(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @AfterEach
  void tidy() throws SQLException {
    database.emptyFacts();
  }

  @Test
  void anyOrderAndAnyRepetitionEndsTheSame() throws Exception {
    List<RawAlert> history = history();
    land(List.of(history));
    List<String> expected = tables();
    assertThat(expected).hasSize(2 + 5);

    for (long seed = 1; seed <= 20; seed++) {
      database.emptyFacts();
      Random random = new Random(seed);
      List<RawAlert> shuffled = new ArrayList<>(history);
      shuffled.addAll(history.subList(1, 4));
      Collections.shuffle(shuffled, random);
      int cut = random.nextInt(shuffled.size());
      land(List.of(shuffled.subList(0, cut), shuffled.subList(cut, shuffled.size())));

      assertThat(tables()).as("seed " + seed).isEqualTo(expected);
    }
  }

  /** Two alerts: one opens twice and is changed while open, the other is withdrawn. */
  private static List<RawAlert> history() {
    SlowClearance again = SlowClearance.newBuilder(open("a")).setOccurrence(2).build();
    SlowClearance graver =
        SlowClearance.newBuilder(again).setSeverity(Severity.WARNING).setRuleVersion(2).build();
    List<SlowClearance> records =
        List.of(open("a"), resolved(open("a")), open("b"), again, graver, withdrawn(open("b")));
    List<RawAlert> history = new ArrayList<>();
    for (SlowClearance record : records) {
      int offset = history.size();
      history.add(new RawAlert(0, offset, 1_000L * offset, SingleObject.encode(record)));
    }
    return history;
  }

  @Test
  void anAlertNeverGoesBack() throws Exception {
    List<RawAlert> history = history();
    land(List.of(history));
    List<String> before = tables();

    for (RawAlert record : history) {
      land(List.of(List.of(record)));
      assertThat(tables()).isEqualTo(before);
    }
    assertThat(
            rows(
                "SELECT alert_id, occurrence, status, severity FROM portally.slow_clearances ORDER BY 1"))
        .containsExactly("a 2 OPEN WARNING", "b 1 WITHDRAWN CRITICAL");
    assertThat(
            rows(
                "SELECT opened_at, withdrawn_at FROM portally.slow_clearances WHERE alert_id = 'b'"))
        .containsExactly("1970-01-01 00:00:02+00 1970-01-01 00:00:05+00");
  }

  @Test
  void whatCannotBeReadOrWrittenIsKeptAndTheRestGoesOn() throws Exception {
    SlowClearance withNul = SlowClearance.newBuilder(open("c")).setRuleId("nul \0").build();
    List<RawAlert> records = new ArrayList<>(history());
    records.add(new RawAlert(1, 7, 0, new byte[] {1, 2, 3}));
    records.add(new RawAlert(1, 8, 0, null));
    records.add(new RawAlert(1, 9, 0, SingleObject.encode(withNul)));
    FakeWriterContext context = land(List.of(records));

    assertThat(rows("SELECT count(*) FROM portally.slow_clearances")).containsExactly("2");
    assertThat(rows("SELECT sqlstate FROM portally.refused_rows ORDER BY 1"))
        .containsExactly("22021", "22P03", "22P03");
    assertThat(rows("SELECT row ->> 'rule_id' FROM portally.refused_rows WHERE sqlstate = '22021'"))
        .containsExactly("nul \uFFFD");
    assertThat(context.count("rowsRefused")).isEqualTo(3);
    assertThat(context.count("rowsWritten")).isEqualTo(5);
  }

  /** Each batch by a writer of its own, as after a crash. */
  private static FakeWriterContext land(List<List<RawAlert>> batches) throws Exception {
    FakeWriterContext context = new FakeWriterContext();
    for (List<RawAlert> batch : batches) {
      SinkWriter<RawAlert> writer = new AlertSink(access, FLUSH_INTERVAL).createWriter(context);
      try {
        for (RawAlert record : batch) {
          writer.write(record, UNTIMED);
        }
        writer.flush(false);
      } finally {
        writer.close();
      }
    }
    return context;
  }

  private static List<String> tables() throws SQLException {
    List<String> rows =
        new ArrayList<>(
            rows(
                "SELECT to_jsonb(s) - 'updated_at' FROM portally.slow_clearances AS s ORDER BY alert_id"));
    rows.addAll(
        rows(
            "SELECT to_jsonb(s) FROM portally.slow_clearance_states AS s ORDER BY alert_id, occurrence, status"));
    return rows;
  }

  /** Each row with a space between its values. */
  private static List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.superuser().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET TIME ZONE 'UTC'");
      try (ResultSet row = statement.executeQuery(query)) {
        int columns = row.getMetaData().getColumnCount();
        while (row.next()) {
          List<String> values = new ArrayList<>();
          for (int column = 1; column <= columns; column++) {
            values.add(String.valueOf(row.getString(column)));
          }
          rows.add(String.join(" ", values));
        }
      }
    }
    return rows;
  }
}
