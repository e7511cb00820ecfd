package io.portally.reference;

import static io.portally.reference.Page.code;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Every table, view, type of several columns and function of the database, from its comments. */
final class TablesPage {

  /** In the order in which a reader needs them: what is counted, then what names it. */
  private static final String RELATIONS =
      """
      SELECT n.nspname, c.relname, c.relkind, c.oid,
             CASE c.relkind WHEN 'c' THEN obj_description(c.reltype, 'pg_type')
               ELSE obj_description(c.oid, 'pg_class') END AS comment,
             EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'revision') AS fact
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('portally', 'bi') AND c.relkind IN ('r', 'v', 'm', 'c')
         AND c.relname <> 'flyway_schema_history'
       ORDER BY c.relkind = 'c', n.nspname DESC, c.relkind, fact DESC, c.relname""";

  private static final String COLUMNS =
      """
      SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
             col_description(a.attrelid, a.attnum) AS comment,
             EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary
                        AND a.attnum = ANY (i.indkey)) AS key
        FROM pg_attribute a
       WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY a.attnum""";

  private static final String FUNCTIONS =
      """
      SELECT p.proname, pg_get_function_identity_arguments(p.oid) AS arguments,
             pg_get_function_result(p.oid) AS result, obj_description(p.oid, 'pg_proc') AS comment
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE n.nspname IN ('portally', 'bi')
       ORDER BY p.proname, arguments""";

  private final Connection connection;

  private TablesPage(Connection connection) {
    this.connection = connection;
  }

  /** The page on the schema that the session sees. */
  static String text(Connection connection) throws SQLException {
    return new TablesPage(connection).make();
  }

  private String make() throws SQLException {
    Page page =
        new Page(
            "Tables",
            "the comments in the database, which come from the [migrations](../../infra/db/src/main/resources/io/portally/db/migration)");
    page.paragraph(
        "What the figures mean is told in [metrics.md](../metrics.md), how a row lives in [row-life.md](../row-life.md). Instants (`timestamp with time zone`) are UTC. **Key** marks the columns of the primary key; a column that may be empty says so.");
    relations(page);
    functions(page);
    return page.text();
  }

  private void relations(Page page) throws SQLException {
    String group = "";
    try (Statement statement = connection.createStatement();
        ResultSet relation = statement.executeQuery(RELATIONS)) {
      while (relation.next()) {
        String itsGroup = groupOf(relation);
        if (!itsGroup.equals(group)) {
          group = itsGroup;
          page.heading(group);
        }
        String name = relation.getString("nspname") + "." + relation.getString("relname");
        page.subheading(name);
        page.paragraph(commented(relation.getString("comment"), name));
        columns(page, name, relation.getLong("oid"), relation.getString("relkind").equals("r"));
      }
    }
  }

  private static String groupOf(ResultSet relation) throws SQLException {
    if (relation.getString("relkind").equals("c")) {
      return "Types";
    }
    if (relation.getString("nspname").equals("bi")) {
      return "Views for BI tools";
    }
    if (!relation.getString("relkind").equals("r")) {
      return "Views";
    }
    return relation.getBoolean("fact") ? "Fact tables" : "Dimensions and others";
  }

  private void columns(Page page, String relation, long oid, boolean isTable) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setLong(1, oid);
      try (ResultSet column = statement.executeQuery()) {
        while (column.next()) {
          String name = column.getString("attname");
          String type = column.getString("type");
          boolean mayBeEmpty = isTable && !column.getBoolean("attnotnull");
          rows.add(
              List.of(
                  code(name) + (column.getBoolean("key") ? " **key**" : ""),
                  mayBeEmpty ? type + ", may be empty" : type,
                  commented(column.getString("comment"), relation + "." + name)));
        }
      }
    }
    page.table(List.of("column", "type", "meaning"), rows);
  }

  private void functions(Page page) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet function = statement.executeQuery(FUNCTIONS)) {
      while (function.next()) {
        String name = function.getString("proname");
        rows.add(
            List.of(
                code("%s(%s)".formatted(name, function.getString("arguments"))),
                function.getString("result"),
                commented(function.getString("comment"), name)));
      }
    }
    page.heading("Functions").table(List.of("function", "gives", "meaning"), rows);
  }

  private static String commented(String comment, String of) {
    if (comment == null || comment.isBlank()) {
      throw new IllegalStateException(of + " has no comment: a migration has to give it one");
    }
    return comment;
  }
}
