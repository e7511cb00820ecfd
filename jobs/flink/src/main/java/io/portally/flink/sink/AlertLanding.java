package io.portally.flink.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portally.flink.type.RawAlert;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lands batches of alerts, each in one transaction. Where the database refuses a batch for a row's
 * sake, its states are halved until that one stands alone; it goes to {@code refused_rows}, as does
 * a record that cannot be read, and the rest goes on.
 */
final class AlertLanding {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** SQLSTATE of a binary form that cannot be read: nearest to what a record's bytes may lack. */
  private static final String INVALID_BINARY_REPRESENTATION = "22P03";

  private final RowWriter.Listener listener;

  AlertLanding(RowWriter.Listener listener) {
    this.listener = listener;
  }

  /**
   * Lands the batch as a whole, but for what is refused.
   *
   * @param connection not in auto-commit
   * @throws SQLException if nothing can be said of it: some of it may have landed
   */
  void land(AlertBatch batch, Connection connection) throws SQLException {
    for (AlertBatch.Unreadable record : batch.unreadable()) {
      keep(describe(record.raw()), INVALID_BINARY_REPRESENTATION, record.why(), connection);
    }
    if (batch.states().isEmpty()) {
      connection.commit();
    } else {
      landByHalves(batch.states(), connection);
    }
    if (!batch.unreadable().isEmpty()) {
      listener.refused(batch.unreadable().size());
    }
  }

  private void landByHalves(List<AlertState> states, Connection connection) throws SQLException {
    // A refusal ends the transaction, in which unreadable records may have been kept.
    connection.commit();
    try {
      AlertStatements.upsert(states, connection);
      connection.commit();
      listener.written(states.size());
    } catch (SQLException e) {
      rollBack(connection, e);
      if (SqlState.of(e) == SqlState.NO_USE_TRYING) {
        throw noUse(e);
      }
      if (SqlState.of(e) != SqlState.ROW_REFUSED) {
        throw e;
      }
      if (states.size() == 1) {
        keep(
            AlertStatements.describe(states.get(0)),
            e.getSQLState(),
            String.valueOf(e.getMessage()),
            connection);
        connection.commit();
        listener.refused(1);
        return;
      }
      int half = states.size() / 2;
      landByHalves(states.subList(0, half), connection);
      landByHalves(states.subList(half, states.size()), connection);
    }
  }

  private static SQLException noUse(SQLException e) {
    return new SQLException(
        "no alert can be written (SQLSTATE %s: %s): apply this version's migrations to the database, and give the configured user the role portally_writer"
            .formatted(e.getSQLState(), e.getMessage()),
        e.getSQLState(),
        e);
  }

  private static void keep(
      Map<String, @Nullable Object> row, String sqlState, String message, Connection connection)
      throws SQLException {
    try {
      RefusedRows.keep(
          connection,
          AlertStatements.STATES_TABLE,
          JSON.writeValueAsString(row),
          sqlState,
          message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row is made of texts and numbers only", e);
    }
  }

  /** Bytes come out in base64. */
  private static Map<String, @Nullable Object> describe(RawAlert raw) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("partition", raw.partition());
    described.put("record_offset", raw.offset());
    described.put("published_at", raw.timestamp());
    described.put("bytes", raw.value());
    return described;
  }

  private static void rollBack(Connection connection, SQLException cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
