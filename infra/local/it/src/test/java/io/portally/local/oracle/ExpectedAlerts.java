package io.portally.local.oracle;

import io.portally.events.SlaRule;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that must exist under a set of rules when event time has come to an instant, worked
 * out by DuckDB from the lines of an oracle.
 *
 * @param alerts by their ids
 * @param over what had ended by then and no longer waits, whether it was slow or not
 */
public record ExpectedAlerts(Map<String, Expected> alerts, Set<Waiting> over) {

  private static final SqlScript WAITS = new SqlScript("10-waits.sql");

  /**
   * What waits: a leg of a unit, with all that a rule may ask of it.
   *
   * @param beganAt the port where it began
   * @param port the port where it should end
   * @param programmes that it goes under as long as it waits, in alphabetical order
   * @param knownAt since when it is known to wait
   * @param outcome WAITING, COME or MOOT
   * @param overAt null: it waits
   */
  public record Waiting(
      String leg,
      String milestone,
      String consignmentId,
      String beganAt,
      String port,
      String unit,
      String direction,
      String mode,
      String programmes,
      Instant since,
      Instant knownAt,
      String outcome,
      @Nullable Instant overAt) {}

  /**
   * An alert.
   *
   * @param ruleId the rule that holds
   * @param exceedsAt when the rule allows no more, and the wait is known
   * @param status OPEN, RESOLVED or WITHDRAWN; it ended when the wait was over
   */
  public record Expected(
      String kind, String ruleId, Waiting waiting, Instant exceedsAt, String status) {}

  /**
   * Works them out.
   *
   * @param asOf all up to it has been seen
   */
  public static ExpectedAlerts of(Oracle oracle, List<SlaRule> rules, Instant asOf)
      throws SQLException {
    putRules(oracle, rules);
    try (Statement statement = oracle.database().createStatement()) {
      statement.execute(
          "SET VARIABLE alerts_as_of = TIMESTAMP '%s'"
              .formatted(LocalDateTime.ofInstant(asOf, ZoneOffset.UTC)));
    }
    oracle.run(WAITS);
    Map<String, Expected> alerts = new LinkedHashMap<>();
    for (Map.Entry<String, Expected> alert :
        oracle.read(
            "SELECT * FROM expected_alerts",
            row ->
                Map.entry(
                    row.getString("alert_id"),
                    new Expected(
                        row.getString("kind"),
                        row.getString("rule_id"),
                        waiting(row),
                        instant(row, "exceeds_at"),
                        row.getString("status"))))) {
      if (alerts.put(alert.getKey(), alert.getValue()) != null) {
        throw new IllegalStateException("two alerts are called " + alert.getKey());
      }
    }
    Set<Waiting> over =
        Set.copyOf(
            oracle.read("SELECT * FROM waits WHERE outcome <> 'WAITING'", ExpectedAlerts::waiting));
    return new ExpectedAlerts(alerts, over);
  }

  private static void putRules(Oracle oracle, List<SlaRule> rules) throws SQLException {
    try (Statement statement = oracle.database().createStatement()) {
      statement.execute(
          """
          CREATE OR REPLACE TABLE sla_rules (rule_id VARCHAR, leg VARCHAR, area_level VARCHAR, area_code VARCHAR,
            direction VARCHAR, mode VARCHAR, programme VARCHAR, threshold_minutes INT, at_risk_minutes INT,
            enabled BOOLEAN)
          """);
    }
    try (PreparedStatement insert =
        oracle
            .database()
            .prepareStatement("INSERT INTO sla_rules VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (SlaRule rule : rules) {
        insert.setString(1, rule.getRuleId());
        insert.setString(2, rule.getLeg().name());
        insert.setString(3, name(rule.getAreaLevel()));
        insert.setString(4, rule.getAreaCode());
        insert.setString(5, name(rule.getDirection()));
        insert.setString(6, name(rule.getMode()));
        insert.setString(7, name(rule.getProgramme()));
        insert.setInt(8, rule.getThresholdMinutes());
        insert.setObject(9, rule.getAtRiskMinutes());
        insert.setBoolean(10, rule.getEnabled());
        insert.execute();
      }
    }
  }

  private static @Nullable String name(@Nullable Enum<?> word) {
    return word == null ? null : word.name();
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    LocalDateTime overAt = row.getObject("over_at", LocalDateTime.class);
    return new Waiting(
        row.getString("leg"),
        row.getString("to_milestone"),
        row.getString("consignment_id"),
        row.getString("began_at"),
        row.getString("port"),
        row.getString("unit"),
        row.getString("direction"),
        row.getString("mode"),
        row.getString("programmes"),
        instant(row, "since"),
        instant(row, "known_at"),
        row.getString("outcome"),
        overAt == null ? null : overAt.toInstant(ZoneOffset.UTC));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }
}
