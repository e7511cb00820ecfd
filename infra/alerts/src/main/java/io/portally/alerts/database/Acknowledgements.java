package io.portally.alerts.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What is open, and who has acknowledged it, as the role portally_acknowledger. */
public final class Acknowledgements {

  private static final String OPEN =
      """
      SELECT alert_id, occurrence, kind, severity, port, leg, waiting_for, waiting_on,
          coalesce(declaration_id, equipment_id, consignment_id, '') AS unit,
          started_at, due_at, acknowledged_by, acknowledged_because
        FROM portally.open_slow_clearances
       WHERE (?::text IS NULL OR port = ?) AND (?::text IS NULL OR rule_id = ?)
       ORDER BY kind DESC, due_at, alert_id""";

  private static final String STATUS =
      "SELECT occurrence, status FROM portally.slow_clearances WHERE alert_id = ?";

  private static final String ACKNOWLEDGE =
      """
      INSERT INTO portally.alert_acknowledgements (alert_id, occurrence, acknowledged_by, reason)
      VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING""";

  private static final String STANDING =
      """
      SELECT acknowledged_by FROM portally.alert_acknowledgements
       WHERE alert_id = ? AND occurrence = ? AND taken_back_at IS NULL""";

  private static final String TAKE_BACK =
      """
      UPDATE portally.alert_acknowledgements SET taken_back_by = ?, taken_back_at = now()
       WHERE alert_id = ? AND taken_back_at IS NULL""";

  private final DataSource database;

  /** Asks that database. */
  public Acknowledgements(DataSource database) {
    this.database = database;
  }

  /**
   * How an alert stands.
   *
   * @param status OPEN, RESOLVED or WITHDRAWN
   */
  public record Standing(int occurrence, String status) {}

  /**
   * What is open, the most overdue first.
   *
   * @param port only there; null: everywhere
   * @param rule only by this rule; null: by any
   */
  public List<OpenRow> open(@Nullable String port, @Nullable String rule) throws SQLException {
    List<OpenRow> rows = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(OPEN)) {
      statement.setString(1, port);
      statement.setString(2, port);
      statement.setString(3, rule);
      statement.setString(4, rule);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(openRow(row));
        }
      }
    }
    return rows;
  }

  private static OpenRow openRow(ResultSet row) throws SQLException {
    return new OpenRow(
        row.getString("alert_id"),
        row.getInt("occurrence"),
        row.getString("kind"),
        row.getString("severity"),
        row.getString("port"),
        row.getString("leg"),
        row.getString("waiting_for"),
        row.getString("waiting_on"),
        row.getString("unit"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        row.getObject("due_at", OffsetDateTime.class).toInstant(),
        row.getString("acknowledged_by"),
        row.getString("acknowledged_because"));
  }

  /** How an alert stands; empty where the database does not know it. */
  public Optional<Standing> standing(String alertId) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(STATUS)) {
      statement.setString(1, alertId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Standing(row.getInt("occurrence"), row.getString("status")))
            : Optional.empty();
      }
    }
  }

  /**
   * Acknowledges an occurrence of an alert.
   *
   * @return who has acknowledged it: somebody else, where that was earlier
   */
  public String acknowledge(String alertId, int occurrence, String by, String reason)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement insert = connection.prepareStatement(ACKNOWLEDGE)) {
        insert.setString(1, alertId);
        insert.setInt(2, occurrence);
        insert.setString(3, by);
        insert.setString(4, reason);
        insert.executeUpdate();
      }
      try (PreparedStatement standing = connection.prepareStatement(STANDING)) {
        standing.setString(1, alertId);
        standing.setInt(2, occurrence);
        try (ResultSet row = standing.executeQuery()) {
          return row.next() ? row.getString("acknowledged_by") : by;
        }
      }
    }
  }

  /**
   * Takes back what stands for an alert.
   *
   * @return whether anything did
   */
  public boolean takeBack(String alertId, String by) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(TAKE_BACK)) {
      statement.setString(1, by);
      statement.setString(2, alertId);
      return statement.executeUpdate() > 0;
    }
  }
}
