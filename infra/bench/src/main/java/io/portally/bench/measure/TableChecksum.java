package io.portally.bench.measure;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What the table {@code throughput} says in one generation, whoever wrote it: every dimension and
 * measure of every row that is not all zero, in any order. Revision and completeness are left out,
 * as an engine may count them in its own way.
 *
 * @param rows how many there are
 * @param sum of the rows' 64-bit hashes
 */
public record TableChecksum(long rows, BigDecimal sum) {

  private static final String QUERY =
      """
      SELECT count(*), coalesce(sum(hashtextextended(concat_ws('|', granularity,
          extract(epoch FROM window_start)::bigint, area_level, area_code, movement, direction, mode,
          laden, events, gross_mass_kg, teu_hundredths), 0)), 0)
      FROM portally.throughput
      WHERE generation = ? AND (events, gross_mass_kg, teu_hundredths) <> (0, 0, 0)
      """;

  /** Reads a generation. */
  public static TableChecksum of(Connection owner, int generation) throws SQLException {
    try (PreparedStatement statement = owner.prepareStatement(QUERY)) {
      statement.setInt(1, generation);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new TableChecksum(row.getLong(1), row.getBigDecimal(2));
      }
    }
  }
}
