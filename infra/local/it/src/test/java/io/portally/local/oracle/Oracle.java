package io.portally.local.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The expected rows of every fact table, worked out by DuckDB from the JSON lines of both topics in
 * the order of their publication. The rules are the SQL files beside this class, numbered in the
 * order in which they are to be read; this class only carries lines in and rows out. It holds an
 * in-memory database: close it.
 *
 * <p>Input whose outcome hangs on more than its lines (see {@code 9-assumptions.sql}) is refused
 * with an {@link IllegalArgumentException} that names the first such lines. That lines of raw
 * {@code bytes} decode under no known schema is taken for granted.
 */
public final class Oracle implements AutoCloseable {

  public static final String CARGO_MOVEMENTS = "cargo-movements";
  public static final String CLEARANCE_EVENTS = "clearance-events";

  private static final List<SqlScript> FATES =
      List.of(
          new SqlScript("1-register.sql"),
          new SqlScript("2-records.sql"),
          new SqlScript("3-rejected.sql"),
          new SqlScript("4-fates.sql"),
          new SqlScript("5-journeys.sql"),
          new SqlScript("9-assumptions.sql"));

  /** Most of the work, each of which is done when what it makes is first asked for. */
  private static final List<SqlScript> ROWS =
      List.of(
          new SqlScript("6-activity.sql"),
          new SqlScript("7-legs.sql"),
          new SqlScript("8-declarations.sql"));

  private final DuckDBConnection database;
  private final List<SqlScript> notAskedFor = new ArrayList<>(ROWS);

  private Oracle(DuckDBConnection database) {
    this.database = database;
  }

  /**
   * Judges the files {@code cargo-movements.jsonl} and {@code clearance-events.jsonl} of a
   * directory. Both must be there; one may be empty.
   */
  public static Oracle judge(OracleSettings settings, RegisterFiles register, Path directory)
      throws IOException, SQLException {
    try (BufferedReader movements =
            Files.newBufferedReader(directory.resolve(CARGO_MOVEMENTS + ".jsonl"));
        BufferedReader clearances =
            Files.newBufferedReader(directory.resolve(CLEARANCE_EVENTS + ".jsonl"))) {
      return judge(settings, register, movements, clearances);
    }
  }

  /** Judges lines that are at hand. */
  public static Oracle judge(
      OracleSettings settings,
      RegisterFiles register,
      List<String> movements,
      List<String> clearances)
      throws IOException, SQLException {
    return judge(
        settings,
        register,
        new BufferedReader(new StringReader(String.join("\n", movements))),
        new BufferedReader(new StringReader(String.join("\n", clearances))));
  }

