package io.portally.bench.latency;

import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the probes' rows were committed, as the database has it ({@code track_commit_timestamp}). A
 * row is written when its event has come and once more when its minute is complete; what the first
 * commit was can only be read in between, so one has to look in time.
 */
final class Sightings {

  /** Rows with their commits, in microseconds since 1970. */
  private static final String QUERY =
      """
      SELECT area_code, movement, direction, mode, laden,
          (extract(epoch FROM window_start) / 60)::bigint,
          complete, (extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000000)::bigint
      FROM portally.throughput
      WHERE generation = ? AND granularity = 'MINUTE' AND area_level = 'PORT'
        AND area_code = ANY (?) AND window_start >= to_timestamp(?)
        AND mode IN ('MAIL', 'FIXED_INSTALLATION', 'OTHER')
      """;

  private final int generation;
  private final List<String> ports;
  private final Map<Probes.Key, Long> visible = new HashMap<>();
  private final Map<Probes.Key, Long> complete = new HashMap<>();

  Sightings(int generation, List<String> ports) {
    this.generation = generation;
    this.ports = ports;
  }

  /**
   * One look.
   *
   * @param since minutes that began earlier are left out, seconds since 1970
   */
  void look(Connection reader, long since) throws SQLException {
    try (PreparedStatement query = reader.prepareStatement(QUERY)) {
      query.setInt(1, generation);
      query.setArray(2, reader.createArrayOf("text", ports.toArray()));
      query.setLong(3, since);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          see(keyOf(row), row.getBoolean(7), row.getLong(8));
        }
      }
    }
  }

  /** A row that is seen complete first was visible by then, at the latest. */
  void see(Probes.Key key, boolean isComplete, long committedMicros) {
    visible.putIfAbsent(key, committedMicros);
    if (isComplete) {
      complete.putIfAbsent(key, committedMicros);
    }
  }

  /** The commits that made rows visible, in microseconds since 1970. */
  Map<Probes.Key, Long> visible() {
    return visible;
  }

  /** The commits that made rows complete, in microseconds since 1970. */
  Map<Probes.Key, Long> complete() {
    return complete;
  }

  private static Probes.Key keyOf(ResultSet row) throws SQLException {
    return new Probes.Key(
        row.getString(1),
        Movement.valueOf(row.getString(2)),
        Direction.valueOf(row.getString(3)),
        Mode.valueOf(row.getString(4)),
        row.getBoolean(5),
        row.getLong(6));
  }
}
