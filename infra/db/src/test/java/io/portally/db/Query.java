package io.portally.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** One statement in a session of its own. */
final class Query {
  private Query() {}

  /** The first column of each row, as text. */
  static List<String> column(DataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
      return values;
    }
  }

  /** The first column of the only row. */
  static String value(DataSource dataSource, String sql) throws SQLException {
    List<String> values = column(dataSource, sql);
    if (values.size() != 1) {
      throw new AssertionError(values.size() + " rows instead of one: " + sql);
    }
    return values.get(0);
  }

  static void run(DataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