  private static Oracle judge(
      OracleSettings settings,
      RegisterFiles register,
      BufferedReader movements,
      BufferedReader clearances)
      throws IOException, SQLException {
    Oracle oracle =
        new Oracle(DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class));
    try {
      oracle.configure(settings, register);
      oracle.load(movements, clearances);
      for (SqlScript script : FATES) {
        script.run(oracle.database);
      }
      oracle.requireAssumptions();
      return oracle;
    } catch (IOException | SQLException | RuntimeException e) {
      oracle.close();
      throw e;
    }
  }

  private void configure(OracleSettings settings, RegisterFiles register) throws SQLException {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("ports_csv", text(register.ports().toString()));
    variables.put("regions_csv", text(register.regions().toString()));
    variables.put("zone", text(settings.zone().getId()));
    variables.put("allowed_lateness", interval(settings.allowedLateness()));
    variables.put("allowed_skew", interval(settings.allowedSkew()));
    variables.put("margin", interval(settings.margin()));
    variables.put("journey_gap", interval(settings.journeyGap()));
    variables.put("max_journey_records", Long.toString(settings.maxJourneyRecords()));
    variables.put("max_record_bytes", Long.toString(settings.maxRecordBytes()));
    variables.put("max_gross_mass_kg", Long.toString(settings.maxGrossMassKg()));
    variables.put("max_teu_hundredths", Long.toString(settings.maxTeuHundredths()));
    variables.put("max_value_fen", Long.toString(settings.maxValueFen()));
    variables.put(
        "as_of", "TIMESTAMPTZ " + text(settings.asOf().toString()) + " AT TIME ZONE 'UTC'");
    try (Statement statement = database.createStatement()) {
      // Two threads and no spilling: it runs beside a whole stack, and leaves no file behind.
      statement.execute("SET threads = 2; SET memory_limit = '3GB'; SET temp_directory = ''");
      statement.execute("SET TimeZone = 'UTC'");
      for (Map.Entry<String, String> variable : variables.entrySet()) {
        statement.execute("SET VARIABLE " + variable.getKey() + " = " + variable.getValue());
      }
    }
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static String interval(Duration duration) {
    return "to_milliseconds(" + duration.toMillis() + ")";
  }

  private void load(BufferedReader movements, BufferedReader clearances)
      throws IOException, SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(
          "CREATE TABLE lines (seq BIGINT, topic VARCHAR, line BIGINT, text VARCHAR)");
    }
    try (DuckDBAppender lines = database.createAppender("lines")) {
      long last = append(lines, CARGO_MOVEMENTS, movements, 0);
      append(lines, CLEARANCE_EVENTS, clearances, last);
    }
  }

  /** Appends every line but blank ones; returns the last seq that was given. */
  private static long append(
      DuckDBAppender lines, String topic, BufferedReader reader, long lastSeq)
      throws IOException, SQLException {
    long seq = lastSeq;
    long line = 0;
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      line++;
      if (text.isBlank()) {
        continue;
      }
      seq++;
      lines.beginRow().append(seq).append(topic).append(line).append(text).endRow();
    }
    return seq;
  }

  private void requireAssumptions() throws SQLException {
    List<String> broken =
        read(
            "SELECT concat_ws(' ', topic, 'line ' || line, problem) FROM broken_assumptions ORDER"
                + " BY topic, line LIMIT 10",
            row -> row.getString(1));
    if (!broken.isEmpty()) {
      throw new IllegalArgumentException(
          "The oracle cannot judge this input; mend these lines (the first ten): " + broken);
    }
  }

  /**
   * What became of each published line but the heartbeats, in the order of the topics and lines.
   */
  public List<JudgedLine> fates() throws SQLException {
    return read(
        "SELECT topic, line, fate, reason FROM fates ORDER BY seq",
        row ->
            new JudgedLine(
                row.getString("topic"),
                row.getLong("line"),
                row.getString("fate"),
                row.getString("reason")));
  }

  /** Every expected row of {@code throughput}, rows of zeros too, sorted by key. */
  public List<ThroughputRow> throughput() throws SQLException {
    return read(
        "SELECT * FROM expected_throughput ORDER BY ALL",
        row ->
            new ThroughputRow(
                row.getString("granularity"),
                instant(row, "window_start"),
                row.getString("area_level"),
                row.getString("area_code"),
                row.getString("movement"),
                row.getString("direction"),
                row.getString("mode"),
                row.getBoolean("laden"),
                row.getLong("events"),
                row.getLong("gross_mass_kg"),
                row.getLong("teu_hundredths"),
                row.getLong("revision"),
                row.getBoolean("complete")));
  }

  /** Every expected row of {@code clearance_activity}, rows of zeros too, sorted by key. */
  public List<ClearanceActivityRow> clearanceActivity() throws SQLException {
    return read(
        "SELECT * FROM expected_clearance_activity ORDER BY ALL",
        row ->
            new ClearanceActivityRow(
                row.getString("granularity"),
                instant(row, "window_start"),
                row.getString("area_level"),
                row.getString("area_code"),
                row.getString("stage"),
                row.getString("direction"),
                row.getString("mode"),
                row.getLong("events"),
                row.getLong("declarations"),
                row.getLong("gross_mass_kg"),
                row.getLong("value_fen"),
                row.getLong("revision"),
                row.getBoolean("complete")));
  }

  /** Every expected row of {@code data_quality}, sorted by key. */
  public List<DataQualityRow> dataQuality() throws SQLException {
    return read(
        "SELECT * FROM expected_data_quality ORDER BY ALL",
        row ->
            new DataQualityRow(
                row.getString("granularity"),
                instant(row, "window_start"),
                row.getString("topic"),
                row.getString("fate"),
                row.getString("reason"),
                row.getLong("records"),
                row.getLong("revision"),
                row.getBoolean("complete")));
  }

  /** How many rows {@code throughput} is expected to have: a comparison with none shows nothing. */
  public long throughputRows() throws SQLException {
    return rowsOf("throughput");
  }

  /** How many rows {@code clearance_activity} is expected to have. */
  public long clearanceActivityRows() throws SQLException {
    return rowsOf("clearance_activity");
  }

  /** How many rows a fact table, such as {@code transfer_times}, is expected to have. */
  public long rowsOf(String table) throws SQLException {
    return read("SELECT count(*) FROM expected_" + table, row -> row.getLong(1)).get(0);
  }

  /** How many rows of both tables of events are expected to be complete, rows of zeros apart. */
  public long completeRows() throws SQLException {
    return read(
            """
            SELECT (SELECT count(*) FROM expected_throughput WHERE complete AND events > 0)
                 + (SELECT count(*) FROM expected_clearance_activity WHERE complete AND events > 0)
            """,
            row -> row.getLong(1))
        .get(0);
  }

  /** How many records were published in both topics, heartbeats apart. */
  public long publishedRecords() throws SQLException {
    return read("SELECT count(*) FROM published", row -> row.getLong(1)).get(0);
  }

  /** How many records came to this fate in both topics. */
  public long recordsWithFate(String fate) throws SQLException {
    return fateCounts().getOrDefault(fate, 0L);
  }

  /** Records of both topics by fate, and rejected ones also by {@code REJECTED/<reason>}. */
  public Map<String, Long> fateCounts() throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    read(
        "SELECT fate, count(*) FROM fates GROUP BY fate UNION ALL SELECT fate || '/' || reason,"
            + " count(*) FROM fates WHERE reason <> '-' GROUP BY fate, reason ORDER BY 1",
        row -> counts.put(row.getString(1), row.getLong(2)));
    return counts;
  }

  /**
   * The oracle's own database, for what stands its tables beside others. It holds those rows that
   * have been {@linkplain #read asked for}.
   */
  DuckDBConnection database() {
    return database;
  }

  /** The rows of a query against the oracle's own database. */
  <T> List<T> read(String query, RowReader<T> reader) throws SQLException {
    workOutWhatIsAskedFor(query);
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(reader.read(rows));
      }
      return read;
    }
  }

  /** Runs a script that goes on from the oracle's tables. */
  void run(SqlScript script) throws SQLException {
    workOutWhatIsAskedFor(script.text());
    script.run(database);
  }

  private void workOutWhatIsAskedFor(String query) throws SQLException {
    for (SqlScript script : List.copyOf(notAskedFor)) {
      if (script.made().stream().anyMatch(query::contains)) {
        notAskedFor.remove(script);
        script.run(database);
      }
    }
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }

  /** Makes a value of the row that a result stands on. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
