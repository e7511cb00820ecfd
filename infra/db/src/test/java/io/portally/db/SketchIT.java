package io.portally.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.portally.tally.measure.Buckets;
import io.portally.tally.measure.Sketch;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sketch functions of SQL against those of Java, and their quantiles against the truth. */
@TestInstance(Lifecycle.PER_CLASS)
class SketchIT {

  private static final double ROUNDING = 1e-12;
  private static final double[] QUANTILES = {0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1};
  private static final int ROLL_UPS = 25;

  private static final String MERGE_OF_PORT_DAYS =
      """
      SELECT portally.sketch_merge(portally.sketch(zero_count, bucket_indexes, bucket_counts))
      FROM portally.port_days WHERE %s
      """;

  private static final String NINETIETH_PERCENTILE_OF_MANY =
      """
      SELECT portally.sketch_quantile(portally.sketch_merge(
        portally.sketch(zero_count, bucket_indexes, bucket_counts)), 0.9)
      FROM portally.many
      """;

  /** Events are of one century, so no length is longer. */
  private static final int BUCKET_OF_A_CENTURY = Buckets.of(Duration.ofDays(36_525).toSeconds());

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private ScratchDatabase database;
  private DataSource superuser;
  private DataSource reader;
  private RawLengths raw;

  @BeforeAll
  void storeRandomLengthsRawAndAsSketches() throws IOException, SQLException {
    System.out.println("SketchIT: seed " + seed);
    database = ScratchDatabase.start();
    superuser = database.superuser();
    reader = database.as(Role.READER);
    raw = RawLengths.random(random);
    createTable("port_days");
    try (Connection connection = superuser.getConnection();
        PreparedStatement insert = insertInto("port_days", connection)) {
      for (Map.Entry<RawLengths.PortDay, Sketch> each : raw.sketches().entrySet()) {
        addRow(insert, each.getKey().port(), each.getKey().day(), each.getValue());
      }
      insert.executeBatch();
    }
  }

  @AfterAll
  void stop() throws SQLException {
    raw.close();
    database.close();
  }

  @Test
  void mergedQuantilesOfAnyRollUpAreWithinOnePercentOfTheExactOnes() throws SQLException {
    for (int i = 0; i < ROLL_UPS; i++) {
      String rollUp = randomRollUp();
      double[] exact = raw.quantiles(rollUp, QUANTILES);

      double[] merged = quantiles(MERGE_OF_PORT_DAYS.formatted(rollUp));

      assertThat(merged).hasSameSizeAs(exact);
      for (int at = 0; at < exact.length; at++) {
        double bound = exact[at] * (Buckets.RELATIVE_ACCURACY + ROUNDING);
        assertThat(merged[at]).as(rollUp).isEqualTo(exact[at], within(bound));
      }
    }
  }

  @Test
  void theRawLengthsReachFromNoSecondAndOneToNinetyDays() throws SQLException {
    assertThat(raw.quantiles("true", 0, 1)).containsExactly(0, 7_776_000);
    assertThat(raw.quantiles("seconds > 0", 0)).containsExactly(1);
  }

  @Test
  void mergesInSqlAreMergesInJavaBucketForBucket() throws SQLException {
    for (int i = 0; i < ROLL_UPS; i++) {
      String rollUp = randomRollUp();

      assertThat(sketch(MERGE_OF_PORT_DAYS.formatted(rollUp)))
          .as(rollUp)
          .isEqualTo(raw.merged(rollUp));
    }
  }

  @Test
  void quantilesAndRanksInSqlAreThoseOfJava() throws SQLException {
    for (int i = 0; i < ROLL_UPS; i++) {
      String rollUp = randomRollUp();
      Sketch merged = raw.merged(rollUp);
      double[] quantiles = quantiles(MERGE_OF_PORT_DAYS.formatted(rollUp));
      for (int at = 0; at < QUANTILES.length; at++) {
        double expected = merged.quantile(QUANTILES[at]).orElseThrow();
        assertThat(quantiles[at]).isEqualTo(expected, within(expected * ROUNDING));
      }

      long[] lengths = LongStream.concat(LongStream.range(-1, 60), raw.some(random)).toArray();
      double[] ranks = ranks(MERGE_OF_PORT_DAYS.formatted(rollUp), lengths);
      for (int at = 0; at < lengths.length; at++) {
        assertThat(ranks[at])
            .as("%d s of %s", lengths[at], rollUp)
            .isEqualTo(merged.rank(lengths[at]).orElseThrow());
      }
    }
  }

