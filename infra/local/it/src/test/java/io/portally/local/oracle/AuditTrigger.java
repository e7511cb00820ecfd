package io.portally.local.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches in PostgreSQL, for tests only, that no row of a fact table ever moves backwards: it notes
 * in {@code portally_audit.moves} every update in which {@code (complete, revision)} falls or stays
 * (a row is replaced only if it rises), and everything that takes rows away.
 *
 * <p>A fact table is a table of schema {@code portally} that has both columns, so tables to come
 * are watched too.
 */
public final class AuditTrigger {

  private AuditTrigger() {}

  /**
   * Installs the trigger on every fact table, or anew where it was, with nothing noted.
   *
   * @param owner a connection of the tables' owner or a superuser, in auto-commit
   * @return the watched tables, sorted
   * @throws IllegalStateException where there is no fact table to watch
   */
  public static List<String> install(Connection owner) throws SQLException {
    List<String> tables =
        strings(
            owner,
            """
            SELECT format('%I.%I', c.table_schema, c.table_name)
            FROM information_schema.columns AS c
            JOIN information_schema.tables AS t USING (table_schema, table_name)
            WHERE c.table_schema = 'portally' AND t.table_type = 'BASE TABLE'
              AND c.column_name IN ('revision', 'complete')
            GROUP BY 1 HAVING count(*) = 2 ORDER BY 1""");
    if (tables.isEmpty()) {
      throw new IllegalStateException(
          "Schema portally has no table with revision and complete: migrate the database first");
    }
    new SqlScript("audit-moves.sql").run(owner);
    String triggers = new SqlScript("audit-triggers.sql").text();
    try (Statement statement = owner.createStatement()) {
      for (String table : tables) {
        statement.execute(triggers.replace("fact_table", table));
      }
    }
    return tables;
  }

  /**
   * What was noted since the trigger was installed, in the order in which it happened: table, what
   * was done, and the row before and after. Empty where no row moved backwards.
   */
  public static List<String> violations(Connection connection) throws SQLException {
    return strings(
        connection,
        """
        SELECT concat_ws(' ', table_name, move, 'from', before, 'to', after)
        FROM portally_audit.moves ORDER BY id""");
  }

  private static List<String> strings(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> strings = new ArrayList<>();
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
      return strings;
    }
  }
}
