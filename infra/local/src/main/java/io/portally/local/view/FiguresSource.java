package io.portally.local.view;

import io.portally.local.stack.FlinkRest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the figures of one traffic: rows from the database, the watermark from the cluster. */
public final class FiguresSource implements AutoCloseable {

  private static final Duration MINUTES_SHOWN = Duration.ofMinutes(5);
  private static final Duration PORTS_OVER = Duration.ofMinutes(10);
  private static final int PORTS_SHOWN = 8;
  private static final Duration CLEARANCES_OVER = Duration.ofHours(24);

  private static final String NATION_BY_MINUTE =
      """
      select window_start, bool_and(complete), sum(gross_mass_kg), sum(teu_hundredths), sum(events)
      from portally.throughput_cargo
      where granularity = 'MINUTE' and area_level = 'NATION' and area_code = 'CN'
        and window_start >= ? and window_start <= ?
      group by window_start
      order by window_start desc
      """;

  /** Port by port, as each port's windows lie together in the key. */
  private static final String PORTS =
      """
      select area.code, area.name_en, mass, teu, movements
      from portally.areas area
      cross join lateral (
        select sum(gross_mass_kg) mass, sum(teu_hundredths) teu, sum(events) movements
        from portally.throughput_cargo
        where granularity = 'MINUTE' and area_level = 'PORT' and area_code = area.code
          and window_start >= ? and window_start <= ?) port
      where area.level = 'PORT' and movements > 0
      order by mass desc, area.code
      limit ?
      """;

  /**
   * Overall clearance time, as the Time Release Study has it: other ends for imports and exports.
   */
  private static final String CLEARANCES =
      """
      select area.code, area.name_en,
        sum(events) filter (where leg = 'ARRIVAL_TO_RELEASE'),
        portally.sketch_merge(sketch) filter (where leg = 'ARRIVAL_TO_RELEASE') imports,
        sum(events) filter (where leg = 'GATE_IN_TO_RELEASE'),
        portally.sketch_merge(sketch) filter (where leg = 'GATE_IN_TO_RELEASE') exports
      from portally.current_transfer_times time
      join portally.areas area on area.level = time.area_level and area.code = time.area_code
      where granularity = 'HOUR' and area_level = 'REGION' and programme = 'ALL'
        and (leg, direction) in (('ARRIVAL_TO_RELEASE', 'IMPORT'), ('GATE_IN_TO_RELEASE', 'EXPORT'))
        and window_start >= ? and window_start <= ?
      group by area.code, area.name_en
      """;

  private static final String CLEARANCE_QUANTILES =
      """
      select code, name_en,
        coalesce(import_cases, 0),
        portally.sketch_quantile(imports, 0.5), portally.sketch_quantile(imports, 0.9),
        coalesce(export_cases, 0),
        portally.sketch_quantile(exports, 0.5), portally.sketch_quantile(exports, 0.9)
      from (%s) region (code, name_en, import_cases, imports, export_cases, exports)
      order by code
      """
          .formatted(CLEARANCES);

  private static final String FATES =
      """
      select fate, sum(records)
      from portally.current_data_quality
      where granularity = 'MINUTE' and window_start >= ? and window_start <= ?
      group by fate
      """;

  private final DataSource database;
  private final FlinkRest cluster;
  private final String jobId;
  private final Instant since;
  private final Function<Instant, Alerts> alerts;
  private final Rate rate = new Rate();
  private @Nullable Connection connection;

  /**
   * Reads the figures of a traffic.
   *
   * @param since where the traffic begins
   * @param alerts as they stand at an instant
   */
  public FiguresSource(
      DataSource database,
      FlinkRest cluster,
      String jobId,
      Instant since,
      Function<Instant, Alerts> alerts) {
    this.database = database;
    this.cluster = cluster;
    this.jobId = jobId;
    this.since = since.truncatedTo(ChronoUnit.MINUTES);
    this.alerts = alerts;
  }

