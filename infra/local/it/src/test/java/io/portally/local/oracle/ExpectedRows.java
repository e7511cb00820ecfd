package io.portally.local.oracle;

import static java.util.stream.Collectors.joining;

import io.portally.local.oracle.ComparedTable.Column;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;

/** Writes into PostgreSQL's tables what an oracle expects in them. */
final class ExpectedRows {

  private ExpectedRows() {}

  static void write(Oracle oracle, Connection postgres, int generation) throws SQLException {
    for (ComparedTable table : new TableComparison(oracle).tables()) {
      String names = table.columns().stream().map(Column::name).collect(joining(", "));
      String places = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
      try (Statement select = oracle.database().createStatement();
          ResultSet rows =
              select.executeQuery("SELECT %s FROM expected_%s".formatted(names, table.name()));
          PreparedStatement insert =
              postgres.prepareStatement(
                  "INSERT INTO portally.%s (%s, generation) VALUES (%s, %d)"
                      .formatted(table.name(), names, places, generation))) {
        while (rows.next()) {
          for (int i = 1; i <= table.columns().size(); i++) {
            insert.setObject(i, value(rows.getObject(i), postgres));
          }
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  /** DuckDB's value as PostgreSQL's. */
  private static Object value(Object value, Connection postgres) throws SQLException {
    if (value instanceof LocalDateTime utc) {
      return utc.atOffset(ZoneOffset.UTC);
    }
    if (value instanceof Array array) {
      String type = array.getBaseTypeName().equals("INTEGER") ? "int4" : "int8";
      return postgres.createArrayOf(type, (Object[]) array.getArray());
    }
    return value;
  }
}
