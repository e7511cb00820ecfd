package io.portally.local.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/** A resource of this package that holds SQL. */
record SqlScript(String name) {

  private static final Pattern MADE = Pattern.compile("CREATE (?:TABLE|MACRO) (\\w+)");

  String text() {
    try (InputStream in = SqlScript.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not among the oracle's SQL scripts");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the tables and macros that it makes. */
  List<String> made() {
    return MADE.matcher(text()).results().map(made -> made.group(1)).toList();
  }

  void run(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text());
    }
  }
}
