package io.portally.local.job;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the tables say of a world's generation. */
record Figures(World world) {

  /** The arrivals of one minute at the port that all hand-made movements name. */
  record Arrivals(long events, long grossMassKg, long revision, boolean complete) {}

  Optional<Arrivals> arrivals(Instant minute) throws SQLException {
    String query =
        """
        SELECT events, gross_mass_kg, revision, complete FROM portally.throughput
        WHERE generation = %d AND granularity = 'MINUTE' AND window_start = '%s'
          AND area_level = 'PORT' AND area_code = '%s' AND movement = 'ARRIVED'\
        """
            .formatted(world.generation(), minute, HandMade.PORT);
    try (Connection reader = world.stack().readerDataSource().getConnection();
        Statement statement = reader.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next()
          ? Optional.of(
              new Arrivals(row.getLong(1), row.getLong(2), row.getLong(3), row.getBoolean(4)))
          : Optional.empty();
    }
  }

  /** All rows of all windows, complete ones or others, without generation and time of writing. */
  List<String> rows(boolean complete) throws SQLException {
    List<String> rows = new ArrayList<>();
    for (String table : List.of("throughput", "clearance_activity", "data_quality")) {
      rows.addAll(
          texts(
              """
              SELECT '%1$s ' || (to_jsonb(fact) - 'generation' - 'updated_at')::text
              FROM portally.%1$s AS fact WHERE generation = %2$d AND complete = %3$s ORDER BY 1\
              """
                  .formatted(table, world.generation(), complete)));
    }
    return rows;
  }

  /** How many records have met this fate for this reason. */
  long records(String fate, String reason) throws SQLException {
    return Long.parseLong(
        texts(
                """
                SELECT coalesce(sum(records), 0)::text FROM portally.data_quality
                WHERE generation = %d AND granularity = 'MINUTE' AND fate = '%s' AND reason = '%s'\
                """
                    .formatted(world.generation(), fate, reason))
            .get(0));
  }

  private List<String> texts(String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection reader = world.stack().readerDataSource().getConnection();
        Statement statement = reader.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
