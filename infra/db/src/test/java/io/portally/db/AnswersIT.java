package io.portally.db;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portally.tally.measure.Dimension;
import io.portally.tally.measure.FactTable;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The questions of port analysts, each asked on rows of which the answer was worked out by hand.
 * Every row stands beside one of another generation that would spoil the answer.
 */
@TestInstance(Lifecycle.PER_CLASS)
class AnswersIT {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final LocalDate SUNDAY = LocalDate.of(2026, 3, 29);
  private static final LocalDate MONDAY_BEFORE = LocalDate.of(2026, 3, 23);
  private static final LocalDate FIRST_OF_FOUR_WEEKS = LocalDate.of(2026, 3, 2);

  private static final List<String> ANSWERS =
      List.of(
          "which_programme_shortens_which_leg",
          "whose_aeo_status_is_used",
          "whose_time_it_is",
          "how_long_across_the_bay_area",
          "what_share_is_released_in_time",
          "what_share_of_legs_is_in_time",
          "what_share_comes_before_the_goods",
          "hourly_releases",
          "what_share_is_released_outside_office_hours",
          "at_what_hour_goods_are_released",
          "how_this_week_compares",
          "what_is_traded_with_partner_groups",
          "which_single_window_services_are_used",
          "how_much_of_the_single_window_is_used");

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

  @BeforeEach
  void sundayIsTheNewestCompleteDay() throws SQLException {
    Query.run(superuser, "INSERT INTO portally.generations (number) VALUES (2)");
    newestCompleteDay(SUNDAY);
  }

  @AfterEach
  void tidy() throws SQLException {
    database.emptyFacts();
    Query.run(superuser, "DELETE FROM portally.generations WHERE number > 1");
  }

  @Test
  void withoutACompletedRowNoAnswerHasARow() throws SQLException {
    String withRows = ofEach("SELECT '%1$s' WHERE (SELECT count(*) FROM portally.%1$s) > 0");
    assertThat(Query.column(reader, withRows)).isEmpty();

    someOfEverything(false);
    assertThat(Query.column(reader, withRows)).as("incomplete rows").isEmpty();

    someOfEverything(true);
    assertThat(Query.column(reader, withRows))
        .as("complete rows")
        .containsExactlyInAnyOrderElementsOf(ANSWERS);
  }

  @Test
  void rowsOfZerosMeanTheSameAsNone() throws SQLException {
    someOfEverything(true);
    Query.run(
        superuser,
        """
        UPDATE portally.transfer_times SET events = 0, total_seconds = 0, reversed = 0, within_2h = 0,
          within_8h = 0, within_24h = 0, within_48h = 0, within_72h = 0, zero_count = 0, p50_seconds = NULL,
          p90_seconds = NULL, p95_seconds = NULL, p99_seconds = NULL, bucket_indexes = '{}', bucket_counts = '{}';
        UPDATE portally.corridor_times SET events = 0, total_seconds = 0, reversed = 0, within_2h = 0,
          within_8h = 0, within_24h = 0, within_48h = 0, within_72h = 0, zero_count = 0, p50_seconds = NULL,
          p90_seconds = NULL, p95_seconds = NULL, p99_seconds = NULL, bucket_indexes = '{}', bucket_counts = '{}';
        UPDATE portally.clearance_cohorts SET lodged = 0, released = 0, cancelled = 0;
        UPDATE portally.clearance_activity SET events = 0, declarations = 0;
        UPDATE portally.programme_activity SET declarations = 0;
        UPDATE portally.single_window_activity SET declarations = 0;
        UPDATE portally.partner_trade SET declarations = 0
        """);

    List<String> counts =
        Query.column(
            reader,
            ofEach(
                """
                SELECT concat('%1$s: ', to_jsonb(a)) FROM portally.%1$s AS a
                WHERE '%1$s' <> 'hourly_releases' OR (to_jsonb(a) ->> 'released')::bigint > 0
                """));
    assertThat(counts).isEmpty();
  }

