package io.portally.flink.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portally.tally.area.Register;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.jdbc.internal.executor.JdbcBatchStatementExecutor;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects rows of any fact table and lands them: of each key the newest row only (the same key
 * twice in a statement is an error, SQLSTATE 21000), sorted by key (so that two writers never wait
 * for each other in a circle, 40P01), one statement and one transaction for each table.
 *
 * <p>Where the database refuses a batch for a row's sake, the batch is halved until that row stands
 * alone; it goes to {@code refused_rows} and the rest goes on. Rows that have not landed are kept
 * for the next attempt.
 */
public final class FactBatch implements JdbcBatchStatementExecutor<Row> {

  private static final Logger LOG = LoggerFactory.getLogger(FactBatch.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Comparator<Row> BY_KEY =
      Comparator.<Row>comparingLong(row -> row.cell().dimensions())
          .thenComparingLong(row -> row.cell().window());
  private static final String READ_ONLY = "25006";
  private static final String REFUSE =
      "INSERT INTO portally.refused_rows (table_name, row, sqlstate, message)"
          + " VALUES (?, ?::jsonb, ?, ?)";

  private final Map<FactTable, UpsertStatement> statements = new EnumMap<>(FactTable.class);
  private final Map<FactTable, Map<Cell, Row>> pending = new EnumMap<>(FactTable.class);
  private final Counter written;
  private final Counter refused;

  private @Nullable Connection connection;

  /**
   * An empty batch.
   *
   * @param written counts rows sent to the database, those that the guard turns down included
   * @param refused counts rows that the database refused
   */
  public FactBatch(int generation, Register register, Counter written, Counter refused) {
    for (FactTable table : FactTable.values()) {
      statements.put(table, new UpsertStatement(table, generation, register));
      pending.put(table, new HashMap<>());
    }
    this.written = written;
    this.refused = refused;
  }

  @Override
  public void prepareStatements(Connection fresh) {
    connection = fresh;
  }

  @Override
  public void addToBatch(Row row) {
    rowsOf(row.cell().table())
        .merge(row.cell(), row, (old, fresh) -> fresh.supersedes(old) ? fresh : old);
  }

  @Override
  public void executeBatch() throws SQLException {
    for (FactTable table : FactTable.values()) {
      Map<Cell, Row> rows = rowsOf(table);
      if (!rows.isEmpty()) {
        land(table, rows.values().stream().sorted(BY_KEY).toList());
        rows.clear();
      }
    }
  }

  @Override
  public void closeStatements() {
    connection = null;
  }

  /** Forgets what has not landed. */
  void abandon() {
    pending.values().forEach(Map::clear);
  }

  private void land(FactTable table, List<Row> rows) throws SQLException {
    try {
      upsert(table, rows);
      written.inc(rows.size());
    } catch (SQLException e) {
      rollBack(e);
      SqlState asksFor = SqlState.of(e);
      if (asksFor == SqlState.NO_USE_TRYING) {
        // Not an SQLException: those are tried again.
        throw new IllegalStateException(
            "no row of %s can be written (SQLSTATE %s: %s): apply this version's migrations to the database, and give the configured user the role portally_writer"
                .formatted(table.tableName(), e.getSQLState(), e.getMessage()),
            e);
      }
      if (asksFor != SqlState.ROW_REFUSED) {
        throw e;
      }
      if (rows.size() == 1) {
        refuse(table, rows.get(0), e);
        return;
      }
      int half = rows.size() / 2;
      land(table, rows.subList(0, half));
      land(table, rows.subList(half, rows.size()));
    }
  }

  private void upsert(FactTable table, List<Row> rows) throws SQLException {
    UpsertStatement upsert = statementOf(table);
    try (PreparedStatement statement = connection().prepareStatement(upsert.sql())) {
      upsert.bind(statement, rows);
      statement.executeUpdate();
    }
    connection().commit();
  }

  private void refuse(FactTable table, Row row, SQLException why) throws SQLException {
    String json = json(table, row);
    try (PreparedStatement statement = connection().prepareStatement(REFUSE)) {
      statement.setString(1, table.tableName());
      statement.setString(2, json);
      statement.setString(3, why.getSQLState());
      statement.setString(4, why.getMessage());
      statement.executeUpdate();
    }
    connection().commit();
    refused.inc();
    LOG.error(
        "The database refused a row of {} with SQLSTATE {}: {}. It is kept in refused_rows: {}",
        table.tableName(),
        why.getSQLState(),
        why.getMessage(),
        json);
  }

  private String json(FactTable table, Row row) {
    try {
      return JSON.writeValueAsString(statementOf(table).describe(row));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row is made of texts and numbers only", e);
    }
  }

  private void rollBack(SQLException cause) {
    try {
      connection().rollback();
      if (READ_ONLY.equals(cause.getSQLState())) {
        // After a failover the old primary still answers: look for the new one.
        connection().close();
      }
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private Connection connection() throws SQLException {
    if (connection == null) {
      throw new SQLException("no connection to the database", "08003");
    }
    return connection;
  }

  private Map<Cell, Row> rowsOf(FactTable table) {
    return pending.computeIfAbsent(table, t -> new HashMap<>());
  }

  private UpsertStatement statementOf(FactTable table) {
    UpsertStatement statement = statements.get(table);
    if (statement == null) {
      throw new IllegalStateException("no statement for " + table);
    }
    return statement;
  }
}
