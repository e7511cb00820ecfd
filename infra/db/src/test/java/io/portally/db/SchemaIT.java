package io.portally.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class SchemaIT {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String CHECK_VIOLATION = "23514";
  private static final String EXCLUSION_VIOLATION = "23P01";

  private static final String NOON = FactRow.NOON;

  private static final String MIDNIGHT = "2026-02-28T16:00:00Z";

  private ScratchDatabase database;
  private DataSource superuser;
  private DataSource writer;
  private DataSource reader;

  @BeforeAll
  void start() throws IOException, SQLException {
    database = ScratchDatabase.start();
    superuser = database.superuser();
    writer = database.as(Role.WRITER);
    reader = database.as(Role.READER);
  }

  @AfterAll
  void stop() {
    database.close();
  }

  @AfterEach
  void tidy() throws SQLException {
    database.emptyFacts();
    Query.run(superuser, "UPDATE portally.generations SET current = (number = 1)");
    Query.run(superuser, "DELETE FROM portally.generations WHERE number > 1");
  }

  @Test
  void theWriterMovesARowForwardAndNeverBackward() throws SQLException {
    upsert(row("events", 1, "revision", 10, "complete", false));
    upsert(row("events", 2, "revision", 11, "complete", false));
    assertThat(stored()).isEqualTo("2 11 f");

    upsert(row("events", 1, "revision", 10, "complete", false));
    upsert(row("events", 9, "revision", 11, "complete", false));
    assertThat(stored()).isEqualTo("2 11 f");

    upsert(row("events", 2, "revision", 11, "complete", true));
    assertThat(stored()).isEqualTo("2 11 t");

    upsert(row("events", 5, "revision", 99, "complete", false));
    assertThat(stored()).isEqualTo("2 11 t");

    upsert(row("events", 3, "revision", 12, "complete", true));
    assertThat(stored()).isEqualTo("3 12 t");
  }

  @Test
  void anUpdateOfARowStaysOnItsPage() throws SQLException {
    upsert(row("events", 1, "revision", 1, "complete", false));
    String where = "SELECT (ctid::text::point)[0]::int FROM portally.throughput";
    String page = Query.value(superuser, where);
    for (int revision = 2; revision <= 20; revision++) {
      upsert(row("events", revision, "revision", revision, "complete", false));
    }

    assertThat(Query.value(superuser, where)).isEqualTo(page);
    assertThat(
            Query.value(
                superuser,
                """
                SELECT DISTINCT reloptions::text FROM pg_class
                JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'revision'
                WHERE relnamespace = 'portally'::regnamespace AND relkind = 'r'
                """))
        .isEqualTo("{fillfactor=80}");
    assertThat(
            Query.column(
                superuser,
                """
                SELECT DISTINCT column_name.attname FROM pg_index
                JOIN pg_attribute AS revision ON revision.attrelid = indrelid AND revision.attname = 'revision'
                JOIN pg_attribute AS column_name
                  ON column_name.attrelid = indrelid AND column_name.attnum = ANY (indkey)
                """))
        .hasSize(22)
        .doesNotContain(
            "events", "declarations", "lodged", "records", "revision", "complete", "updated_at");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM portally.throughput",
        "TRUNCATE portally.throughput",
        "TRUNCATE portally.data_quality",
        "DELETE FROM portally.clearance_activity",
        "TRUNCATE portally.clearance_activity",
        "DELETE FROM portally.transfer_times",
        "TRUNCATE portally.corridor_times",
        "DELETE FROM portally.clearance_cohorts",
        "TRUNCATE portally.programme_activity",
        "DELETE FROM portally.single_window_activity",
        "TRUNCATE portally.partner_trade",
        "INSERT INTO portally.countries VALUES ('XX', 'x', 'x')",
        "SELECT * FROM portally.legs",
        "SELECT * FROM portally.whose_time_it_is",
        "SELECT portally.in_hours(3600)",
        "DROP TABLE portally.throughput",
        "ALTER TABLE portally.throughput ADD COLUMN x int",
        "CREATE INDEX ON portally.throughput (revision)",
        "CREATE TABLE portally.mine (x int)",
        "CREATE TABLE public.mine (x int)",
        "CREATE TABLE bi.mine (x int)",
        "CREATE TEMPORARY TABLE mine (x int)",
        "CREATE SCHEMA mine",
        "CREATE ROLE mine",
        "SELECT * FROM portally.areas",
        "SELECT * FROM portally.ports",
        "SELECT * FROM portally.current_throughput",
        "SELECT * FROM bi.port_throughput_hourly",
        "SELECT * FROM portally.refused_rows",
        "SELECT * FROM portally.flyway_schema_history",
        "DELETE FROM portally.refused_rows",
        "INSERT INTO portally.generations (number) VALUES (2)",
        "UPDATE portally.generations SET current = false",
        "SET ROLE portally_owner",
        "SET ROLE portally_reader",
      })
  void theWriterMayDoNothingElse(String statement) {
    assertRefused(INSUFFICIENT_PRIVILEGE, () -> Query.run(writer, statement));
  }

  @Test
  void theWriterReadsGenerationsAndLeavesRefusedRows() throws SQLException {
    assertThat(Query.value(writer, "SELECT number FROM portally.generations WHERE current"))
        .isEqualTo("1");
    Query.run(
        writer,
        """
        INSERT INTO portally.refused_rows (table_name, row, sqlstate, message)
        VALUES ('throughput', '{"events": 1}', '22003', 'out of range')
        """);
    assertThat(Query.value(superuser, "SELECT row ->> 'events' FROM portally.refused_rows"))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO portally.areas VALUES ('PORT', 'CNXXX', 'x', 'x')",
        "UPDATE portally.throughput SET events = 0",
        "UPDATE portally.transfer_times SET events = 0",
        "UPDATE portally.legs SET place = 0",
        "DELETE FROM portally.country_groups",
        "DELETE FROM portally.data_quality",
        "TRUNCATE portally.throughput",
        "CREATE TABLE portally.mine (x int)",
        "CREATE TEMPORARY TABLE mine (x int)",
        "CREATE VIEW bi.mine AS SELECT 1",
        "SELECT * FROM portally.refused_rows",
        "SELECT * FROM portally.generations",
        "INSERT INTO bi.data_quality_daily (records) VALUES (1)",
        "SET ROLE portally_writer",
      })
  void theReaderMayNotWriteEvenInATransactionThatMay(String statement) {
    assertRefused(
        INSUFFICIENT_PRIVILEGE,
        () -> Query.run(reader, "SET TRANSACTION READ WRITE; " + statement));
  }

  @Test
  void theReaderReadsEveryDimensionFactAndView() throws SQLException {
    List<String> all =
        Query.column(
            superuser,
            """
            SELECT oid::regclass FROM pg_class
            WHERE relnamespace IN ('portally'::regnamespace, 'bi'::regnamespace)
              AND relkind IN ('r', 'v')
              AND relname NOT IN ('generations', 'refused_rows', 'flyway_schema_history')
            """);

    assertThat(all).hasSize(19 + 37 + 67);
    for (String relation : all) {
      assertThat(Query.column(reader, "SELECT count(*) FROM " + relation)).hasSize(1);
    }
    assertThat(Query.value(reader, "SHOW transaction_read_only")).isEqualTo("on");
  }

  @Test
  void everybodyElseMayDoNothing() throws SQLException {
    Query.run(superuser, "CREATE ROLE passer_by LOGIN");
    DataSource passerBy = database.as("passer_by");
    try {
      for (String statement :
          List.of(
              "SELECT * FROM portally.areas",
              "SELECT * FROM bi.ports",
              "SELECT portally.counts_as_cargo('LOADED', 'SEA')",
              "SELECT * FROM portally.countries",
              "SELECT * FROM portally.clearance_backlog",
              "SELECT portally.is_fresh_produce(8)",
              "CREATE TABLE public.mine (x int)",
              "CREATE TEMPORARY TABLE mine (x int)")) {
        assertRefused(INSUFFICIENT_PRIVILEGE, () -> Query.run(passerBy, statement));
      }
    } finally {
      Query.run(superuser, "DROP ROLE passer_by");
    }
  }

  @Test
  void everyTableViewColumnTypeFunctionAndSchemaHasAComment() throws SQLException {
    String withoutWords =
        """
        WITH ours AS (
          SELECT oid, nspname FROM pg_namespace WHERE nspname IN ('portally', 'bi')
        )
        SELECT 'schema ' || nspname FROM ours WHERE obj_description(oid, 'pg_namespace') IS NULL
        UNION ALL
        SELECT c.oid::regclass::text || coalesce('.' || attname, '')
        FROM pg_class AS c
        JOIN ours ON ours.oid = relnamespace
        LEFT JOIN LATERAL (
          SELECT 0 AS attnum, NULL AS attname
          UNION ALL
          SELECT attnum, attname FROM pg_attribute
          WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
        ) AS columns ON true
        WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'c')
          AND coalesce(CASE
            WHEN attnum = 0 AND relkind = 'c' THEN obj_description(c.reltype, 'pg_type')
            WHEN attnum = 0 THEN obj_description(c.oid, 'pg_class')
            ELSE col_description(c.oid, attnum) END, '') = ''
        UNION ALL
        SELECT 'domain ' || typname FROM pg_type JOIN ours ON ours.oid = typnamespace
        WHERE typtype = 'd' AND obj_description(pg_type.oid, 'pg_type') IS NULL
        UNION ALL
        SELECT 'function ' || proname FROM pg_proc JOIN ours ON ours.oid = pronamespace
        WHERE obj_description(pg_proc.oid, 'pg_proc') IS NULL
        """;
    assertThat(Query.column(superuser, withoutWords)).isEmpty();

    Query.run(superuser, "CREATE TABLE portally.silent (x int)");
    Query.run(superuser, "CREATE TYPE portally.mute AS (y int)");
    try {
      assertThat(Query.column(superuser, withoutWords))
          .containsExactlyInAnyOrder(
              "portally.silent", "portally.silent.x", "portally.mute", "portally.mute.y");
    } finally {
      Query.run(superuser, "DROP TABLE portally.silent");
      Query.run(superuser, "DROP TYPE portally.mute");
    }
  }

  @Test
  void noFunctionIsLeftToEverybody() throws SQLException {
    String leftToEverybody =
        """
        SELECT pg_proc.oid::regprocedure
        FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) AS granted
        WHERE pronamespace IN ('portally'::regnamespace, 'bi'::regnamespace) AND granted.grantee = 0
        """;
    assertThat(Query.column(superuser, leftToEverybody)).isEmpty();

    Query.run(superuser, "CREATE FUNCTION portally.open() RETURNS int LANGUAGE sql RETURN 1");
    try {
      assertThat(Query.column(superuser, leftToEverybody)).containsExactly("portally.open()");
    } finally {
      Query.run(superuser, "DROP FUNCTION portally.open");
    }
  }

  @Test
  void generationOneIsCurrentAndOneUpdateMakesAnotherCurrent() throws SQLException {
    String current = "SELECT number FROM portally.generations WHERE current";
    assertThat(Query.column(superuser, current)).containsExactly("1");
    Query.run(superuser, "INSERT INTO portally.generations (number) VALUES (2), (3)");

    for (String number : List.of("3", "1", "2", "1")) {
      Query.run(superuser, "UPDATE portally.generations SET current = (number = " + number + ")");
      assertThat(Query.column(superuser, current)).containsExactly(number);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INSERT INTO portally.generations (number, current) VALUES (2, true) | 23P01",
        "UPDATE portally.generations SET current = false                    | 23514",
        "UPDATE portally.generations SET current = (number = 99)            | 23514",
        "DELETE FROM portally.generations                                   | 23514",
        "TRUNCATE portally.generations                                      | 23514",
      })
  void neitherTwoGenerationsNorNoneAreEverCurrent(String statement, String sqlState)
      throws SQLException {
    assertThat(sqlState).isIn(EXCLUSION_VIOLATION, CHECK_VIOLATION);

    assertRefused(sqlState, () -> Query.run(superuser, statement));

    assertThat(Query.column(superuser, "SELECT number FROM portally.generations WHERE current"))
        .containsExactly("1");
  }

  @Test
  void viewsShowTheCurrentGenerationOnly() throws SQLException {
    Query.run(superuser, "INSERT INTO portally.generations (number) VALUES (2)");
    for (int generation = 1; generation <= 2; generation++) {
      for (String granularity : List.of("HOUR", "DAY")) {
        for (String level : List.of("PORT", "PROVINCE", "REGION", "NATION")) {
          upsert(
              row(
                  "generation",
                  generation,
                  "events",
                  generation,
                  "granularity",
                  granularity,
                  "area_level",
                  level));
          upsert(
              activity(
                  "generation",
                  generation,
                  "events",
                  generation,
                  "granularity",
                  granularity,
                  "area_level",
                  level));
        }
        for (FactRow row : rowsOfGeneration(generation)) {
          upsert(row.with("granularity", granularity));
        }
        Query.run(
            writer,
            """
            INSERT INTO portally.data_quality
            VALUES (%d, '%s', '%s', 'cargo-movements', 'ACCEPTED', '-', %d, 1, false)
            """
                .formatted(generation, granularity, NOON, generation));
      }
      upsert(FactRow.ofPartnerTrade().with("generation", generation, "declarations", generation));
    }
    List<String> views =
        Query.column(
            superuser,
            """
            SELECT format('SELECT DISTINCT %I FROM %s', attname, c.oid::regclass)
            FROM pg_class AS c JOIN pg_attribute ON attrelid = c.oid
            WHERE relkind = 'v' AND relnamespace IN ('portally'::regnamespace, 'bi'::regnamespace)
              AND (attname IN ('events', 'movements', 'records')
                OR attname IN ('cases', 'lodged', 'declarations') AND relname ~
                  '(transfer_times|corridor_times|cohorts|programme_activity|window_activity|partner_trade)')
            """);
    assertThat(views).hasSize(7 + 10 + 22 + 39);

    for (String generation : List.of("2", "1")) {
      Query.run(
          superuser, "UPDATE portally.generations SET current = (number = " + generation + ")");
      for (String view : views) {
        assertThat(Query.column(reader, view)).as(view).containsExactly(generation);
      }
    }
  }

  /**
   * Of each table that is kept by hour and day, for all of its views; each counts its generation.
   */
  private static List<FactRow> rowsOfGeneration(int generation) {
    List<FactRow> rows = new ArrayList<>();
    long[] lengths = new long[generation];
    for (String programme : List.of("ALL", "AEO")) {
      for (String level : List.of("PORT", "PROVINCE", "REGION", "NATION")) {
        rows.add(
            FactRow.ofTransferTimes()
                .lengths(lengths)
                .with("area_level", level, "programme", programme));
      }
      rows.add(FactRow.ofCorridorTimes().lengths(lengths).with("programme", programme));
    }
    for (String level : List.of("PORT", "PROVINCE", "REGION", "NATION")) {
      rows.add(FactRow.ofClearanceCohorts().with("area_level", level, "lodged", generation));
      rows.add(FactRow.ofProgrammeActivity().with("area_level", level, "declarations", generation));
    }
    rows.add(FactRow.ofSingleWindowActivity().with("declarations", generation));
    rows.forEach(row -> row.with("generation", generation));
    return rows;
  }

  @Test
  void cargoThroughputIsDischargedAndLoadedOnWaterAndArrivedAndDepartedElsewhere()
      throws SQLException {
    int events = 1;
    for (String mode : List.of("SEA", "INLAND_WATERWAY", "RAIL", "OTHER")) {
      for (String movement :
          List.of("ARRIVED", "DISCHARGED", "GATED_IN", "LOADED", "DEPARTED", "GATED_OUT")) {
        upsert(row("mode", mode, "movement", movement, "events", events, "gross_mass_kg", events));
        events *= 2;
      }
    }

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', mode, events, gross_mass_kg) FROM portally.throughput_cargo
                WHERE area_code = 'CNYTN' ORDER BY events
                """))
        .containsExactly(
            "SEA " + (2 + 8) + " " + (2 + 8),
            "INLAND_WATERWAY " + ((2 + 8) << 6) + " " + ((2 + 8) << 6),
            "RAIL " + ((1 + 16) << 12) + " " + ((1 + 16) << 12),
            "OTHER " + ((1 + 16) << 18) + " " + ((1 + 16) << 18));
  }

  @Test
  void biViewsSpeakOfTonnesTeuNamesAndLocalTime() throws SQLException {
    upsert(row("granularity", "HOUR", "gross_mass_kg", 1234567, "teu_hundredths", 225));
    upsert(row("granularity", "DAY", "window_start", "2026-02-28T16:00:00Z"));

    assertThat(
            Query.value(
                reader,
                """
                SELECT concat_ws(' ', port_code, port_name_en, local_date, local_hour,
                  gross_tonnes, teu, counts_as_cargo) FROM bi.port_throughput_hourly
                """))
        .isEqualTo("CNYTN Yantian 2026-03-01 12 1234.567 2.25 t");
    assertThat(Query.value(reader, "SELECT local_date FROM bi.port_throughput_daily"))
        .isEqualTo("2026-03-01");
    assertThat(
            Query.value(
                reader,
                """
                SELECT concat_ws(' ', province_name_en, region_code, nation_name_en)
                FROM bi.ports WHERE port_code = 'CNYTN'
                """))
        .isEqualTo("Guangdong GBA China");
  }

  @Test
  void cargoThroughputOfADayIsOneRowForEachModeWithoutTheMovements() throws SQLException {
    for (String movement : List.of("DISCHARGED", "LOADED", "GATED_OUT")) {
      upsert(
          row(
              "granularity",
              "DAY",
              "window_start",
              MIDNIGHT,
              "movement",
              movement,
              "gross_mass_kg",
              1500,
              "teu_hundredths",
              225));
    }

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', port_name_en, local_date, direction, mode, laden, movements,
                  gross_tonnes, teu) FROM bi.port_cargo_daily
                """))
        .containsExactly("Yantian 2026-03-01 EXPORT SEA t 2 3.000 4.50");
    assertThat(Query.column(reader, "SELECT count(*) FROM bi.nation_cargo_daily"))
        .containsExactly("0");
  }

  @Test
  void biViewsOfClearanceSpeakOfTonnesYuanNamesAndLocalTime() throws SQLException {
    upsert(activity("granularity", "HOUR", "gross_mass_kg", 1234567, "value_fen", 12345));
    upsert(activity("granularity", "DAY", "window_start", MIDNIGHT, "area_level", "NATION"));

    assertThat(
            Query.value(
                reader,
                """
                SELECT concat_ws(' ', port_code, port_name_en, local_date, local_hour, stage, direction,
                  mode, events, declarations, gross_tonnes, value_yuan) FROM bi.port_clearance_hourly
                """))
        .isEqualTo("CNYTN Yantian 2026-03-01 12 RELEASED IMPORT SEA 2 1 1234.567 123.45");
    assertThat(Query.value(reader, "SELECT local_date FROM bi.nation_clearance_daily"))
        .isEqualTo("2026-03-01");
  }

  @Test
  void biViewsOfTimesSpeakOfMinutesNamesAndLocalTime() throws SQLException {
    upsert(FactRow.ofTransferTimes().lengths(30, -5));
    upsert(FactRow.ofTransferTimes().lengths(60).with("programme", "AEO", "granularity", "DAY"));
    upsert(FactRow.ofCorridorTimes().lengths().with("granularity", "DAY"));

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', port_code, port_name_en, local_date, local_hour, leg, direction, mode,
                  cases, total_minutes, reversed, within_2h, p50_minutes) FROM bi.port_transfer_times_hourly
                """))
        .containsExactly(
            "CNYTN Yantian 2026-03-01 12 ARRIVAL_TO_RELEASE IMPORT SEA 2 0.50 1 2 0.00");
    assertThat(
            Query.column(
                reader,
                "SELECT programme || ' ' || cases FROM bi.port_programme_transfer_times_daily"))
        .containsExactly("AEO 1");
    assertThat(Query.column(reader, "SELECT cases FROM bi.port_transfer_times_daily")).isEmpty();
    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', from_port_name_en, to_port_name_en, local_date, cases,
                  coalesce(p99_minutes::text, 'none')) FROM bi.corridor_times_daily
                """))
        .containsExactly("Yantian Hong Kong 2026-03-01 0 none");
  }

  @Test
  void biViewsOfCohortsProgrammesServicesAndPartnersSpeakOfTonnesYuanAndNames()
      throws SQLException {
    upsert(FactRow.ofClearanceCohorts().with("open_gross_mass_kg", 1234, "open_value_fen", 56));
    upsert(FactRow.ofProgrammeActivity().with("value_fen", 12345));
    upsert(FactRow.ofSingleWindowActivity().with("gross_mass_kg", 1));
    upsert(FactRow.ofPartnerTrade());

    assertThat(
            Query.value(
                reader,
                """
                SELECT concat_ws(' ', port_name_en, local_hour, lodged, open, gross_tonnes, value_yuan,
                  open_tonnes, open_yuan) FROM bi.port_clearance_cohorts_hourly
                """))
        .isEqualTo("Yantian 12 3 1 3.000 3.00 1.234 0.56");
    assertThat(
            Query.value(
                reader,
                """
                SELECT concat_ws(' ', port_name_en, programme, aeo_country, declarations, value_yuan)
                FROM bi.port_programme_activity_hourly
                """))
        .isEqualTo("Yantian AEO JP 1 123.45");
    assertThat(
            Query.value(
                reader,
                """
                SELECT concat_ws(' ', category, service, local_hour, gross_tonnes)
                FROM bi.single_window_activity_hourly
                """))
        .isEqualTo("7 321 12 0.001");
    assertThat(
            Query.value(
                reader,
                """
                SELECT concat_ws(' ', partner_name_en, local_date, hs_chapter, gross_tonnes)
                FROM bi.partner_trade_daily
                """))
        .isEqualTo("South Africa 2026-03-01 8 1.000");
  }

  @Test
  void theYearlyRateIsTakenFromWholeDaysAndStandsBesideTheYardstick() throws SQLException {
    read("2026-02-27T16:00:00Z", true);
    read("2026-02-28T16:00:00Z", true);
    read("2026-03-01T16:00:00Z", true);
    read("2026-03-02T16:00:00Z", false);
    released("2026-02-26T16:00:00Z", "IMPORT", 3_000, 300);
    released("2026-02-27T16:00:00Z", "IMPORT", 1_000_000, 100_000);
    released("2026-02-28T16:00:00Z", "IMPORT", 8_000_000_000L, 4_000_000_000_000L);
    released("2026-02-28T16:00:00Z", "EXPORT", 4_000_000_000L, 2_000_000_000_000L);
    released("2026-03-02T16:00:00Z", "EXPORT", 77, 77);

    assertThat(yearly())
        .containsExactly(
            "2026 from 2026-03-01 to 2026-03-02: 2 of 365 days,"
                + " 12001003.000 t, 60000001003.00 yuan,"
                + " 2190000000.000 t and 10950000000000.00 yuan a year,"
                + " 0.4212 and 0.2639 of 5200000000 and 41500000000000");
  }

  @Test
  void onlyWhatIsReleasedIntoOrOutOfTheNationCountsForTheYear() throws SQLException {
    read("2026-02-27T16:00:00Z", true);
    read(MIDNIGHT, true);
    String[] others = {
      "granularity", "HOUR",
      "area_code", "HK",
      "area_level", "REGION",
      "stage", "CLEARED",
      "direction", "TRANSIT",
      "generation", "2"
    };
    Query.run(superuser, "INSERT INTO portally.generations (number) VALUES (2)");
    released(MIDNIGHT, "IMPORT", 1_000, 100);
    for (int i = 0; i < others.length; i += 2) {
      FactRow other = releasedRow(MIDNIGHT, "IMPORT", 5_000, 500);
      other.with(others[i], others[i + 1]);
      upsert(other);
    }

    assertThat(Query.value(reader, "SELECT tonnes || ' ' || yuan FROM bi.nation_trade_yearly"))
        .isEqualTo("1.000 1.00");
  }

  @Test
  void aYearWithoutAWholeDayHasNoRateAndANewYearBeginsAtMidnightOfShanghai() throws SQLException {
    read("2027-12-30T16:00:00Z", true);
    released("2027-12-30T16:00:00Z", "IMPORT", 1_000, 100);
    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', local_year, whole_days, tonnes,
                  coalesce(first_whole_date::text, 'none'), coalesce(tonnes_per_year::text, 'none'))
                FROM bi.nation_trade_yearly
                """))
        .containsExactly("2027 0 1.000 none none");

    read("2027-12-31T16:00:00Z", true);
    released("2027-12-31T16:00:00Z", "IMPORT", 2_000, 200);
    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', local_year, whole_days, tonnes, tonnes_per_year)
                FROM bi.nation_trade_yearly ORDER BY local_year
                """))
        .containsExactly("2027 0 1.000", "2028 1 2.000 732.000");
  }

  @Test
  void beforeADayIsCompleteThereIsNoYear() throws SQLException {
    assertThat(Query.column(reader, "SELECT local_year FROM bi.nation_trade_yearly")).isEmpty();
    read(MIDNIGHT, false);
    released(MIDNIGHT, "IMPORT", 1_000, 100);

    assertThat(Query.column(reader, "SELECT local_year FROM bi.nation_trade_yearly")).isEmpty();
  }

  private List<String> yearly() throws SQLException {
    return Query.column(
        reader,
        """
        SELECT format('%s from %s to %s: %s of %s days, %s t, %s yuan, %s t and %s yuan a year,'
          || ' %s and %s of %s and %s', local_year, first_whole_date, last_whole_date, whole_days,
          days_in_year, tonnes, yuan, tonnes_per_year, yuan_per_year, share_of_yardstick_tonnes,
          share_of_yardstick_yuan, yardstick_tonnes, yardstick_yuan)
        FROM bi.nation_trade_yearly
        """);
  }

  /** Records were read that had been published on the day that begins then. */
  private void read(String dayStart, boolean complete) throws SQLException {
    Query.run(
        writer,
        """
        INSERT INTO portally.data_quality
        VALUES (1, 'DAY', '%s', 'cargo-movements', 'ACCEPTED', '-', 1, 1, %s)
        """
            .formatted(dayStart, complete));
  }

  private void released(String dayStart, String direction, long grossMassKg, long valueFen)
      throws SQLException {
    upsert(releasedRow(dayStart, direction, grossMassKg, valueFen));
  }

  private static FactRow releasedRow(
      String dayStart, String direction, long grossMassKg, long valueFen) {
    return activity(
        "granularity",
        "DAY",
        "window_start",
        dayStart,
        "area_level",
        "NATION",
        "area_code",
        "CN",
        "direction",
        direction,
        "gross_mass_kg",
        grossMassKg,
        "value_fen",
        valueFen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "granularity   | MINUTE",
        "area_level    | CITY",
        "leg           | UNKNOWN",
        "direction     | UNKNOWN",
        "mode          | UNKNOWN",
        "programme     | UNKNOWN",
        "events        | -1",
        "total_seconds | -1",
        "reversed      | -1",
        "within_2h     | -1",
        "within_8h     | -1",
        "within_24h    | -1",
        "within_48h    | -1",
        "within_72h    | -1",
        "zero_count    | -1",
        "revision      | -1",
        "bucket_counts | {1,2}"
      })
  void aRowOfTransferTimesOutsideTheContractIsRefused(String column, String value) {
    assertRefused(CHECK_VIOLATION, () -> upsert(FactRow.ofTransferTimes().with(column, value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "granularity   | MINUTE",
        "leg           | ARRIVAL_TO_RELEASE",
        "mode          | UNKNOWN",
        "programme     | UNKNOWN",
        "events        | -1",
        "bucket_counts | {1,2}"
      })
  void aRowOfCorridorTimesOutsideTheContractIsRefused(String column, String value) {
    assertRefused(CHECK_VIOLATION, () -> upsert(FactRow.ofCorridorTimes().with(column, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "granularity, MINUTE",
    "lodged, -1",
    "released, -1",
    "cancelled, -1",
    "released_within_2h, -1",
    "released_within_8h, -1",
    "released_within_24h, -1",
    "released_within_48h, -1",
    "released_within_72h, -1",
    "gross_mass_kg, -1",
    "value_fen, -1",
    "open_gross_mass_kg, -1",
    "open_value_fen, -1",
    "revision, -1"
  })
  void aRowOfClearanceCohortsOutsideTheContractIsRefused(String column, String value) {
    assertRefused(CHECK_VIOLATION, () -> upsert(FactRow.ofClearanceCohorts().with(column, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "granularity, MINUTE",
    "programme, ALL",
    "aeo_country, JPN",
    "declarations, -1",
    "gross_mass_kg, -1",
    "value_fen, -1"
  })
  void aRowOfProgrammeActivityOutsideTheContractIsRefused(String column, String value) {
    assertRefused(CHECK_VIOLATION, () -> upsert(FactRow.ofProgrammeActivity().with(column, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "granularity, MINUTE",
    "category, 0",
    "category, 100",
    "service, 0",
    "service, 10000",
    "declarations, -1"
  })
  void aRowOfSingleWindowActivityOutsideTheContractIsRefused(String column, String value) {
    assertRefused(
        CHECK_VIOLATION, () -> upsert(FactRow.ofSingleWindowActivity().with(column, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "granularity, HOUR",
    "partner_country, za",
    "hs_chapter, -1",
    "hs_chapter, 100",
    "declarations, -1"
  })
  void aRowOfPartnerTradeOutsideTheContractIsRefused(String column, String value) {
    assertRefused(CHECK_VIOLATION, () -> upsert(FactRow.ofPartnerTrade().with(column, value)));
  }

  @Test
  void aRowHasAllQuantilesOrNone() throws SQLException {
    upsert(FactRow.ofTransferTimes().lengths());

    assertThat(
            Query.value(
                reader,
                "SELECT num_nulls(p50_seconds, p90_seconds, p95_seconds, p99_seconds) FROM"
                    + " portally.current_transfer_times"))
        .isEqualTo("4");
    assertRefused(
        CHECK_VIOLATION,
        () -> Query.run(superuser, "UPDATE portally.transfer_times SET p90_seconds = 1"));
  }

  @Test
  void theSketchOfARowStandsReadyToBeMerged() throws SQLException {
    upsert(FactRow.ofTransferTimes().lengths(0, 10));
    upsert(FactRow.ofTransferTimes().lengths(10, 40).with("mode", "AIR"));

    assertThat(
            Query.value(
                reader,
                """
                SELECT portally.sketch_count(portally.sketch_merge(sketch)) || ' '
                  || portally.sketch_rank(portally.sketch_merge(sketch), 10)
                FROM portally.current_transfer_times
                """))
        .isEqualTo("4 0.75");
  }

  @ParameterizedTest
  @CsvSource({
    "granularity, WEEK",
    "area_level, CITY",
    "stage, UNKNOWN",
    "direction, UNKNOWN",
    "mode, UNKNOWN",
    "events, -1",
    "declarations, -1",
    "gross_mass_kg, -1",
    "value_fen, -1",
    "revision, -1"
  })
  void aRowOfClearanceActivityOutsideTheContractIsRefused(String column, String value) {
    assertRefused(CHECK_VIOLATION, () -> upsert(activity(column, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "granularity, WEEK",
    "area_level, CITY",
    "movement, UNKNOWN",
    "direction, UNKNOWN",
    "mode, UNKNOWN",
    "events, -1",
    "gross_mass_kg, -1",
    "teu_hundredths, -1",
    "revision, -1"
  })
  void aRowOutsideTheContractIsRefused(String column, String value) {
    assertRefused(CHECK_VIOLATION, () -> upsert(row(column, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "cargo-movements, ACCEPTED, -, true",
    "clearance-events, DUPLICATE, -, true",
    "cargo-movements, IGNORED, -, true",
    "cargo-movements, LATE, -, true",
    "cargo-movements, LATE, WINDOW_CLOSED, true",
    "cargo-movements, REJECTED, UNDECODABLE, true",
    "cargo-movements, REJECTED, JOURNEY_TOO_LONG, true",
    "portally.cargo-movements, ACCEPTED, -, false",
    "cargo-movements, ACCEPTED, UNDECODABLE, false",
    "cargo-movements, REJECTED, -, false",
    "cargo-movements, REJECTED, WINDOW_CLOSED, false",
    "cargo-movements, LATE, TOO_LARGE, false",
    "cargo-movements, LOST, -, false"
  })
  void aFateHasItsOwnReasons(String topic, String fate, String reason, boolean fits)
      throws SQLException {
    String insert =
        "INSERT INTO portally.data_quality VALUES (1, 'HOUR', '%s', '%s', '%s', '%s', 1, 1, false)"
            .formatted(NOON, topic, fate, reason);

    if (fits) {
      Query.run(writer, insert);
    } else {
      assertRefused(CHECK_VIOLATION, () -> Query.run(writer, insert));
    }
  }

  /** A row of throughput with these columns (names and values in turn), the rest as usual. */
  private static FactRow row(Object... columns) {
    return FactRow.ofThroughput().with(columns);
  }

  /** The same of clearance_activity. */
  private static FactRow activity(Object... columns) {
    return FactRow.ofClearanceActivity().with(columns);
  }

  /** In the form that a sink writes: arrays in, guarded upsert, as the writer. */
  private void upsert(FactRow row) throws SQLException {
    Query.run(writer, row.upsert());
  }

  private String stored() throws SQLException {
    return Query.value(
        superuser, "SELECT concat_ws(' ', events, revision, complete) FROM portally.throughput");
  }

  private static void assertRefused(String sqlState, ThrowingCallable statement) {
    assertThatThrownBy(statement)
        .isInstanceOfSatisfying(
            SQLException.class,
            refusal ->
                assertThat(refusal.getSQLState()).as(refusal.getMessage()).isEqualTo(sqlState));
  }
}
