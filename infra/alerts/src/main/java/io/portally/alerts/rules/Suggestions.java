package io.portally.alerts.rules;

import io.portally.events.Direction;
import io.portally.events.Leg;
import io.portally.events.Milestone;
import io.portally.events.Mode;
import io.portally.tally.area.Register;
import io.portally.tally.journey.Wait;
import io.portally.tally.slow.Rule;
import io.portally.tally.slow.RuleBook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Asks the database what has been usual in the last four weeks. */
public final class Suggestions {

  private static final String QUERY =
      """
      SELECT leg, area_code, direction, portally.sketch_count(merged) AS cases,
          ceil(portally.sketch_quantile(merged, 0.9) / 60)::bigint AS p90,
          ceil(portally.sketch_quantile(merged, 0.99) / 60)::bigint AS p99
        FROM (
          SELECT t.leg, t.area_code, t.direction, portally.sketch_merge(t.sketch) AS merged
            FROM portally.current_transfer_times AS t
            JOIN portally.periods AS p ON t.window_start >= p.starts AND t.window_start < p.ends
           WHERE p.period = 'LAST_FOUR_WEEKS' AND t.granularity = 'DAY' AND t.programme = 'ALL'
             AND t.complete AND t.area_level = 'PORT'
             AND (?::text IS NULL OR t.area_code = ?) AND (?::text IS NULL OR t.leg = ?)
           GROUP BY t.leg, t.area_code, t.direction
          HAVING sum(t.events) >= ?
        ) AS lengths
        JOIN portally.legs USING (leg)
       ORDER BY place, area_code, direction""";

  private final DataSource database;
  private final Register register;
  private final RuleBook rules;

  /**
   * Prepares to ask.
   *
   * @param rules the rules that there are
   */
  public Suggestions(DataSource database, Register register, RuleBook rules) {
    this.database = database;
    this.register = register;
    this.rules = rules;
  }

  /**
   * What each leg takes, in the order in which legs happen.
   *
   * @param least how many cases are enough
   * @param port only there; null: everywhere
   * @param leg only this one; null: all
   */
  public List<Suggestion> ask(long least, @Nullable String port, @Nullable String leg)
      throws SQLException {
    List<Suggestion> suggestions = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, port);
      statement.setString(2, port);
      statement.setString(3, leg);
      statement.setString(4, leg);
      statement.setLong(5, least);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          suggestions.add(suggestion(row));
        }
      }
    }
    return suggestions;
  }

  private Suggestion suggestion(ResultSet row) throws SQLException {
    Leg leg = Leg.valueOf(row.getString("leg"));
    String port = row.getString("area_code");
    Direction direction = Direction.valueOf(row.getString("direction"));
    return new Suggestion(
        leg,
        port,
        direction,
        row.getLong("cases"),
        row.getLong("p90"),
        row.getLong("p99"),
        inForce(leg, port, direction));
  }

  /** Of a mode that no rule names, and under no programme. */
  private @Nullable Rule inForce(Leg leg, String port, Direction direction) {
    int ordinal = register.portOrdinal(port);
    if (ordinal < 0) {
      return null;
    }
    return rules.ruleFor(
        new Wait(
            leg,
            Milestone.UNKNOWN,
            ordinal,
            ordinal,
            null,
            null,
            direction,
            Mode.UNKNOWN,
            0,
            0,
            0,
            Wait.Outcome.WAITING,
            Wait.NOT_OVER));
  }
}