  @Test
  void bucketsBeginInSqlAtTheSecondOfJavaAndAreEstimatedAlike() throws SQLException {
    List<String> buckets =
        Query.column(
            reader,
            """
            SELECT concat_ws(' ', bucket, ceil(portally.sketch_bucket_start(bucket))::bigint,
              portally.sketch_estimate(bucket))
            FROM generate_series(0, %d) AS bucket
            """
                .formatted(BUCKET_OF_A_CENTURY));

    assertThat(buckets).hasSize(BUCKET_OF_A_CENTURY + 1);
    for (String each : buckets) {
      String[] columns = each.split(" ", -1);
      int bucket = Integer.parseInt(columns[0]);
      long firstSecond = Long.parseLong(columns[1]);
      assertThat(Buckets.of(firstSecond)).isGreaterThanOrEqualTo(bucket);
      assertThat(firstSecond == 1 || Buckets.of(firstSecond - 1) < bucket).as(each).isTrue();
      assertThat(Double.parseDouble(columns[2]) / Buckets.estimate(bucket))
          .isEqualTo(1, within(ROUNDING));
    }
  }

  @Test
  void aPartTakenFromTheWholeLeavesTheOtherPart() throws SQLException {
    Set<Boolean> leftNothing = new HashSet<>();
    for (int i = 0; i < ROLL_UPS; i++) {
      String whole = randomRollUp();
      String part = "day % 3 = " + random.nextInt(3);
      Sketch rest = raw.merged("(%s) AND NOT (%s)".formatted(whole, part));
      leftNothing.add(rest.isEmpty());

      assertThat(
              sketch(
                  "SELECT portally.sketch_subtract((%s), (%s))"
                      .formatted(
                          MERGE_OF_PORT_DAYS.formatted(whole),
                          MERGE_OF_PORT_DAYS.formatted(whole + " AND " + part))))
          .as("%s without %s", whole, part)
          .isEqualTo(rest);
    }
    assertThat(leftNothing).contains(false);
  }

  @Test
  void nothingMergesToTheSketchOfNothingWhichHasNoQuantileAndNoRank() throws SQLException {
    assertThat(sketch(MERGE_OF_PORT_DAYS.formatted("false"))).isEqualTo(new Sketch());
    assertThat(
            Query.value(
                reader,
                """
                SELECT concat_ws(' ', portally.sketch_count(nothing),
                  portally.sketch_quantile(nothing, 0) IS NULL,
                  portally.sketch_quantile(nothing, 1) IS NULL,
                  portally.sketch_rank(nothing, 60) IS NULL)
                FROM portally.sketch(0, '{}', '{}') AS nothing
                """))
        .isEqualTo("0 t t t");
  }

