package io.portally.local.oracle;

import static io.portally.local.oracle.Line.clearance;
import static io.portally.local.oracle.Line.movement;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.db.ScratchDatabase;
import io.portally.local.oracle.ComparedTable.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One row wrong in a table that is right otherwise, in every table and in each way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongRowIT {

  private static final int GENERATION = 1;

  /** Noon in Shanghai. */
  private static final Instant NOON = Instant.parse("2025-03-10T04:00:00Z");

  private static final Instant ONE = NOON.plus(Duration.ofHours(1));

  /** An import by way of another port, under a programme: it is in every table. */
  private static final Line[] JOURNEY = {
    movement("arrived", NOON).with("movement", "ARRIVED"),
    movement("gated out", ONE).with("movement", "GATED_OUT").with("port", "CNNGB"),
    clearance("lodged", NOON)
        .with("programmes", List.of("AEO"))
        .with("singleWindowCategory", 25)
        .with("singleWindowService", 964),
    clearance("released", ONE).with("stage", "RELEASED").with("partnerCountry", "BR")
  };

  private ScratchDatabase database;
  private Connection postgres;
  private Oracle oracle;

  @BeforeAll
  void startDatabase() throws Exception {
    database = ScratchDatabase.start();
    postgres = database.superuser().getConnection();
    oracle = SixPorts.judge(OracleSettings.defaultsAsOf(ONE), JOURNEY);
    ExpectedRows.write(oracle, postgres, GENERATION);
    postgres.setAutoCommit(false);
  }

  @AfterAll
  void stopDatabase() throws Exception {
    oracle.close();
    postgres.close();
    database.close();
  }

  @AfterEach
  void takeBackWhatIsWrong() throws SQLException {
    postgres.rollback();
  }

  @Test
  void the_expected_rows_themselves_are_right() throws SQLException {
    assertThat(differences()).isEmpty();
  }

  List<ComparedTable> tables() throws SQLException {
    return new TableComparison(oracle).tables();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void every_value_of_a_row_is_compared(ComparedTable table) throws SQLException {
    List<Column> values = table.columns().stream().filter(Column::isValue).toList();
    run(
        "UPDATE portally.%s SET %s WHERE ctid = %s"
            .formatted(
                table.name(),
                values.stream()
                    .map(value -> value.name() + " = " + changed(value))
                    .collect(joining(", ")),
                oneRow(table, "area_level = 'PORT'")));

    assertThat(linesOf(table).filter(line -> line.contains(" is ")))
        .singleElement()
        .satisfies(
            line ->
                assertThat(values)
                    .allSatisfy(value -> assertThat(line).contains(value.name() + " is ")));
  }

  private static String changed(Column value) {
    return switch (value.type()) {
      case "BOOLEAN" -> "NOT " + value.name();
      case "DOUBLE" -> value.name() + " * (1 + 2e-9)";
      case "INTEGER[]", "BIGINT[]" -> "ARRAY[%1$s[1] + 1]".formatted(value.name());
      default -> value.name() + " + 1";
    };
  }

  @ParameterizedTest
  @MethodSource("tables")
  void a_row_that_is_missing_and_one_too_many_are_found(ComparedTable table) throws SQLException {
    run(
        "UPDATE portally.%s SET window_start = window_start - INTERVAL '10 days' WHERE ctid = %s"
            .formatted(table.name(), oneRow(table, "area_level = 'PORT'")));

    assertThat(linesOf(table).filter(line -> line.contains(": missing, expected "))).hasSize(1);
    assertThat(linesOf(table).filter(line -> line.contains(": unexpected, with "))).hasSize(1);
  }

  Stream<ComparedTable> tablesOfAreas() throws SQLException {
    return tables().stream().filter(ComparedTable::rollsUpAreas);
  }

  @ParameterizedTest
  @MethodSource("tablesOfAreas")
  void an_area_that_is_not_the_sum_of_its_ports_is_found_by_each_sum(ComparedTable table)
      throws SQLException {
    for (Column sum : table.columns().stream().filter(Column::isSum).toList()) {
      changeInBothRows(table, sum, "area_level = 'PROVINCE'");

      assertThat(linesOf(table).filter(line -> line.contains(": the area holds ")))
          .as(sum.name())
          .isNotEmpty();
    }
  }

  Stream<ComparedTable> tablesOfSeveralWindows() throws SQLException {
    return tables().stream().filter(table -> !table.shortest().equals("DAY"));
  }

  @ParameterizedTest
  @MethodSource("tablesOfSeveralWindows")
  void a_day_that_is_not_the_sum_of_its_parts_is_found_by_each_sum(ComparedTable table)
      throws SQLException {
    for (Column sum : table.columns().stream().filter(Column::isSum).toList()) {
      changeInBothRows(table, sum, "granularity = 'DAY'");

      assertThat(linesOf(table).filter(line -> line.contains(": the window holds ")))
          .as(sum.name())
          .isNotEmpty();
    }
  }

  /** Only that column is wrong then, whatever was changed before. */
  private void changeInBothRows(ComparedTable table, Column sum, String where) throws SQLException {
    takeBackWhatIsWrong();
    assertThat(
            run(
                "UPDATE portally.%s SET %s = %s WHERE %s"
                    .formatted(table.name(), sum.name(), changed(sum), where)))
        .isPositive();
  }

  @Test
  void a_length_in_the_bucket_beside_is_found_at_the_area_and_at_the_day() throws SQLException {
    run(
        "UPDATE portally.transfer_times SET bucket_indexes = ARRAY[bucket_indexes[1] + 1] WHERE"
            + " area_level = 'PROVINCE' AND granularity = 'DAY' AND leg = 'LODGEMENT_TO_RELEASE'"
            + " AND programme = 'ALL'");

    String cell =
        "transfer_times DAY 2025-03-09T16:00:00Z PROVINCE CN-SH LODGEMENT_TO_RELEASE IMPORT SEA"
            + " ALL: ";
    assertThat(differences())
        .containsExactlyInAnyOrder(
            cell + "bucket_indexes is [410], expected [409]",
            cell + "the area holds 1 in bucket 410, but its ports 0",
            cell + "the area holds 0 in bucket 409, but its ports 1",
            cell + "the window holds 1 in bucket 410, but its hours 0",
            cell + "the window holds 0 in bucket 409, but its hours 1");
  }

  @Test
  void a_quantile_may_differ_by_a_last_bit_but_not_be_absent() throws SQLException {
    run("UPDATE portally.corridor_times SET p50_seconds = p50_seconds * (1 + 1e-15)");
    assertThat(differences()).isEmpty();

    run(
        "UPDATE portally.corridor_times SET p50_seconds = NULL, p90_seconds = NULL, p95_seconds ="
            + " NULL, p99_seconds = NULL WHERE granularity = 'DAY' AND programme = 'ALL'");
    assertThat(differences())
        .singleElement()
        .asString()
        .startsWith(
            "corridor_times DAY 2025-03-09T16:00:00Z TRANSFER CNSHA CNNGB SEA ALL: p50_seconds is"
                + " null, expected 36")
        .contains("p99_seconds is null");
  }

  @Test
  void rows_of_zeros_may_be_absent_where_all_was_retracted() throws Exception {
    Line[] retracted =
        Stream.of(JOURNEY)
            .flatMap(line -> Stream.of(line, line.version(1).retracted()))
            .toArray(Line[]::new);
    try (Oracle nothing = SixPorts.judge(OracleSettings.defaultsAsOf(ONE), retracted)) {
      assertThat(nothing.rowsOf("transfer_times")).isPositive();
      for (ComparedTable table : tables()) {
        assertThat(run("DELETE FROM portally." + table.name())).isPositive();
      }

      assertThat(new TableComparison(nothing).differences(postgres, GENERATION))
          .allMatch(line -> line.startsWith("data_quality"));
    }
  }

  private List<String> differences() throws SQLException {
    return new TableComparison(oracle).differences(postgres, GENERATION);
  }

  private Stream<String> linesOf(ComparedTable table) throws SQLException {
    return new TableComparison(oracle).differences(table, postgres, GENERATION).stream();
  }

  /** Of the shortest windows, where there are areas of such an area. */
  private static String oneRow(ComparedTable table, String where) {
    return "(SELECT min(ctid) FROM portally.%s WHERE granularity = '%s' AND %s)"
        .formatted(table.name(), table.shortest(), table.rollsUpAreas() ? where : "true");
  }

  /** Returns how many rows it touched. */
  private int run(String sql) throws SQLException {
    try (Statement statement = postgres.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }
}
