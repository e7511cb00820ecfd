package io.portally.local.oracle;

import static io.portally.local.oracle.Line.clearance;
import static io.portally.local.oracle.Line.corrupt;
import static io.portally.local.oracle.Line.movement;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.db.ScratchDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Real tables that hold what they must, each time with one thing wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableComparisonIT {

  private static final int GENERATION = 1;

  /** Noon in Shanghai. */
  private static final Instant NOON = Instant.parse("2025-03-10T04:00:00Z");

  /** Two ports of one province by sea; by road an event that was corrected into the next minute. */
  private static final List<Line> MOVEMENTS =
      List.of(
          movement("yantian", NOON).with("port", "CNYTN"),
          movement("shekou", NOON.plusSeconds(10)).with("port", "CNSHK"),
          movement("moved", NOON.plusSeconds(20)).with("mode", "ROAD").with("port", "CNSHK"),
          movement("moved", NOON.plusSeconds(60))
              .with("mode", "ROAD")
              .with("port", "CNSHK")
              .version(1),
          movement("moved", NOON.plusSeconds(60))
              .with("mode", "ROAD")
              .with("port", "CNSHK")
              .version(1),
          corrupt(NOON.plusSeconds(90)));

  private static final List<Line> CLEARANCES = List.of(clearance("lodged", NOON));

  private ScratchDatabase database;
  private Connection postgres;
  private Oracle oracle;

  @BeforeAll
  void startDatabase() throws Exception {
    database = ScratchDatabase.start();
    postgres = database.superuser().getConnection();
    oracle =
        SixPorts.judge(OracleSettings.defaultsAsOf(NOON.plusSeconds(60)), MOVEMENTS, CLEARANCES);
  }

  @AfterAll
  void stopDatabase() throws Exception {
    oracle.close();
    postgres.close();
    database.close();
  }

  @BeforeEach
  void writeWhatIsExpected() throws SQLException {
    ExpectedRows.write(oracle, postgres, GENERATION);
  }

  @AfterEach
  void emptyTables() throws SQLException {
    database.emptyFacts();
  }

  @Test
  void tables_that_hold_what_they_must_show_no_difference() throws SQLException {
    assertThat(oracle.throughputRows()).isGreaterThan(12);
    assertThat(differences()).isEmpty();
    assertThat(differences()).as("asked again").isEmpty();
    assertThat(postgres.getAutoCommit()).isTrue();
  }

  @Test
  void empty_tables_lack_every_row() throws SQLException {
    database.emptyFacts();

    assertThat(differences())
        .contains(
            "throughput DAY 2025-03-09T16:00:00Z NATION CN DISCHARGED IMPORT SEA laden: missing,"
                + " expected events 2, gross_mass_kg 2000, teu_hundredths 200, revision 2, complete"
                + " false")
        .contains("data_quality DAY cargo-movements: 0 records have a fate, but 6 were published");
  }

  @Test
  void rows_of_another_generation_are_not_read() throws SQLException {
    for (ComparedTable table : new TableComparison(oracle).tables()) {
      run("UPDATE portally.%s SET generation = 2".formatted(table.name()));
    }

    assertThat(differences()).isNotEmpty();
    assertThat(new TableComparison(oracle).differences(postgres, 2)).isEmpty();
  }

  @Test
  void a_row_that_should_not_be_there_is_unexpected() throws SQLException {
    run(
        "INSERT INTO portally.throughput SELECT generation, granularity, window_start, area_level,"
            + " area_code, 'LOADED', direction, mode, laden, events, gross_mass_kg, teu_hundredths,"
            + " revision, complete FROM portally.throughput WHERE granularity = 'DAY' AND area_code"
            + " = 'CN' AND mode = 'SEA'");

    assertThat(differences())
        .containsExactly(
            "throughput DAY 2025-03-09T16:00:00Z NATION CN LOADED IMPORT SEA laden: unexpected,"
                + " with events 2, gross_mass_kg 2000, teu_hundredths 200, revision 2, complete"
                + " false",
            "throughput DAY 2025-03-09T16:00:00Z NATION CN LOADED IMPORT SEA laden: the area holds"
                + " events 2, gross_mass_kg 2000, teu_hundredths 200, but its ports 0, 0, 0",
            "throughput DAY 2025-03-09T16:00:00Z NATION CN LOADED IMPORT SEA laden: the window"
                + " holds events 2, gross_mass_kg 2000, teu_hundredths 200, but its minutes 0, 0,"
                + " 0");
  }

  @Test
  void columns_that_differ_are_named_with_both_values() throws SQLException {
    run(
        "UPDATE portally.throughput SET revision = revision + 1, complete = NOT complete WHERE"
            + " granularity = 'HOUR' AND area_code = 'GBA' AND mode = 'SEA'");

    assertThat(differences())
        .containsExactly(
            "throughput HOUR 2025-03-10T04:00:00Z REGION GBA DISCHARGED IMPORT SEA laden: revision"
                + " is 3, expected 2, complete is true, expected false");
  }

  @Test
  void an_area_that_is_not_the_sum_of_its_ports_is_found() throws SQLException {
    run(
        "UPDATE portally.throughput SET gross_mass_kg = gross_mass_kg + 1 WHERE granularity ="
            + " 'MINUTE' AND area_code = 'CN-GD' AND mode = 'SEA'");

    assertThat(differences())
        .contains(
            "throughput MINUTE 2025-03-10T04:00:00Z PROVINCE CN-GD DISCHARGED IMPORT SEA laden:"
                + " gross_mass_kg is 2001, expected 2000",
            "throughput MINUTE 2025-03-10T04:00:00Z PROVINCE CN-GD DISCHARGED IMPORT SEA laden: the"
                + " area holds events 2, gross_mass_kg 2001, teu_hundredths 200, but its ports 2,"
                + " 2000, 200");
  }

  @Test
  void an_hour_that_is_not_the_sum_of_its_minutes_is_found() throws SQLException {
    run(
        "UPDATE portally.throughput SET teu_hundredths = 0 WHERE granularity = 'HOUR' AND area_code"
            + " = 'CNYTN'");
    run(
        "UPDATE portally.data_quality SET records = records + 1 WHERE granularity = 'HOUR' AND fate"
            + " = 'DUPLICATE'");

    assertThat(differences())
        .contains(
            "throughput HOUR 2025-03-10T04:00:00Z PORT CNYTN DISCHARGED IMPORT SEA laden: the"
                + " window holds events 1, gross_mass_kg 1000, teu_hundredths 0, but its minutes 1,"
                + " 1000, 100",
            "data_quality HOUR 2025-03-10T04:00:00Z cargo-movements DUPLICATE -: records is 2,"
                + " expected 1",
            "data_quality HOUR 2025-03-10T04:00:00Z cargo-movements DUPLICATE -: the window holds"
                + " records 2, but its minutes 1",
            "data_quality HOUR cargo-movements: 7 records have a fate, but 6 were published",
            "data_quality HOUR cargo-movements DUPLICATE -: 2 records in all, expected 1");
  }

  @Test
  void what_is_wrong_with_clearance_activity_is_told_as_well() throws SQLException {
    run(
        "UPDATE portally.clearance_activity SET declarations = 0, value_fen = value_fen + 1 WHERE"
            + " granularity = 'HOUR' AND area_code = 'CN-SH'");
    run(
        "UPDATE portally.clearance_activity SET revision = 9 WHERE granularity = 'DAY' AND"
            + " area_level = 'NATION'");
    run(
        "DELETE FROM portally.clearance_activity WHERE granularity = 'MINUTE' AND area_level ="
            + " 'REGION'");

    assertThat(differences())
        .containsExactlyInAnyOrder(
            "clearance_activity DAY 2025-03-09T16:00:00Z NATION CN LODGED IMPORT SEA: revision is"
                + " 9, expected 1",
            "clearance_activity HOUR 2025-03-10T04:00:00Z PROVINCE CN-SH LODGED IMPORT SEA:"
                + " declarations is 0, expected 1, value_fen is 5000001, expected 5000000",
            "clearance_activity MINUTE 2025-03-10T04:00:00Z REGION YRD LODGED IMPORT SEA: missing,"
                + " expected events 1, declarations 1, gross_mass_kg 1000, value_fen 5000000,"
                + " revision 1, complete true",
            "clearance_activity HOUR 2025-03-10T04:00:00Z PROVINCE CN-SH LODGED IMPORT SEA: the"
                + " area holds events 1, declarations 0, gross_mass_kg 1000, value_fen 5000001, but"
                + " its ports 1, 1, 1000, 5000000",
            "clearance_activity MINUTE 2025-03-10T04:00:00Z REGION YRD LODGED IMPORT SEA: the area"
                + " holds events 0, declarations 0, gross_mass_kg 0, value_fen 0, but its ports 1,"
                + " 1, 1000, 5000000",
            "clearance_activity HOUR 2025-03-10T04:00:00Z PROVINCE CN-SH LODGED IMPORT SEA: the"
                + " window holds events 1, declarations 0, gross_mass_kg 1000, value_fen 5000001,"
                + " but its minutes 1, 1, 1000, 5000000",
            "clearance_activity DAY 2025-03-09T16:00:00Z REGION YRD LODGED IMPORT SEA: the window"
                + " holds events 1, declarations 1, gross_mass_kg 1000, value_fen 5000000, but its"
                + " minutes 0, 0, 0, 0",
            "clearance_activity HOUR 2025-03-10T04:00:00Z REGION YRD LODGED IMPORT SEA: the window"
                + " holds events 1, declarations 1, gross_mass_kg 1000, value_fen 5000000, but its"
                + " minutes 0, 0, 0, 0");
  }

  @Test
  void a_row_of_zeros_may_be_absent() throws SQLException {
    assertThat(run("DELETE FROM portally.throughput WHERE events = 0")).isPositive();

    assertThat(differences()).isEmpty();
  }

  @Test
  void a_row_of_zeros_may_be_there_unexpected() throws SQLException {
    run(
        "INSERT INTO portally.throughput SELECT generation, granularity, window_start, area_level,"
            + " area_code, 'LOADED', direction, mode, laden, 0, 0, 0, 1, complete FROM"
            + " portally.throughput WHERE area_code = 'CN'");

    assertThat(differences()).isEmpty();
  }

  @Test
  void a_row_of_zeros_that_is_there_must_have_its_revision() throws SQLException {
    run(
        "UPDATE portally.throughput SET revision = 7 WHERE events = 0 AND granularity = 'MINUTE'"
            + " AND area_code = 'CN-GD'");

    assertThat(differences())
        .containsExactly(
            "throughput MINUTE 2025-03-10T04:00:00Z PROVINCE CN-GD DISCHARGED IMPORT ROAD laden:"
                + " revision is 7, expected 2");
  }

  @Test
  void of_many_differences_the_first_twenty_are_shown_and_the_rest_is_counted() throws Exception {
    List<Line> manyMinutes =
        IntStream.range(0, 30).mapToObj(i -> movement("m" + i, NOON.plusSeconds(60L * i))).toList();
    try (Oracle many = SixPorts.judge(OracleSettings.defaultsAsOf(NOON), manyMinutes, List.of())) {
      database.emptyFacts();
      assertThat(many.throughputRows()).isEqualTo(30 * 4 + 4 + 4);

      List<String> differences = new TableComparison(many).differences(postgres, GENERATION);

      assertThat(differences.stream().filter(line -> line.startsWith("throughput")))
          .hasSize(TableComparison.SHOWN);
      assertThat(differences).contains("... and 108 more (throughput compare-cells.sql)");
    }
  }

  private List<String> differences() throws SQLException {
    return new TableComparison(oracle).differences(postgres, GENERATION);
  }

  /** Returns how many rows it touched. */
  private int run(String sql) throws SQLException {
    try (Statement statement = postgres.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }
}