  @Test
  void nullsArePassedOverByTheMergeAndGiveNullElsewhere() throws SQLException {
    assertThat(
            sketch(
                """
                SELECT portally.sketch_merge(s) FROM (VALUES (portally.sketch(1, '{0, 34}', '{1, 2}')),
                  (NULL), (portally.sketch(NULL, '{}', '{}')), (portally.sketch(2, '{34}', '{5}')))
                  AS v (s)
                """))
        .isEqualTo(new Sketch(3, new int[] {0, 34}, new long[] {1, 7}));
    assertThat(
            Query.value(
                reader,
                """
                SELECT concat_ws(' ', portally.sketch(NULL, '{}', '{}') IS NULL,
                  portally.sketch(0, NULL, '{}') IS NULL, portally.sketch(0, '{}', NULL) IS NULL,
                  portally.sketch_quantile(NULL, 0.5) IS NULL,
                  portally.sketch_quantile(s, NULL) IS NULL, portally.sketch_rank(s, NULL) IS NULL,
                  portally.sketch_subtract(s, NULL) IS NULL,
                  portally.sketch_subtract(NULL, s) IS NULL)
                FROM portally.sketch(1, '{}', '{}') AS s
                """))
        .isEqualTo("t t t t t t t t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "sketch_quantile(portally.sketch(1, '{}', '{}'), 90)              | 22003 | q is 90",
        "sketch_quantile(portally.sketch(1, '{}', '{}'), -0.1)            | 22003 | q is -0.1",
        "sketch_quantile(portally.sketch(1, '{}', '{}'), 'NaN')           | 22003 | q is NaN",
        "sketch_rank(portally.sketch(1, '{}', '{}'), 'NaN')               | 22003 | seconds is NaN",
        "sketch(1, '{7, 8}', '{5}')             | 2202E | has 2 elements and bucket_counts 1",
        "sketch_quantile((1, '{7}', '{5, 6}'), 0.5) | 2202E | has 1 elements and bucket_counts 2",
        "sketch_merge((1, '{7}', '{5, 6}')::portally.sketch) | 2202E | has 1 elements",
        "sketch_quantile((NULL, '{7}', '{5}'), 0.5)     | 22004 | a part of the sketch (,{7},{5})",
        "sketch_quantile((1, NULL, '{5}'), 0.5)         | 22004 | a part of the sketch (1,,{5})",
        "sketch_quantile((1, '{7, NULL}', '{5, 6}'), 0) | 22000 | bucket <NULL> of the sketch",
        "sketch_quantile((1, '{7}', '{NULL}'), 0)       | 22000 | bucket 7 of the sketch",
        "sketch_quantile(portally.sketch(0, '{8, 7}', '{5, 6}'), 0.5) | 22000 | bucket 7 of the sketch, after bucket 8",
        "sketch_quantile(portally.sketch(0, '{7, 7}', '{5, 6}'), 0.5) | 22000 | after bucket 7",
        "sketch_quantile(portally.sketch(0, '{-1}', '{5}'), 0.5)      | 22000 | bucket -1",
        "sketch_quantile(portally.sketch(0, '{2184}', '{5}'), 0.5)    | 22000 | bucket 2184",
        "sketch_quantile(portally.sketch(0, '{7}', '{-5}'), 0.5)      | 22000 | holds -5 lengths",
        "sketch_rank(portally.sketch(-1, '{7}', '{5}'), 60)           | 22000 | zero_count of the sketch is -1",
        "sketch_rank(portally.sketch_subtract(portally.sketch(0, '{7}', '{5}'), portally.sketch(0, '{7}', '{6}')), 60) | 22000 | holds -1 lengths",
      })
  void whatIsNoSketchOrNoQuantileIsRefusedWithWhatIsWrong(
      String call, String sqlState, String words) {
    assertThatThrownBy(() -> Query.value(reader, "SELECT portally." + call))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(sqlState))
        .hasMessageContaining(words);
  }

  @Test
  void theLastBucketOfAllIsReadInSql() throws SQLException {
    int last = Buckets.of(Long.MAX_VALUE);

    double estimate =
        Double.parseDouble(
            Query.value(
                reader,
                "SELECT portally.sketch_quantile(portally.sketch(0, '{%d}', '{1}'), 1)"
                    .formatted(last)));

    assertThat(last).isEqualTo(2183);
    assertThat(estimate / Buckets.estimate(last)).isEqualTo(1, within(ROUNDING));
  }

  /** The promise is well under a second; a machine that does other things as well gets two. */
  @Test
  void tenThousandRowsMergeInUnderASecond() throws SQLException {
    createTable("many");
    try (Connection connection = superuser.getConnection();
        PreparedStatement insert = insertInto("many", connection)) {
      for (int row = 0; row < 10_000; row++) {
        addRow(insert, row, row, manyBuckets());
      }
      insert.executeBatch();
    }
    Query.run(superuser, "VACUUM ANALYZE portally.many");
    String buckets =
        Query.value(superuser, "SELECT avg(cardinality(bucket_indexes))::int FROM portally.many");
    assertThat(Integer.parseInt(buckets)).isBetween(190, 210);

    long best = Long.MAX_VALUE;
    try (Connection connection = reader.getConnection();
        Statement statement = connection.createStatement()) {
      for (int run = 0; run < 5; run++) {
        long begun = System.nanoTime();
        try (ResultSet rows = statement.executeQuery(NINETIETH_PERCENTILE_OF_MANY)) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getDouble(1)).isPositive();
        }
        best = Math.min(best, System.nanoTime() - begun);
      }
    }
    System.out.printf(
        "SketchIT: 10,000 rows of %s buckets merged, and a quantile taken, in %d ms%n",
        buckets, TimeUnit.NANOSECONDS.toMillis(best));
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofSeconds(2));
  }

  /** Some of the ports in some of the days, in the words of both databases. */
  private String randomRollUp() {
    int firstDay = random.nextInt(RawLengths.DAYS);
    int lastDay = firstDay + random.nextInt(RawLengths.DAYS - firstDay);
    List<Integer> ports =
        Stream.generate(() -> random.nextInt(RawLengths.PORTS))
            .limit(1 + random.nextInt(RawLengths.PORTS))
            .toList();
    return "port IN (%s) AND day BETWEEN %d AND %d"
        .formatted(ports.toString().replaceAll("[\\[\\]]", ""), firstDay, lastDay);
  }

  /** Rows of 100 to 300 buckets. */
  private Sketch manyBuckets() {
    double share = 0.2 + 0.4 * random.nextDouble();
    int[] indexes =
        IntStream.range(290, 790).filter(bucket -> random.nextDouble() < share).toArray();
    long[] counts = Arrays.stream(indexes).mapToLong(i -> 1 + random.nextInt(50)).toArray();
    return new Sketch(random.nextInt(5), indexes, counts);
  }

  private double[] quantiles(String sketch) throws SQLException {
    return each(
        "SELECT portally.sketch_quantile((%s), q) FROM unnest(%s) WITH ORDINALITY AS u (q, place) ORDER BY place"
            .formatted(sketch, array(DoubleStream.of(QUANTILES).boxed())));
  }

  private double[] ranks(String sketch, long[] seconds) throws SQLException {
    return each(
        "SELECT portally.sketch_rank((%s), s) FROM unnest(%s) WITH ORDINALITY AS u (s, place) ORDER BY place"
            .formatted(sketch, array(LongStream.of(seconds).boxed())));
  }

  private double[] each(String sql) throws SQLException {
    return Query.column(reader, sql).stream().mapToDouble(Double::parseDouble).toArray();
  }

  private static String array(Stream<? extends Number> numbers) {
    return "ARRAY" + numbers.map(Number::doubleValue).toList() + "::double precision[]";
  }

  /** What the query gives in its only row and column. */
  private Sketch sketch(String sql) throws SQLException {
    String columns =
        "SELECT (s).zero_count, (s).bucket_indexes, (s).bucket_counts FROM (SELECT (%s) AS s) AS t";
    try (Connection connection = reader.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(columns.formatted(sql))) {
      assertThat(row.next()).isTrue();
      Integer[] indexes = (Integer[]) row.getArray(2).getArray();
      Long[] counts = (Long[]) row.getArray(3).getArray();
      return new Sketch(
          row.getLong(1),
          Arrays.stream(indexes).mapToInt(Integer::intValue).toArray(),
          Arrays.stream(counts).mapToLong(Long::longValue).toArray());
    }
  }

  private void createTable(String name) throws SQLException {
    Query.run(
        superuser,
        """
        CREATE TABLE portally.%1$s (port int, day int, zero_count bigint, bucket_indexes int[],
          bucket_counts bigint[]);
        GRANT SELECT ON portally.%1$s TO portally_reader
        """
            .formatted(name));
  }

  private static PreparedStatement insertInto(String table, Connection connection)
      throws SQLException {
    return connection.prepareStatement("INSERT INTO portally." + table + " VALUES (?, ?, ?, ?, ?)");
  }

  private static void addRow(PreparedStatement insert, int port, int day, Sketch sketch)
      throws SQLException {
    insert.setInt(1, port);
    insert.setInt(2, day);
    insert.setLong(3, sketch.zeroCount());
    insert.setObject(4, sketch.bucketIndexes());
    insert.setObject(5, sketch.bucketCounts());
    insert.addBatch();
  }
}