  /**
   * The figures as they are now.
   *
   * @param now the instant that the traffic has reached
   * @throws SQLException where the database does not answer; the next call connects again
   */
  public Figures read(Instant now) throws SQLException {
    try {
      return read(connected(), now);
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  private Connection connected() throws SQLException {
    Connection open = connection == null ? database.getConnection() : connection;
    connection = open;
    return open;
  }

  private Figures read(Connection open, Instant now) throws SQLException {
    List<Figures.Minute> minutes = minutes(open, now);
    Map<String, Long> fates = fates(open, now);
    long records = fates.values().stream().mapToLong(Long::longValue).sum();
    return new Figures(
        now,
        minutes.stream()
            .filter(minute -> minute.start().isAfter(now.minus(MINUTES_SHOWN)))
            .toList(),
        total(minutes),
        ports(open, now),
        clearances(open, now),
        alerts.apply(now),
        fates,
        rate.at(System.nanoTime(), records),
        watermark(),
        jobState());
  }

  private List<Figures.Minute> minutes(Connection open, Instant now) throws SQLException {
    List<Figures.Minute> minutes = new ArrayList<>();
    try (PreparedStatement query = open.prepareStatement(NATION_BY_MINUTE)) {
      between(query, since, now);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          minutes.add(
              new Figures.Minute(
                  row.getTimestamp(1).toInstant(), row.getBoolean(2), tonnage(row, 3)));
        }
      }
    }
    return minutes;
  }

  private static Figures.Tonnage total(List<Figures.Minute> minutes) {
    return minutes.stream()
        .map(Figures.Minute::tonnage)
        .reduce(
            Figures.Tonnage.NONE,
            (a, b) ->
                new Figures.Tonnage(
                    a.massKg() + b.massKg(),
                    a.teuHundredths() + b.teuHundredths(),
                    a.movements() + b.movements()));
  }

  private static List<Figures.BusyPort> ports(Connection open, Instant now) throws SQLException {
    List<Figures.BusyPort> ports = new ArrayList<>();
    try (PreparedStatement query = open.prepareStatement(PORTS)) {
      between(query, now.minus(PORTS_OVER), now);
      query.setInt(3, PORTS_SHOWN);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          ports.add(new Figures.BusyPort(row.getString(1), row.getString(2), tonnage(row, 3)));
        }
      }
    }
    return ports;
  }

  private static List<Figures.RegionClearance> clearances(Connection open, Instant now)
      throws SQLException {
    List<Figures.RegionClearance> clearances = new ArrayList<>();
    try (PreparedStatement query = open.prepareStatement(CLEARANCE_QUANTILES)) {
      between(query, now.minus(CLEARANCES_OVER), now);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          clearances.add(
              new Figures.RegionClearance(
                  row.getString(1), row.getString(2), lengths(row, 3), lengths(row, 6)));
        }
      }
    }
    return clearances;
  }

  private static Figures.Lengths lengths(ResultSet row, int first) throws SQLException {
    long cases = row.getLong(first);
    return cases == 0
        ? new Figures.Lengths(0, Double.NaN, Double.NaN)
        : new Figures.Lengths(cases, row.getDouble(first + 1), row.getDouble(first + 2));
  }

  private Map<String, Long> fates(Connection open, Instant now) throws SQLException {
    Map<String, Long> fates = new HashMap<>();
    try (PreparedStatement query = open.prepareStatement(FATES)) {
      between(query, since, now);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          fates.put(row.getString(1), row.getLong(2));
        }
      }
    }
    return fates;
  }

  private static void between(PreparedStatement query, Instant from, Instant to)
      throws SQLException {
    query.setTimestamp(1, Timestamp.from(from));
    query.setTimestamp(2, Timestamp.from(to));
  }

  private static Figures.Tonnage tonnage(ResultSet row, int first) throws SQLException {
    return new Figures.Tonnage(row.getLong(first), row.getLong(first + 1), row.getLong(first + 2));
  }

  private String jobState() {
    try {
      return cluster.state(jobId);
    } catch (IOException e) {
      return "unknown, as the cluster does not answer";
    }
  }

  private Optional<Instant> watermark() {
    try {
      return cluster.watermark(jobId);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
