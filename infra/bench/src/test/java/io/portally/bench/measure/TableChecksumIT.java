package io.portally.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.db.ScratchDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// Set before all tests.
@SuppressWarnings("NullAway.Init")
class TableChecksumIT {

  private static final String COLUMNS =
      "generation, granularity, window_start, area_level, area_code, movement, direction, mode,"
          + " laden, events, gross_mass_kg, teu_hundredths, revision, complete";

  private static ScratchDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = ScratchDatabase.start();
    execute("INSERT INTO portally.generations (number) VALUES (2), (3)");
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void twoRows() throws SQLException {
    database.emptyFacts();
    execute(insert(2, "CNSHA", 10, 1, false));
    execute(insert(2, "CNNGB", 20, 1, false));
  }

  @Test
  void theSameRowsInAnotherOrderAndUnderOtherRevisionsAreTheSame() throws SQLException {
    execute(insert(3, "CNNGB", 20, 5, true));
    execute(insert(3, "CNSHA", 10, 9, false));

    assertThat(checksum(3)).isEqualTo(checksum(2));
    assertThat(checksum(2).rows()).isEqualTo(2);
  }

  @Test
  void aRowOfZerosMeansTheSameAsNoRow() throws SQLException {
    TableChecksum before = checksum(2);
    execute(insert(2, "CNTAO", 0, 1, false).replace(", 3, 0, 200,", ", 0, 0, 0,"));

    assertThat(checksum(2)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "granularity = 'HOUR'",
        "window_start = window_start + interval '1 minute'",
        "area_level = 'PROVINCE'",
        "area_code = 'CNTAO'",
        "movement = 'LOADED'",
        "direction = 'TRANSIT'",
        "mode = 'RAIL'",
        "laden = false",
        "events = events + 1",
        "gross_mass_kg = gross_mass_kg + 1",
        "teu_hundredths = teu_hundredths + 1"
      })
  void anyOtherDifferenceShows(String change) throws SQLException {
    TableChecksum before = checksum(2);
    execute("UPDATE portally.throughput SET " + change + " WHERE area_code = 'CNSHA'");

    assertThat(checksum(2)).isNotEqualTo(before);
  }

  @Test
  void aRowMoreOrLessShows() throws SQLException {
    TableChecksum before = checksum(2);
    execute(insert(2, "CNTAO", 1, 1, false));
    assertThat(checksum(2)).isNotEqualTo(before);

    execute("DELETE FROM portally.throughput WHERE area_code <> 'CNSHA'");
    assertThat(checksum(2)).isNotEqualTo(before);
  }

  @Test
  void ofAllTablesTheRowsOfEachCountAndHowTheyCameAboutDoesNot() throws SQLException {
    execute(insert(3, "CNNGB", 20, 5, true));
    execute(insert(3, "CNSHA", 10, 9, false));
    assertThat(allTables(3)).isEqualTo(allTables(2));

    execute(
        "INSERT INTO portally.data_quality (generation, granularity, window_start, topic, fate, reason, records, revision, complete)"
            + " VALUES (3, 'DAY', '2026-01-05T00:00:00Z', 'cargo-movements', 'ACCEPTED', '-', 7, 7, false)");
    TableChecksum seven = allTables(3);
    assertThat(seven.rows()).isEqualTo(allTables(2).rows() + 1);

    execute("UPDATE portally.data_quality SET records = 8 WHERE generation = 3");
    assertThat(allTables(3)).isNotEqualTo(seven);
  }

  private static TableChecksum allTables(int generation) throws SQLException {
    try (Connection owner = database.superuser().getConnection()) {
      return TableChecksum.ofAllTables(owner, generation);
    }
  }

  private static String insert(int generation, String port, long kg, int revision, boolean done) {
    return "INSERT INTO portally.throughput (%s) VALUES (%d, 'MINUTE', '2026-01-05T08:00:00Z', 'PORT', '%s', 'ARRIVED', 'IMPORT', 'SEA', true, 3, %d, 200, %d, %b)"
        .formatted(COLUMNS, generation, port, kg, revision, done);
  }

  private static TableChecksum checksum(int generation) throws SQLException {
    try (Connection owner = database.superuser().getConnection()) {
      return TableChecksum.of(owner, generation);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection owner = database.superuser().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }
}
