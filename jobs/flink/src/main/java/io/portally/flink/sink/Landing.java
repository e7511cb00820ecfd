package io.portally.flink.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portally.tally.area.Register;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Lands batches: a statement for each table, all in one transaction.
 *
 * <p>Where the database refuses a batch for a row's sake, each table's rows are halved until that
 * row stands alone; it goes to {@code refused_rows} and the rest goes on.
 */
final class Landing {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<FactTable, UpsertStatement> statements = new EnumMap<>(FactTable.class);
  private final RowWriter.Listener listener;

  Landing(int generation, Register register, RowWriter.Listener listener) {
    for (FactTable table : FactTable.values()) {
      statements.put(table, new UpsertStatement(table, generation, register));
    }
    this.listener = listener;
  }

  /**
   * Lands the batch as a whole, but for rows that the database refuses.
   *
   * @param connection not in auto-commit
   * @throws SQLException if nothing can be said of the rows: some of them may have landed
   */
  void land(FactBatch batch, Connection connection) throws SQLException {
    Map<FactTable, List<Row>> sorted = batch.sorted();
    try {
      for (Map.Entry<FactTable, List<Row>> rows : sorted.entrySet()) {
        upsert(rows.getKey(), rows.getValue(), connection);
      }
      connection.commit();
      listener.written(batch.size());
    } catch (SQLException e) {
      rollBack(connection, e);
      if (SqlState.of(e) != SqlState.ROW_REFUSED) {
        throw e;
      }
      for (Map.Entry<FactTable, List<Row>> rows : sorted.entrySet()) {
        landByHalves(rows.getKey(), rows.getValue(), connection);
      }
    }
  }

  private void landByHalves(FactTable table, List<Row> rows, Connection connection)
      throws SQLException {
    try {
      upsert(table, rows, connection);
      connection.commit();
      listener.written(rows.size());
    } catch (SQLException e) {
      rollBack(connection, e);
      if (SqlState.of(e) != SqlState.ROW_REFUSED) {
        throw e;
      }
      if (rows.size() == 1) {
        refuse(table, rows.get(0), e, connection);
        return;
      }
      int half = rows.size() / 2;
      landByHalves(table, rows.subList(0, half), connection);
      landByHalves(table, rows.subList(half, rows.size()), connection);
    }
  }

  private void upsert(FactTable table, List<Row> rows, Connection connection) throws SQLException {
    UpsertStatement upsert = statementOf(table);
    try (PreparedStatement statement = connection.prepareStatement(upsert.sql())) {
      upsert.bind(statement, rows);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw SqlState.of(e) == SqlState.NO_USE_TRYING ? noUse(table, e) : e;
    }
  }

  private static SQLException noUse(FactTable table, SQLException e) {
    return new SQLException(
        "no row of %s can be written (SQLSTATE %s: %s): apply this version's migrations to the database, and give the configured user the role portally_writer"
            .formatted(table.tableName(), e.getSQLState(), e.getMessage()),
        e.getSQLState(),
        e);
  }

  private void refuse(FactTable table, Row row, SQLException why, Connection connection)
      throws SQLException {
    RefusedRows.keep(
        connection,
        table.tableName(),
        json(table, row),
        why.getSQLState(),
        String.valueOf(why.getMessage()));
    connection.commit();
    listener.refused(1);
  }

  private String json(FactTable table, Row row) {
    try {
      return JSON.writeValueAsString(statementOf(table).describe(row));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row is made of texts and numbers only", e);
    }
  }

  private static void rollBack(Connection connection, SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private UpsertStatement statementOf(FactTable table) {
    UpsertStatement statement = statements.get(table);
    if (statement == null) {
      throw new IllegalStateException("no statement for " + table);
    }
    return statement;
  }
}
