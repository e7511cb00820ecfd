package io.portally.local.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows that the tables hold for a generation: {@code table|granularity|start in epoch
 * seconds|dimensions} to what is told of it. Rows of zeros mean the same as no rows and are left
 * out.
 */
final class FactRows {

  private static final String QUERY =
      """
      SELECT concat_ws('|', 'throughput', granularity, extract(epoch FROM window_start)::bigint,
               area_level, area_code, movement, direction, mode,
               CASE WHEN laden THEN 'true' ELSE 'false' END),
             complete, ARRAY[events, gross_mass_kg, teu_hundredths]
        FROM portally.throughput WHERE generation = ?
      UNION ALL
      SELECT concat_ws('|', 'data_quality', granularity, extract(epoch FROM window_start)::bigint,
               topic, fate, reason),
             complete, ARRAY[records]
        FROM portally.data_quality WHERE generation = ?""";

  private FactRows() {}

  static Map<String, String> of(Connection connection, int generation) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setInt(1, generation);
      statement.setInt(2, generation);
      Map<String, String> rows = new TreeMap<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          long[] measures =
              Arrays.stream((Long[]) result.getArray(3).getArray())
                  .mapToLong(Long::longValue)
                  .toArray();
          if (Arrays.stream(measures).anyMatch(measure -> measure != 0)) {
            rows.put(result.getString(1), told(result.getBoolean(2), measures));
          }
        }
      }
      connection.commit();
      return rows;
    }
  }

  static String told(boolean complete, long... measures) {
    return (complete ? "complete " : "live ") + Arrays.toString(measures);
  }
}
