package io.portally.flink.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of what could not be written, so that the rest goes on and nothing goes unseen. */
final class RefusedRows {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedRows.class);
  private static final String INSERT =
      "INSERT INTO portally.refused_rows (table_name, row, sqlstate, message)"
          + " VALUES (?, ?::jsonb, ?, ?)";

  private RefusedRows() {}

  /**
   * Keeps a row in the running transaction.
   *
   * @param json the row by column name
   * @param message what speaks against it
   */
  static void keep(
      Connection connection, String table, String json, String sqlState, String message)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setString(1, table);
      statement.setString(2, json);
      statement.setString(3, sqlState);
      statement.setString(4, message);
      statement.executeUpdate();
    }
    LOG.error(
        "A row of {} is refused with SQLSTATE {}: {}. It is kept in refused_rows: {}",
        table,
        sqlState,
        message,
        json);
  }
}