  /** The rows of all answers to a question that is asked of each. */
  private static String ofEach(String question) {
    return ANSWERS.stream().map(question::formatted).collect(joining(" UNION ALL "));
  }

  @Test
  void periodsEndWithTheNewestDayThatIsCompleteInEitherTable() throws SQLException {
    database.emptyFacts();
    assertThat(Query.column(reader, "SELECT period FROM portally.periods")).isEmpty();
    add(nationalRelease(SUNDAY.plusDays(2)).with("complete", false));
    add(nationalRelease(SUNDAY.minusDays(1)));
    add(
        FactRow.ofThroughput()
            .with("granularity", "DAY", "window_start", begin(SUNDAY), "complete", true)
            .with("area_level", "NATION", "area_code", "HK"));

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', period, first_date, last_date, ends - starts) FROM portally.periods
                """))
        .containsExactlyInAnyOrder(
            "THIS_WEEK 2026-03-23 2026-03-29 7 days",
            "LAST_WEEK 2026-03-16 2026-03-22 7 days",
            "SAME_WEEK_LAST_YEAR 2025-03-24 2025-03-30 7 days",
            "LAST_FOUR_WEEKS 2026-03-02 2026-03-29 28 days",
            "FOUR_WEEKS_BEFORE 2026-02-02 2026-03-01 28 days");
  }

  @Test
  void aProgrammeIsComparedWithTheTrafficOutsideIt() throws SQLException {
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY).lengths(hours(1, 2, 10, 20)));
    add(leg("ARRIVAL_TO_RELEASE", FIRST_OF_FOUR_WEEKS).lengths(hours(4, 8, 40, 80)));
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY).lengths(hours(1, 2)).with("programme", "AEO"));
    add(
        leg("ARRIVAL_TO_RELEASE", FIRST_OF_FOUR_WEEKS)
            .lengths(hours(4, 8))
            .with("programme", "AEO"));
    add(leg("ARRIVAL_TO_RELEASE", FIRST_OF_FOUR_WEEKS.minusDays(1)).lengths(hours(500)));
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY.plusDays(1)).lengths(hours(500)).with("complete", false));

    List<String> row =
        only(
            """
            SELECT leg, direction, mode, programme, cases_inside, cases_outside, median_shorter_by_share
            FROM portally.which_programme_shortens_which_leg WHERE area_level = 'PORT' AND area_code = 'CNYTN'
            """);
    assertThat(row)
        .startsWith("ARRIVAL_TO_RELEASE", "IMPORT", "SEA", "AEO", "4", "4")
        .satisfies(r -> assertThat(Double.parseDouble(r.get(6))).isEqualTo(0.9, within(0.005)));
    assertHours(
        """
        SELECT median_hours_inside, median_hours_outside, median_shorter_by_hours, p90_hours_inside,
          p90_hours_outside, p90_shorter_by_hours FROM portally.which_programme_shortens_which_leg
        """,
        2,
        20,
        18,
        4,
        40,
        36);
  }

  @Test
  void whereNothingIsOutsideAProgrammeOrTakesNoTimeThereIsNothingToCompare() throws SQLException {
    add(leg("ARRIVAL_TO_LODGEMENT", SUNDAY).lengths(-5, -5, 0));
    add(leg("ARRIVAL_TO_LODGEMENT", SUNDAY).lengths(-5).with("programme", "ADVANCE_DECLARATION"));
    add(leg("ARRIVAL_TO_LODGEMENT", SUNDAY).lengths(-5, -5, 0).with("programme", "AEO"));

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', programme, cases_inside, cases_outside,
                  coalesce(median_hours_outside::text, 'none'), coalesce(median_shorter_by_share::text, 'none'))
                FROM portally.which_programme_shortens_which_leg ORDER BY programme
                """))
        .containsExactly("ADVANCE_DECLARATION 1 2 0.00 none", "AEO 3 0 none none");
  }

  @Test
  void theUseOfAeoIsToldByCountryOfMutualRecognition() throws SQLException {
    add(declared(FactRow.ofProgrammeActivity(), SUNDAY, 5));
    add(declared(FactRow.ofProgrammeActivity(), FIRST_OF_FOUR_WEEKS, 1));
    add(declared(FactRow.ofProgrammeActivity(), SUNDAY, 3).with("aeo_country", "US"));
    add(declared(FactRow.ofProgrammeActivity(), SUNDAY, 1).with("aeo_country", "-"));
    add(declared(FactRow.ofProgrammeActivity(), SUNDAY.minusDays(28), 100));
    add(
        declared(FactRow.ofProgrammeActivity(), SUNDAY, 100)
            .with("programme", "APPOINTMENT", "aeo_country", "-"));

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', aeo_country, coalesce(country_name_en, 'none'), is_mutually_recognised,
                  declarations, gross_tonnes, value_yuan, share_of_aeo_declarations)
                FROM portally.whose_aeo_status_is_used ORDER BY declarations DESC
                """))
        .containsExactly(
            "JP Japan t 6 6.000 6.00 0.6000",
            "US United States f 3 3.000 3.00 0.3000",
            "- none f 1 1.000 1.00 0.1000");
  }

  @Test
  void timeIsTakenApartByWhoIsWaitedFor() throws SQLException {
    add(leg("ARRIVAL_TO_LODGEMENT", SUNDAY).lengths(hours(4, 8)));
    add(leg("LODGEMENT_TO_RELEASE", SUNDAY).lengths(hours(12, 24)));
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY).lengths(hours(16, 32)));
    add(leg("RELEASE_TO_GATE_OUT", SUNDAY).lengths(hours(30)));
    add(leg("LODGEMENT_TO_RELEASE", SUNDAY).lengths(hours(1)).with("direction", "EXPORT"));
    add(leg("APPOINTMENT_WAIT", SUNDAY).lengths(hours(1)));
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY).lengths(hours(1)).with("programme", "AEO"));

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', direction, leg, coalesce(waiting_on, 'several'), cases, mean_hours,
                  coalesce(share_of_overall::text, 'none'))
                FROM portally.whose_time_it_is ORDER BY direction DESC, place
                """))
        .containsExactly(
            "IMPORT ARRIVAL_TO_LODGEMENT TRADER 2 6.00 0.2500",
            "IMPORT LODGEMENT_TO_RELEASE CUSTOMS 2 18.00 0.7500",
            "IMPORT ARRIVAL_TO_RELEASE several 2 24.00 1.0000",
            "IMPORT RELEASE_TO_GATE_OUT TRADER 1 30.00 none",
            "EXPORT LODGEMENT_TO_RELEASE CUSTOMS 1 1.00 none");
    assertHours(
        """
        SELECT median_hours, p90_hours FROM portally.whose_time_it_is
        WHERE leg = 'ARRIVAL_TO_RELEASE' AND area_code = 'CNYTN'
        """,
        16,
        16);
  }

  @Test
  void theBayAreaIsAMatrixOfPortsBesideTheFourWeeksBefore() throws SQLException {
    add(corridor("CNYTN", "HKHKG", SUNDAY).lengths(hours(5, 60)));
    add(corridor("CNYTN", "HKHKG", FIRST_OF_FOUR_WEEKS).lengths(hours(7)).with("mode", "ROAD"));
    add(corridor("CNYTN", "HKHKG", FIRST_OF_FOUR_WEEKS.minusDays(1)).lengths(hours(10)));
    add(corridor("CNYTN", "HKHKG", SUNDAY).lengths(hours(1)).with("programme", "AEO"));
    add(corridor("HKHKG", "CNYTN", SUNDAY.minusDays(30)).lengths(hours(9)).with("leg", "TRANSFER"));
    add(corridor("CNSHA", "CNYTN", SUNDAY).lengths(hours(90)));
    add(corridor("CNYTN", "CNSHA", SUNDAY).lengths(hours(90)));

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', leg, from_port_name_en, to_port, cases, cases_before,
                  coalesce(share_within_48h::text, 'none'), coalesce(share_within_48h_before::text, 'none'))
                FROM portally.how_long_across_the_bay_area ORDER BY leg
                """))
        .containsExactly(
            "PORT_TO_PORT Yantian HKHKG 3 1 0.6667 1.0000",
            "TRANSFER Hong Kong CNYTN 0 1 none 1.0000");
    assertHours(
        """
        SELECT median_hours, median_hours_before, median_longer_by_hours, p90_hours, p90_hours_before
        FROM portally.how_long_across_the_bay_area WHERE leg = 'PORT_TO_PORT'
        """,
        7,
        10,
        -3,
        7,
        10);
  }

  @Test
  void aShareOfACohortIsToldOnceTheWholeDayHasHadItsHours() throws SQLException {
    for (int age : new int[] {0, 1, 2, 3}) {
      add(cohort(SUNDAY.minusDays(age)).with("lodged", 6));
      add(cohort(SUNDAY.minusDays(age)).with("mode", "AIR", "lodged", 2));
    }

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', local_date, lodged, released, cancelled, open,
                  coalesce(share_within_2h::text, '-'), coalesce(share_within_8h::text, '-'),
                  coalesce(share_within_24h::text, '-'), coalesce(share_within_48h::text, '-'),
                  coalesce(share_within_72h::text, '-'))
                FROM portally.what_share_is_released_in_time ORDER BY local_date
                """))
        .containsExactly(
            "2026-03-26 8 2 2 4 0.0000 0.0000 0.2500 0.2500 0.2500",
            "2026-03-27 8 2 2 4 0.0000 0.0000 0.2500 0.2500 -",
            "2026-03-28 8 2 2 4 0.0000 0.0000 0.2500 - -",
            "2026-03-29 8 2 2 4 - - - - -");
  }

  @Test
  void sharesOfLegsInTimeAreExact() throws SQLException {
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY).lengths(-60, 2 * 3600, 2 * 3600 + 1));
    add(leg("ARRIVAL_TO_RELEASE", FIRST_OF_FOUR_WEEKS).lengths(72 * 3600 + 1));
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY).lengths(1, 1).with("programme", "AEO"));

    assertThat(
            only(
                """
                SELECT cases, share_reversed, share_within_2h, share_within_8h, share_within_24h,
                  share_within_48h, share_within_72h FROM portally.what_share_of_legs_is_in_time
                """))
        .containsExactly("4", "0.2500", "0.5000", "0.7500", "0.7500", "0.7500", "0.7500");
  }

  @Test
  void whatComesBeforeTheGoodsIsReversed() throws SQLException {
    add(leg("ARRIVAL_TO_LODGEMENT", SUNDAY).lengths(-60, -60, -60, 60));
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY).lengths(-60, 60));
    add(leg("LODGEMENT_TO_RELEASE", SUNDAY).lengths(-60));
    add(leg("GATE_IN_TO_RELEASE", SUNDAY).lengths(-60).with("direction", "EXPORT"));

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', direction, lodged_cases, coalesce(share_lodged_before_arrival::text, 'none'),
                  released_cases, coalesce(share_released_before_arrival::text, 'none'),
                  gated_in_cases, coalesce(share_released_before_gate_in::text, 'none'))
                FROM portally.what_share_comes_before_the_goods ORDER BY direction
                """))
        .containsExactly("EXPORT 0 none 0 none 1 1.0000", "IMPORT 4 0.7500 2 0.5000 0 none");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-23T07:59, false",
    "2026-03-23T08:00, true",
    "2026-03-27T17:59, true",
    "2026-03-27T18:00, false",
    "2026-03-28T12:00, false",
    "2026-03-29T12:00, false"
  })
  void officesAreOpenFromMondayToFridayFromEightToSix(LocalDateTime local, boolean open)
      throws SQLException {
    assertThat(
            Query.value(
                reader,
                "SELECT portally.is_office_hour('" + local.atZone(SHANGHAI).toInstant() + "')"))
        .isEqualTo(open ? "t" : "f");
  }

  @Test
  void releasesOutsideOfficeHoursAreToldWithAndWithoutAnAppointment() throws SQLException {
    add(released(MONDAY_BEFORE.atTime(10, 0), 6));
    add(released(MONDAY_BEFORE.atTime(20, 0), 3));
    add(released(SUNDAY.atTime(10, 0), 1));
    add(released(FIRST_OF_FOUR_WEEKS.minusDays(1).atTime(10, 0), 100));
    add(byAppointment(MONDAY_BEFORE.atTime(10, 0), 1));
    add(byAppointment(SUNDAY.atTime(10, 0), 1));
    add(byAppointment(SUNDAY.atTime(10, 0), 1).with("programme", "AEO"));

    assertThat(
            only(
                """
                SELECT direction, released, share_outside, by_appointment, share_outside_by_appointment,
                  without_appointment, share_outside_without_appointment
                FROM portally.what_share_is_released_outside_office_hours
                """))
        .containsExactly("IMPORT", "10", "0.4000", "2", "0.5000", "8", "0.3750");
    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', local_hour, is_weekend, released, by_appointment, without_appointment,
                  share_of_released)
                FROM portally.at_what_hour_goods_are_released ORDER BY local_hour, is_weekend
                """))
        .containsExactly("10 f 6 1 5 0.6000", "10 t 1 1 0 0.1000", "20 f 3 0 3 0.3000");
  }

  @Test
  void withoutAnyAppointmentThereIsNoShareOfAppointments() throws SQLException {
    add(released(SUNDAY.atTime(10, 0), 1));

    assertThat(
            only(
                """
                SELECT share_outside, coalesce(share_outside_by_appointment::text, 'none')
                FROM portally.what_share_is_released_outside_office_hours
                """))
        .containsExactly("1.0000", "none");
  }

  @Test
  void aWeekIsComparedWithTheLastOneAndThatOfAYearAgo() throws SQLException {
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY).lengths(hours(10)));
    add(leg("ARRIVAL_TO_RELEASE", MONDAY_BEFORE).lengths(hours(20, 30)));
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY.minusDays(7)).lengths(hours(24)));
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY.minusDays(14)).lengths(hours(500)));
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY.minusDays(364)).lengths(hours(40)));
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY.minusDays(364 + 6)).lengths(hours(40)));
    add(leg("ARRIVAL_TO_RELEASE", SUNDAY.minusDays(364 + 7)).lengths(hours(500)));
    add(leg("ARRIVAL_TO_GATE_OUT", SUNDAY).lengths(hours(10)));

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', leg, cases_this_week, cases_last_week, cases_last_year,
                  coalesce(median_hours_last_week::text, 'none'))
                FROM portally.how_this_week_compares WHERE leg = 'ARRIVAL_TO_GATE_OUT'
                """))
        .containsExactly("ARRIVAL_TO_GATE_OUT 1 0 0 none");
    assertHours(
        """
        SELECT cases_this_week, cases_last_week, cases_last_year, median_hours_this_week,
          median_hours_last_week, median_hours_last_year, median_longer_than_last_week_hours,
          median_longer_than_last_year_hours, p90_hours_this_week, p90_hours_last_week, p90_hours_last_year
        FROM portally.how_this_week_compares WHERE leg = 'ARRIVAL_TO_RELEASE'
        """,
        3,
        1,
        2,
        20,
        24,
        40,
        -4,
        -20,
        20,
        24,
        40);
  }

  @Test
  void tradeWithGroupsOfPartnersIsToldWithFreshProduceApart() throws SQLException {
    add(declared(FactRow.ofPartnerTrade(), SUNDAY, 4));
    add(declared(FactRow.ofPartnerTrade(), FIRST_OF_FOUR_WEEKS, 2).with("hs_chapter", 84));
    add(declared(FactRow.ofPartnerTrade(), FIRST_OF_FOUR_WEEKS.minusDays(1), 3));
    add(declared(FactRow.ofPartnerTrade(), SUNDAY, 4).with("partner_country", "-"));

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', partner_group, direction, declarations, gross_tonnes, value_yuan,
                  share_of_value, fresh_declarations, fresh_tonnes, fresh_yuan, declarations_before,
                  gross_tonnes_before, value_yuan_before, fresh_tonnes_before, fresh_yuan_before)
                FROM portally.what_is_traded_with_partner_groups ORDER BY partner_group
                """))
        .containsExactly(
            "AFRICA IMPORT 6 6.000 6.00 0.6000 4 4.000 4.00 3 3.000 3.00 3.000 3.00",
            "BELT_AND_ROAD IMPORT 6 6.000 6.00 0.6000 4 4.000 4.00 3 3.000 3.00 3.000 3.00");
  }

  @Test
  void aPartnerCountsInAGroupOnTheDaysOfItsMembership() throws SQLException {
    LocalDate withdrawal = LocalDate.of(2023, 12, 6);
    database.emptyFacts();
    newestCompleteDay(withdrawal.plusDays(2));
    for (int day = -3; day <= 2; day++) {
      add(
          declared(FactRow.ofPartnerTrade(), withdrawal.plusDays(day), 1)
              .with("partner_country", "IT"));
    }

    assertThat(
            Query.column(
                reader,
                "SELECT partner_group || ' ' || declarations FROM"
                    + " portally.what_is_traded_with_partner_groups"))
        .containsExactly("BELT_AND_ROAD 4");
  }

  @Test
  void theSingleWindowIsHeldAgainstItsServicesAndCategories() throws SQLException {
    add(declared(FactRow.ofSingleWindowActivity(), SUNDAY, 3));
    add(declared(FactRow.ofSingleWindowActivity(), FIRST_OF_FOUR_WEEKS, 3).with("service", 5));
    add(declared(FactRow.ofSingleWindowActivity(), SUNDAY, 2).with("category", 1, "service", 4));
    add(declared(FactRow.ofSingleWindowActivity(), SUNDAY.minusDays(28), 9).with("service", 6));
    add(nationalRelease(SUNDAY).with("stage", "LODGED", "declarations", 32));
    add(nationalRelease(SUNDAY).with("stage", "LODGED", "area_code", "HK", "declarations", 99));

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', category, service, declarations, gross_tonnes, value_yuan,
                  share_of_declarations, share_of_category)
                FROM portally.which_single_window_services_are_used ORDER BY category, service
                """))
        .containsExactly(
            "1 4 2 2.000 2.00 0.2500 1.0000",
            "7 5 3 3.000 3.00 0.3750 0.5000",
            "7 321 3 3.000 3.00 0.3750 0.5000");
    assertThat(
            only(
                """
                SELECT categories_used, categories_offered, share_of_categories, services_used,
                  services_offered, share_of_services, declarations, lodged_declarations, share_of_lodged
                FROM portally.how_much_of_the_single_window_is_used
                """))
        .containsExactly("2", "25", "0.0800", "3", "964", "0.0031", "8", "32", "0.2500");
  }

  @Test
  void theBacklogIsWhatIsOpenNowByAge() throws SQLException {
    int twoHours = 2 * 60;
    int day = 24 * 60;
    int[] ages = {
      1, twoHours - 1, twoHours + 1, 8 * 60 - 1, 8 * 60 + 1, day - 1, day + 1, 3 * day - 1
    };
    for (int minutes : ages) {
      add(openSince(minutes));
    }
    add(openSince(3 * day + 1));
    add(openSince(99 * day));
    add(openSince(180).with("mode", "AIR", "released", 2));
    add(openSince(180).with("granularity", "DAY"));

    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', name_en, age, mode, open_declarations, open_tonnes, open_yuan)
                FROM portally.clearance_backlog WHERE area_level = 'PORT' ORDER BY age_from_hours
                """))
        .containsExactly(
            "Yantian under 2 h SEA 2 2.000 2.00",
            "Yantian 2-8 h SEA 2 2.000 2.00",
            "Yantian 8-24 h SEA 2 2.000 2.00",
            "Yantian 1-3 d SEA 2 2.000 2.00",
            "Yantian over 3 d SEA 2 2.000 2.00");
    assertThat(
            Query.value(
                reader,
                """
                SELECT min(oldest_hour) < now() - interval '98 days' FROM portally.clearance_backlog
                """))
        .isEqualTo("t");
  }

  @Test
  void theDimensionsHaveTheWordsOfTheFacts() throws SQLException {
    assertThat(Query.column(reader, "SELECT leg FROM portally.legs"))
        .containsExactlyInAnyOrderElementsOf(words(FactTable.TRANSFER_TIMES, "leg"));
    assertThat(Query.column(reader, "SELECT programme FROM portally.programmes"))
        .containsExactlyInAnyOrderElementsOf(words(FactTable.TRANSFER_TIMES, "programme"));
    assertThat(Query.column(reader, "SELECT milestone FROM portally.milestones"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    words(FactTable.THROUGHPUT, "movement").stream(),
                    words(FactTable.CLEARANCE_ACTIVITY, "stage").stream())
                .toList());
    assertThat(
            Query.column(
                reader, "SELECT DISTINCT waiting_on FROM portally.milestones ORDER BY waiting_on"))
        .containsExactly("CARRIER", "CUSTOMS", "OTHER_AGENCY", "TERMINAL", "TRADER");
    assertThat(
            Query.column(
                reader,
                "SELECT waiting_on FROM bi.legs WHERE leg IN ('LODGEMENT_TO_RELEASE', 'TRANSFER')"))
        .containsExactlyInAnyOrder("CUSTOMS", "null");
  }

  @Test
  void countriesAreAllOfIsoAndGroupsSayWhatIsCertain() throws SQLException {
    assertThat(Query.value(reader, "SELECT count(*) FROM portally.countries")).isEqualTo("249");
    assertThat(
            Query.column(
                reader,
                """
                SELECT concat_ws(' ', "group", count(*), count(*) FILTER (WHERE valid_to IS NULL),
                  count(*) FILTER (WHERE confidence = 'MEDIUM'))
                FROM portally.country_groups GROUP BY "group" ORDER BY "group"
                """))
        .containsExactly(
            "AEO_MUTUAL_RECOGNITION 56 56 2",
            "AFRICA 58 58 4",
            "ASEAN 11 11 0",
            "BELT_AND_ROAD 155 153 4",
            "CEEC 17 14 0",
            "NEIGHBOUR 14 14 0",
            "RCEP 14 14 0");
    assertThat(
            Query.value(
                reader,
                "SELECT name_en || ' ' || name_zh FROM portally.countries WHERE code = 'KZ'"))
        .isEqualTo("Kazakhstan 哈萨克斯坦");
  }

  /** Something for every answer to tell, on the newest complete day. */
  private void someOfEverything(boolean complete) throws SQLException {
    for (FactRow row :
        List.of(
            leg("ARRIVAL_TO_RELEASE", SUNDAY),
            leg("ARRIVAL_TO_RELEASE", SUNDAY).with("programme", "AEO"),
            corridor("CNYTN", "HKHKG", SUNDAY),
            cohort(SUNDAY),
            declared(FactRow.ofProgrammeActivity(), SUNDAY, 1),
            declared(FactRow.ofSingleWindowActivity(), SUNDAY, 1),
            declared(FactRow.ofPartnerTrade(), SUNDAY, 1),
            released(SUNDAY.atTime(10, 0), 1),
            byAppointment(SUNDAY.atTime(10, 0), 1))) {
      add(row.with("complete", complete));
    }
  }

  /** Writes the row, and beside it one of another generation. */
  private void add(FactRow row) throws SQLException {
    Query.run(writer, row.upsert());
    Query.run(writer, row.with("generation", 2, "complete", true).upsert());
  }

  private void newestCompleteDay(LocalDate day) throws SQLException {
    Query.run(writer, nationalRelease(day).upsert());
    Query.run(writer, nationalRelease(day.plusDays(9)).with("generation", 2).upsert());
  }

  private static FactRow nationalRelease(LocalDate day) {
    return FactRow.ofClearanceActivity()
        .with("granularity", "DAY", "window_start", begin(day), "complete", true)
        .with("area_level", "NATION", "area_code", "CN");
  }

  private static FactRow leg(String leg, LocalDate day) {
    return daily(FactRow.ofTransferTimes(), day).with("leg", leg);
  }

  private static FactRow corridor(String from, String to, LocalDate day) {
    return daily(FactRow.ofCorridorTimes(), day).with("from_port", from, "to_port", to);
  }

  private static FactRow cohort(LocalDate day) {
    return daily(FactRow.ofClearanceCohorts(), day);
  }

  /** A cohort with one open declaration, by the age of its hour's beginning. */
  private static FactRow openSince(int minutes) {
    return FactRow.ofClearanceCohorts()
        .with("window_start", Instant.now().minus(Duration.ofMinutes(minutes)));
  }

  /** So many declarations, each of a tonne and a yuan. */
  private static FactRow declared(FactRow row, LocalDate day, int declarations) {
    return daily(row, day)
        .with("declarations", declarations)
        .with("gross_mass_kg", declarations * 1000, "value_fen", declarations * 100);
  }

  private static FactRow released(LocalDateTime hour, int declarations) {
    return hourly(FactRow.ofClearanceActivity(), hour).with("declarations", declarations);
  }

  private static FactRow byAppointment(LocalDateTime hour, int declarations) {
    return hourly(FactRow.ofProgrammeActivity(), hour)
        .with("programme", "APPOINTMENT", "aeo_country", "-", "declarations", declarations);
  }

  private static FactRow daily(FactRow row, LocalDate day) {
    return row.with("granularity", "DAY", "window_start", begin(day), "complete", true);
  }

  private static FactRow hourly(FactRow row, LocalDateTime hour) {
    return row.with("window_start", hour.atZone(SHANGHAI).toInstant(), "complete", true);
  }

  private static Object begin(LocalDate day) {
    return day.atStartOfDay(SHANGHAI).toInstant();
  }

  private static long[] hours(long... hours) {
    return LongStream.of(hours).map(each -> each * 3600).toArray();
  }

  private static List<String> words(FactTable table, String name) {
    return table.dimensions().stream()
        .flatMap(
            dimension ->
                dimension instanceof Dimension.Word word && word.name().equals(name)
                    ? word.words().stream()
                    : Stream.empty())
        .filter(word -> !word.equals("UNKNOWN"))
        .toList();
  }

  /** The columns of the only row. */
  private List<String> only(String query) throws SQLException {
    return Arrays.asList(
        Query.value(
                reader,
                "SELECT array_to_string(ARRAY(SELECT value FROM json_each_text(row_to_json(q))), '|') FROM ("
                    + query
                    + ") AS q")
            .split("\\|", -1));
  }

  /**
   * The only row's columns are these numbers; lengths, and what lies between two, come from
   * sketches.
   */
  private void assertHours(String query, double... hours) throws SQLException {
    List<String> row = only(query);
    assertThat(row).hasSize(hours.length);
    for (int at = 0; at < hours.length; at++) {
      assertThat(Double.parseDouble(row.get(at)))
          .as("column %d of %s", at, row)
          .isEqualTo(hours[at], within(0.5 + 0.01 * Math.abs(hours[at])));
    }
  }
}
