package io.portally.flink.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * The two statements that write alerts: states into {@code slow_clearance_states}, and then, of all
 * states that are known of those alerts, how each stands into {@code slow_clearances}. Both are
 * guarded, so records may come twice, late and in any order: a state keeps its last record, and an
 * alert never goes back to an earlier occurrence or state.
 */
final class AlertStatements {

  static final String STATES_TABLE = "slow_clearance_states";

  private static final List<Column<AlertState>> KEYS =
      List.of(
          Column.texts("alert_id", state -> state.alert().getAlertId()),
          Column.ints("occurrence", state -> state.alert().getOccurrence()),
          Column.texts("status", state -> state.alert().getStatus().name()));

  private static final List<Column<AlertState>> FIELDS =
      List.of(
          Column.texts("kind", state -> state.alert().getKind().name()),
          Column.optional("consignment_id", "text", state -> state.alert().getConsignmentId()),
          Column.optional("declaration_id", "text", state -> state.alert().getDeclarationId()),
          Column.optional("equipment_id", "text", state -> state.alert().getEquipmentId()),
          Column.texts("port", state -> state.alert().getPort()),
          Column.texts("leg", state -> state.alert().getLeg().name()),
          Column.texts("rule_id", state -> state.alert().getRuleId()),
          Column.longs("rule_version", state -> state.alert().getRuleVersion()),
          Column.texts("severity", state -> state.alert().getSeverity().name()),
          Column.instants("started_at", state -> state.alert().getStartedAt()),
          Column.instants("due_at", state -> state.alert().getDueAt()),
          Column.instants("ended_at", state -> state.alert().getEndedAt()),
          Column.texts("waiting_for", state -> state.alert().getWaitingFor().name()),
          Column.texts("waiting_on", state -> state.alert().getWaitingOn().name()),
          Column.longs("record_offset", state -> state.raw().offset()));

  private static final Column<AlertState> PUBLISHED =
      Column.instants("published_at", state -> Instant.ofEpochMilli(state.publishedAt()));

  private static final List<Column<AlertState>> ALL =
      Stream.of(KEYS, FIELDS, List.of(PUBLISHED)).flatMap(List::stream).toList();

  private static final String UPSERT_STATES = upsertStates();
  private static final String UPSERT_ALERTS = upsertAlerts();

  private AlertStatements() {}

  private static String upsertStates() {
    return """
        INSERT INTO portally.slow_clearance_states AS t (%1$s)
        SELECT %1$s FROM unnest(%2$s) AS u (%1$s)
        ON CONFLICT (%3$s) DO UPDATE SET %4$s, published_at = least(t.published_at, excluded.published_at)
         WHERE excluded.record_offset > t.record_offset OR excluded.published_at < t.published_at"""
        .formatted(
            names(ALL, "%s"),
            ALL.stream()
                .map(column -> "?::%s[]".formatted(column.type()))
                .collect(Collectors.joining(", ")),
            names(KEYS, "%s"),
            names(
                FIELDS,
                "%1$s = CASE WHEN excluded.record_offset > t.record_offset THEN excluded.%1$s ELSE t.%1$s END"));
  }

  private static String upsertAlerts() {
    return """
        INSERT INTO portally.slow_clearances AS t
          (%1$s, %2$s, opened_at, resolved_at, withdrawn_at, updated_at)
        SELECT DISTINCT ON (s.alert_id) %3$s, %4$s,
            max(s.published_at) FILTER (WHERE s.status = 'OPEN') OVER occurrence,
            max(s.published_at) FILTER (WHERE s.status = 'RESOLVED') OVER occurrence,
            max(s.published_at) FILTER (WHERE s.status = 'WITHDRAWN') OVER occurrence,
            now()
          FROM portally.slow_clearance_states AS s
         WHERE s.alert_id = ANY (?)
        WINDOW occurrence AS (PARTITION BY s.alert_id, s.occurrence)
         ORDER BY s.alert_id, s.occurrence DESC, s.status DESC
        ON CONFLICT (alert_id) DO UPDATE SET occurrence = excluded.occurrence, status = excluded.status, %5$s,
            opened_at = excluded.opened_at, resolved_at = excluded.resolved_at,
            withdrawn_at = excluded.withdrawn_at, updated_at = excluded.updated_at
         WHERE (excluded.occurrence, excluded.status, excluded.record_offset)
            >= (t.occurrence, t.status, t.record_offset)"""
        .formatted(
            names(KEYS, "%s"),
            names(FIELDS, "%s"),
            names(KEYS, "s.%s"),
            names(FIELDS, "s.%s"),
            names(FIELDS, "%1$s = excluded.%1$s"));
  }

  private static String names(List<Column<AlertState>> columns, String format) {
    return columns.stream()
        .map(column -> format.formatted(column.name()))
        .collect(Collectors.joining(", "));
  }

  /**
   * Writes states, and how their alerts stand now.
   *
   * @param states each once, sorted by key
   */
  static void upsert(List<AlertState> states, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(UPSERT_STATES)) {
      PGConnection arrays = connection.unwrap(PGConnection.class);
      int parameter = 1;
      for (Column<AlertState> column : ALL) {
        statement.setArray(
            parameter++, arrays.createArrayOf(column.type(), column.arrayOf(states)));
      }
      statement.executeUpdate();
    }
    try (PreparedStatement statement = connection.prepareStatement(UPSERT_ALERTS)) {
      Object[] alerts = states.stream().map(state -> state.key().alertId()).distinct().toArray();
      statement.setArray(1, connection.createArrayOf("text", alerts));
      statement.executeUpdate();
    }
  }

  /**
   * The state by column name, for a person to read. A character that no column of the database can
   * hold, JSON or other, is told as the replacement character.
   */
  static Map<String, @Nullable Object> describe(AlertState state) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    for (Column<AlertState> column : ALL) {
      Object value = column.of(state);
      described.put(
          column.name(), value instanceof String text ? text.replace('\0', '\uFFFD') : value);
    }
    return described;
  }
}
