package io.portally.bench.measure;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What fact tables say in one generation, whoever wrote them: every dimension and measure of every
 * row, in any order. Revision and completeness are left out, as an engine may count them in its own
 * way.
 *
 * @param rows how many there are
 * @param sum of the rows' 64-bit hashes
 */
public record TableChecksum(long rows, BigDecimal sum) {

  private static final String THROUGHPUT =
      """
      SELECT count(*), coalesce(sum(hashtextextended(concat_ws('|', granularity,
          extract(epoch FROM window_start)::bigint, area_level, area_code, movement, direction, mode,
          laden, events, gross_mass_kg, teu_hundredths), 0)), 0)
      FROM portally.throughput
      WHERE generation = ? AND (events, gross_mass_kg, teu_hundredths) <> (0, 0, 0)
      """;

  /** Whatever columns a table has beside those that say how its rows came about. */
  private static final String ANY_TABLE =
      """
      SELECT count(*), coalesce(sum(hashtextextended('%1$s' || (to_jsonb(t) - 'generation' - 'revision'
          - 'complete' - 'updated_at')::text, 0)), 0)
      FROM portally.%1$s t
      WHERE generation = ?
      """;

  /** Of the table {@code throughput} alone, and the rows in it that are not all zero. */
  public static TableChecksum of(Connection owner, int generation) throws SQLException {
    return read(owner, THROUGHPUT, generation);
  }

  /** Of all fact tables. Rows that are all zero count: it is for runs of one engine. */
  public static TableChecksum ofAllTables(Connection owner, int generation) throws SQLException {
    TableChecksum all = new TableChecksum(0, BigDecimal.ZERO);
    for (String table : FactTables.names(owner)) {
      TableChecksum one = read(owner, ANY_TABLE.formatted(table), generation);
      all = new TableChecksum(all.rows + one.rows, all.sum.add(one.sum));
    }
    return all;
  }

  private static TableChecksum read(Connection owner, String query, int generation)
      throws SQLException {
    try (PreparedStatement statement = owner.prepareStatement(query)) {
      statement.setInt(1, generation);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new TableChecksum(row.getLong(1), row.getBigDecimal(2));
      }
    }
  }
}
