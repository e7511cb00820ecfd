package io.portally.db;

import io.portally.tally.Definitions;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The generations of a migrated database. Only its owner may make and switch them. */
public final class Generations {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Two that make one at the same time take turns, so that each gets a number of its own. */
  private static final String ALONE = "LOCK TABLE portally.generations IN EXCLUSIVE MODE";

  /** A number that was given is never given again, even where its generation has been deleted. */
  private static final String INSERT =
      """
      INSERT INTO portally.generations (number, fingerprint, bundled_register)
      SELECT 1 + greatest(
        (SELECT max(number) FROM portally.generations),
        (SELECT max(generation) FROM portally.generation_areas)), ?, ?
      RETURNING number
      """;

  private static final String LIST =
      """
      SELECT number, fingerprint, began_at, current,
        (SELECT count(*) FROM portally.generation_ports WHERE generation = number) AS ports,
        (SELECT max(window_start) FROM portally.data_quality
         WHERE generation = number AND granularity = 'MINUTE' AND complete) AS last_complete
      FROM portally.generations ORDER BY number
      """;
  private static final String USE =
      "UPDATE portally.generations SET current = (number = ?) WHERE current <> (number = ?)";
  private static final String BIND =
      "UPDATE portally.generations SET fingerprint = ? WHERE number = ? AND fingerprint IS NULL";
  private static final String BIND_CURRENT =
      "UPDATE portally.generations SET fingerprint = ? WHERE current AND fingerprint IS NULL";

  private final DataSource owner;

  /**
   * Asks nothing yet.
   *
   * @param owner connects as a superuser or as a member of {@code portally_owner}; not pooled, as
   *     its sessions take that role
   */
  public Generations(DataSource owner) {
    this.owner = owner;
  }

  /** All of them, by number. */
  public List<Generation> list() throws SQLException {
    try (Connection connection = connect()) {
      return list(connection);
    }
  }

  /**
   * Makes a generation for these definitions, with the areas and ports of their register. It has no
   * rows yet and is not current.
   *
   * @return its number
   */
  public int begin(Definitions definitions) throws SQLException {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      run(connection, ALONE);
      int number = insert(connection, definitions);
      RegisterTables.load(connection, number, definitions.register());
      connection.commit();
      return number;
    }
  }

  /**
   * Makes a generation the one that the views show, in one update.
   *
   * @throws NoSuchGenerationException if it is not there
   */
  public Generation use(int number) throws SQLException {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      run(connection, ALONE);
      Generation chosen = require(number, list(connection));
      try (PreparedStatement update = connection.prepareStatement(USE)) {
        update.setInt(1, number);
        update.setInt(2, number);
        update.executeUpdate();
      }
      connection.commit();
      return chosen;
    }
  }

  /**
   * Binds a generation that is bound to none to these definitions; leaves one that is bound as it
   * is.
   *
   * @param number null: the current one
   * @return whether it was bound now
   */
  public boolean bind(@Nullable Integer number, Definitions definitions) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement update =
            connection.prepareStatement(number == null ? BIND_CURRENT : BIND)) {
      update.setString(1, definitions.fingerprint());
      if (number != null) {
        update.setInt(2, number);
      }
      return update.executeUpdate() > 0;
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = owner.getConnection();
    try {
      run(connection, Role.OWNER.asThisRole());
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<Generation> list(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LIST);
        ResultSet rows = query.executeQuery()) {
      List<Generation> generations = new ArrayList<>();
      while (rows.next()) {
        generations.add(generation(rows));
      }
      return generations;
    }
  }

  private static Generation generation(ResultSet row) throws SQLException {
    Instant lastComplete = instant(row, "last_complete");
    return new Generation(
        row.getInt("number"),
        row.getString("fingerprint"),
        row.getObject("began_at", OffsetDateTime.class).toInstant(),
        row.getBoolean("current"),
        row.getInt("ports"),
        lastComplete == null ? null : lastComplete.plus(MINUTE));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static int insert(Connection connection, Definitions definitions) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, definitions.fingerprint());
      insert.setBoolean(2, isBundled(definitions.register()));
      try (ResultSet number = insert.executeQuery()) {
        number.next();
        return number.getInt(1);
      }
    }
  }

  /** By every name and place, as a register of one's own may differ in no more than those. */
  private static boolean isBundled(Register register) {
    Register bundled = RegisterReader.bundled();
    return register.ports().equals(bundled.ports()) && register.areas().equals(bundled.areas());
  }

  private static Generation require(int number, List<Generation> known) {
    return known.stream()
        .filter(generation -> generation.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchGenerationException(
                    "There is no generation %d; there are: %s. Make one with ./portally generation new."
                        .formatted(number, numbers(known))));
  }

  private static String numbers(List<Generation> known) {
    return known.stream()
        .map(generation -> String.valueOf(generation.number()))
        .collect(Collectors.joining(", "));
  }
}
