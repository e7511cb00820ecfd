package io.portally.local.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.db.ScratchDatabase;
import io.portally.events.Milestone;
import io.portally.tally.area.Granularity;
import io.portally.tally.measure.Dimension;
import io.portally.tally.measure.FactTable;
import io.portally.tally.slow.Actors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables as the jobs know them are the tables that the migrations make. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FactTableSchemaIT {

  /** What a table with a sketch tells beside it; null in a row of zeros. */
  private static final List<String> QUANTILES =
      List.of("p50_seconds", "p90_seconds", "p95_seconds", "p99_seconds");

  private ScratchDatabase database;
  private Connection connection;

  @BeforeAll
  void startDatabase() throws Exception {
    database = ScratchDatabase.start();
    connection = database.superuser().getConnection();
  }

  @AfterAll
  void stopDatabase() throws SQLException {
    connection.close();
    database.close();
  }

  @Test
  void every_table_with_a_revision_is_a_fact_table_and_the_other_way_round() throws SQLException {
    assertThat(
            texts(
                """
                SELECT table_name FROM information_schema.columns
                JOIN information_schema.tables USING (table_schema, table_name)
                WHERE table_schema = ? AND table_type = 'BASE TABLE' AND column_name = 'revision'""",
                "portally"))
        .containsExactlyInAnyOrderElementsOf(
            List.of(FactTable.values()).stream().map(FactTable::tableName).toList());
  }

  /** Alerts say on whom a milestone waits, and so does the table of milestones. */
  @Test
  void whoActsToBringAMilestoneAboutIsToldAlike() throws SQLException {
    List<String> told =
        Stream.of(Milestone.values())
            .filter(milestone -> milestone != Milestone.UNKNOWN)
            .map(milestone -> milestone + " " + Actors.of(milestone))
            .toList();

    assertThat(
            texts(
                "SELECT milestone || ' ' || waiting_on FROM portally.milestones WHERE topic <> ?",
                "none"))
        .containsExactlyInAnyOrderElementsOf(told);
  }

  @ParameterizedTest
  @EnumSource
  void a_table_has_exactly_its_columns_all_of_them_filled_but_quantiles_of_nothing(FactTable table)
      throws SQLException {
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("generation", "integer NO");
    wanted.put("granularity", "text NO");
    wanted.put("window_start", "timestamp with time zone NO");
    for (Dimension.Column column : dimensionColumns(table)) {
      wanted.put(column.name(), type(column) + " NO");
    }
    for (String measure : table.measures()) {
      if (measure.equals("zero_count")) {
        QUANTILES.forEach(quantile -> wanted.put(quantile, "double precision YES"));
      }
      wanted.put(measure, "bigint NO");
    }
    if (table.hasSketch()) {
      wanted.put("bucket_indexes", "ARRAY NO");
      wanted.put("bucket_counts", "ARRAY NO");
    }
    wanted.put("revision", "bigint NO");
    wanted.put("complete", "boolean NO");
    wanted.put("updated_at", "timestamp with time zone NO");

    assertThat(columns(table)).containsExactlyEntriesOf(wanted);
  }

  @ParameterizedTest
  @EnumSource
  void a_row_is_one_for_generation_granularity_window_and_dimensions(FactTable table)
      throws SQLException {
    List<String> wanted = new ArrayList<>(List.of("generation", "granularity", "window_start"));
    dimensionColumns(table).forEach(column -> wanted.add(column.name()));

    assertThat(
            texts(
                """
                SELECT attname FROM pg_index
                JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
                WHERE indisprimary AND indrelid = ('portally.' || ?)::regclass""",
                table.tableName()))
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  @ParameterizedTest
  @EnumSource
  void every_word_that_a_job_may_write_fits_its_column(FactTable table) throws SQLException {
    for (Granularity granularity : table.granularities()) {
      assertFits(table, "granularity", granularity.name());
    }
    for (Dimension dimension : table.dimensions()) {
      if (dimension instanceof Dimension.Word word) {
        for (String each : withoutUnknown(word.words())) {
          assertFits(table, word.name(), each);
        }
      }
    }
  }

  /** The source refuses records with that word. */
  private static List<String> withoutUnknown(List<String> words) {
    return words.stream().filter(word -> !word.equals("UNKNOWN")).toList();
  }

  private void assertFits(FactTable table, String column, String word) throws SQLException {
    String type =
        texts(
                """
                SELECT format_type(atttypid, atttypmod) FROM pg_attribute
                WHERE attrelid = ('portally.' || ?)::regclass AND attname = ?""",
                table.tableName(),
                column)
            .get(0);
    assertThat(texts("SELECT (?::%s)::text".formatted(type), word)).containsExactly(word);
  }

  private static String type(Dimension.Column column) {
    return switch (column.type()) {
      case TEXT -> "text";
      case BOOLEAN -> "boolean";
      case INTEGER -> "integer";
    };
  }

  private static List<Dimension.Column> dimensionColumns(FactTable table) {
    return table.dimensions().stream().flatMap(each -> each.columns().stream()).toList();
  }

  private Map<String, String> columns(FactTable table) throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    texts(
            """
            SELECT concat_ws('=', column_name, data_type || ' ' || is_nullable)
            FROM information_schema.columns
            WHERE table_schema = 'portally' AND table_name = ? ORDER BY ordinal_position""",
            table.tableName())
        .forEach(
            column -> {
              int split = column.indexOf('=');
              columns.put(column.substring(0, split), column.substring(split + 1));
            });
    return columns;
  }

  private List<String> texts(String query, String... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
        return texts;
      }
    }
  }
}
