package io.portally.alerts.database;

import io.portally.alerts.notify.UsualLengths;
import io.portally.alerts.open.Labels;
import io.portally.alerts.open.Usual;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long each leg has taken at each port in the last four weeks, asked for now and then on a
 * thread of its own. While the database does not answer, what was known last is.
 */
public final class UsualTable implements UsualLengths, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(UsualTable.class);
  private static final Duration PERIOD = Duration.ofMinutes(10);
  private static final int LONGEST_SECONDS = 60;

  private static final String QUERY =
      """
      SELECT area_code, leg, portally.sketch_count(merged) AS cases,
          portally.sketch_quantile(merged, 0.5) AS p50, portally.sketch_quantile(merged, 0.9) AS p90
        FROM (
          SELECT t.area_code, t.leg, portally.sketch_merge(t.sketch) AS merged
            FROM portally.current_transfer_times AS t
            JOIN portally.periods AS p ON t.window_start >= p.starts AND t.window_start < p.ends
           WHERE p.period = 'LAST_FOUR_WEEKS' AND t.granularity = 'DAY' AND t.programme = 'ALL'
             AND t.complete AND t.area_level = 'PORT'
           GROUP BY t.area_code, t.leg
          HAVING sum(t.events) > 0
        ) AS lengths""";

  private record PortAndLeg(String port, String leg) {}

  private final DataSource database;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread asker = new Thread(work, "portally usual lengths");
            asker.setDaemon(true);
            return asker;
          });

  private volatile Map<PortAndLeg, Usual> known = Map.of();

  private UsualTable(DataSource database) {
    this.database = database;
  }

  /** Begins to ask. */
  public static UsualTable start(DataSource database) {
    UsualTable table = new UsualTable(database);
    var unused =
        table.thread.scheduleWithFixedDelay(
            table::refresh, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    return table;
  }

  private void refresh() {
    try {
      known = ask();
    } catch (SQLException e) {
      LOG.info("The database does not say what is usual: {}", e.getMessage());
    }
  }

  private Map<PortAndLeg, Usual> ask() throws SQLException {
    Map<PortAndLeg, Usual> usual = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(QUERY)) {
      statement.setQueryTimeout(LONGEST_SECONDS);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          usual.put(
              new PortAndLeg(row.getString("area_code"), row.getString("leg")),
              new Usual(
                  Duration.ofSeconds(Math.round(row.getDouble("p50"))),
                  Duration.ofSeconds(Math.round(row.getDouble("p90"))),
                  row.getLong("cases")));
        }
      }
    }
    return usual;
  }

  @Override
  public @Nullable Usual of(Labels labels) {
    return known.get(new PortAndLeg(labels.port(), labels.leg()));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
