package io.portally.bench.measure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the database has written to the fact tables since it counts.
 *
 * @param inserted new rows
 * @param updated new versions of rows
 * @param hot those of them that needed no new entry in an index
 */
public record TableWrites(long inserted, long updated, long hot) {

  private static final String OF_FACT_TABLES =
      """
      FROM pg_stat_user_tables
      WHERE schemaname = 'portally' AND relname IN (SELECT table_name FROM information_schema.columns
        WHERE table_schema = 'portally' AND column_name = 'revision')
      """;
  private static final String QUERY =
      "SELECT sum(n_tup_ins)::bigint, sum(n_tup_upd)::bigint, sum(n_tup_hot_upd)::bigint "
          + OF_FACT_TABLES;
  private static final String ROWS = "SELECT relname, n_tup_ins + n_tup_upd " + OF_FACT_TABLES;

  public static TableWrites read(Connection owner) throws SQLException {
    try (Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      row.next();
      return new TableWrites(row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  /** All row versions since the database counts, by table. */
  public static Map<String, Long> rowsByTable(Connection owner) throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    try (Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery(ROWS)) {
      while (row.next()) {
        rows.put(row.getString(1), row.getLong(2));
      }
    }
    return rows;
  }

  public TableWrites since(TableWrites earlier) {
    return new TableWrites(
        inserted - earlier.inserted, updated - earlier.updated, hot - earlier.hot);
  }

  /** All row versions. */
  public long rows() {
    return inserted + updated;
  }

  /** The part of the updates that were hot; 1 where there were none. */
  public double hotShare() {
    return updated == 0 ? 1 : (double) hot / updated;
  }
}
