package io.portally.local.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.db.Role;
import io.portally.db.ScratchDatabase;
import io.portally.tally.measure.FactTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTriggerIT {

  private static final String ROW =
      """
      INSERT INTO portally.data_quality
        (generation, granularity, window_start, topic, fate, reason, records, revision, complete)
      VALUES (1, 'DAY', '2025-03-09T16:00:00Z', 'cargo-movements', 'ACCEPTED', '-', 5, 5, false)\
      """;

  private ScratchDatabase database;
  private Connection owner;

  @BeforeAll
  void startDatabase() throws Exception {
    database = ScratchDatabase.start();
  }

  @AfterAll
  void stopDatabase() {
    database.close();
  }

  @BeforeEach
  void install() throws SQLException {
    database.emptyFacts();
    owner = database.superuser().getConnection();
    AuditTrigger.install(owner);
    run(ROW);
  }

  @AfterEach
  void closeConnection() throws SQLException {
    owner.close();
  }

  @Test
  void it_watches_every_fact_table() throws SQLException {
    assertThat(AuditTrigger.install(owner))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(FactTable.values()).map(table -> "portally." + table.tableName()).toList());
  }

  @Test
  void rows_that_rise_are_not_noted() throws SQLException {
    run("UPDATE portally.data_quality SET records = 6, revision = 6");
    run("UPDATE portally.data_quality SET records = 7, revision = 7, complete = true");
    run("UPDATE portally.data_quality SET records = 8, revision = 8");

    assertThat(AuditTrigger.violations(owner)).isEmpty();
  }

  @Test
  void completion_outweighs_revision() throws SQLException {
    run("UPDATE portally.data_quality SET revision = 4, complete = true");
    assertThat(AuditTrigger.violations(owner)).isEmpty();

    run("UPDATE portally.data_quality SET revision = 9, complete = false");
    assertThat(AuditTrigger.violations(owner))
        .singleElement()
        .asString()
        .startsWith("data_quality moved backwards from {");
  }

  @Test
  void a_falling_revision_is_noted_with_the_row_before_and_after() throws SQLException {
    run("UPDATE portally.data_quality SET records = 4, revision = 4");

    assertThat(AuditTrigger.violations(owner))
        .singleElement()
        .asString()
        .startsWith("data_quality moved backwards from {")
        .containsSubsequence("\"revision\": 5", " to {", "\"revision\": 4");
  }

  @Test
  void a_row_that_is_replaced_at_the_same_revision_is_noted() throws SQLException {
    run("UPDATE portally.data_quality SET records = 6");

    assertThat(AuditTrigger.violations(owner))
        .singleElement()
        .asString()
        .startsWith("data_quality was replaced without a rise from {");
  }

  @Test
  void deleting_and_truncating_are_noted() throws SQLException {
    run("DELETE FROM portally.data_quality");
    run("TRUNCATE portally.throughput");

    List<String> violations = AuditTrigger.violations(owner);
    assertThat(violations).hasSize(2);
    assertThat(violations.get(0)).startsWith("data_quality was deleted from {");
    assertThat(violations.get(1)).startsWith("throughput was truncated");
  }

  @Test
  void what_the_writer_does_is_noted_though_it_may_not_read_the_notes() throws SQLException {
    try (Connection writer = database.as(Role.WRITER).getConnection()) {
      run(writer, "UPDATE portally.data_quality SET revision = 1");

      assertThat(AuditTrigger.violations(owner)).hasSize(1);
      assertThatThrownBy(() -> AuditTrigger.violations(writer)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void installing_it_anew_forgets_what_was_noted() throws SQLException {
    run("UPDATE portally.data_quality SET revision = 1");
    AuditTrigger.install(owner);
    assertThat(AuditTrigger.violations(owner)).isEmpty();

    run("UPDATE portally.data_quality SET revision = 0");
    assertThat(AuditTrigger.violations(owner)).hasSize(1);
  }

  @Test
  void a_database_without_fact_tables_is_refused() throws SQLException {
    String elsewhere = database.jdbcUrl().replaceFirst("/[^/]+$", "/postgres?user=postgres");
    try (Connection connection = DriverManager.getConnection(elsewhere)) {
      assertThatThrownBy(() -> AuditTrigger.install(connection))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("migrate the database first");
    }
  }

  private void run(String sql) throws SQLException {
    run(owner, sql);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
