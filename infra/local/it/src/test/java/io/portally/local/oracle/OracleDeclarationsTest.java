package io.portally.local.oracle;

import static io.portally.local.oracle.Line.clearance;
import static io.portally.local.oracle.Line.movement;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Declarations at their lodgement and their release, expectations by hand. */
class OracleDeclarationsTest {

  /** Noon in Shanghai: an hour begins. */
  private static final Instant NOON = Instant.parse("2025-03-10T04:00:00Z");

  private static final Instant ONE = NOON.plus(Duration.ofHours(1));
  private static final Instant TWO = NOON.plus(Duration.ofHours(2));
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final OracleSettings SETTINGS =
      OracleSettings.defaultsAsOf(Instant.parse("2025-03-10T05:00:00Z"));

  // Cohorts

  @Test
  void a_declaration_counts_in_hour_and_day_of_its_lodgement_in_each_of_its_areas()
      throws Exception {
    try (Oracle oracle = judge(lodged("l", NOON), released("r", TWO))) {
      assertThat(
              texts(
                  oracle,
                  """
                  SELECT concat_ws(' ', granularity, window_start, area_level, area_code, direction, mode, lodged,
                    released, cancelled, released_within_2h, released_within_8h, released_within_24h,
                    released_within_48h, released_within_72h, gross_mass_kg, value_fen, open_gross_mass_kg,
                    open_value_fen, revision, complete)
                  FROM expected_clearance_cohorts"""))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of("HOUR 2025-03-10 04:00:00 %s true", "DAY 2025-03-09 16:00:00 %s false")
                  .flatMap(
                      window ->
                          Stream.of("PORT CNSHA", "PROVINCE CN-SH", "REGION YRD", "NATION CN")
                              .map(
                                  area ->
                                      window.formatted(
                                          area + " IMPORT SEA 1 1 0 1 1 1 1 1 1000 5000000 0 0 2")))
                  .toList());
    }
  }

  @Test
  void released_within_some_hours_is_told_to_the_millisecond() throws Exception {
    String columns =
        """
        SELECT DISTINCT concat_ws(' ', released, released_within_2h, released_within_8h, released_within_24h,
          released_within_48h, released_within_72h)
        FROM expected_clearance_cohorts""";
    List<String> within = new ArrayList<>();
    for (int hours : new int[] {2, 8, 24, 48, 72}) {
      Instant end = NOON.plus(Duration.ofHours(hours));
      try (Oracle inTime = judge(lodged("l", NOON), released("r", end));
          Oracle after = judge(lodged("l", NOON), released("r", end.plus(MILLISECOND)))) {
        within.addAll(texts(inTime, columns));
        within.addAll(texts(after, columns));
      }
    }
    assertThat(within)
        .containsExactly(
            "1 1 1 1 1 1",
            "1 0 1 1 1 1",
            "1 0 1 1 1 1",
            "1 0 0 1 1 1",
            "1 0 0 1 1 1",
            "1 0 0 0 1 1",
            "1 0 0 0 1 1",
            "1 0 0 0 0 1",
            "1 0 0 0 0 1",
            "1 0 0 0 0 0");
  }

  @Test
  void what_is_neither_released_nor_cancelled_is_open() throws Exception {
    assertThat(cohorts(lodged("l", NOON)))
        .containsExactly("04 CNSHA: 1 lodged, 0 released, 0 cancelled, 0 in 2 h, open 1000 kg, r1");
    assertThat(cohorts(lodged("l", NOON), stage("c", "CANCELLED", TWO)))
        .containsExactly("04 CNSHA: 1 lodged, 0 released, 1 cancelled, 0 in 2 h, open 0 kg, r2");
  }

  @Test
  void the_first_of_release_and_cancellation_closes_a_declaration_at_any_port() throws Exception {
    assertThat(
            cohorts(
                lodged("l", NOON),
                stage("c", "CANCELLED", TWO),
                released("r", ONE).with("port", "CNNGB")))
        .containsExactly("04 CNSHA: 1 lodged, 1 released, 0 cancelled, 1 in 2 h, open 0 kg, r3");
    assertThat(
            cohorts(
                lodged("l", NOON),
                stage("c", "CANCELLED", ONE),
                released("r", TWO),
                released("other", NOON).with("declarationId", "other")))
        .containsExactly("04 CNSHA: 1 lodged, 0 released, 1 cancelled, 0 in 2 h, open 0 kg, r3");
  }

  @Test
  void a_release_before_the_lodgement_is_one_within_two_hours() throws Exception {
    assertThat(cohorts(released("r", NOON.minus(Duration.ofDays(3))), lodged("l", NOON)))
        .containsExactly("04 CNSHA: 1 lodged, 1 released, 0 cancelled, 1 in 2 h, open 0 kg, r2");
  }

  @Test
  void what_comes_more_than_sixty_days_after_the_lodgement_closes_nothing() throws Exception {
    Instant sixtyDaysLater = NOON.plus(Duration.ofDays(60));
    Line[] onTheWay =
        Stream.of(25, 50)
            .map(days -> movement("m" + days, NOON.plus(Duration.ofDays(days))))
            .toArray(Line[]::new);
    assertThat(cohorts(lodged("l", NOON), released("r", sixtyDaysLater), onTheWay[0], onTheWay[1]))
        .containsExactly("04 CNSHA: 1 lodged, 1 released, 0 cancelled, 0 in 2 h, open 0 kg, r2");
    assertThat(
            cohorts(
                lodged("l", NOON),
                released("r", sixtyDaysLater.plus(MILLISECOND)),
                onTheWay[0],
                onTheWay[1]))
        .as("its window's end is less than sixty days before the release")
        .containsExactly("04 CNSHA: 1 lodged, 0 released, 0 cancelled, 0 in 2 h, open 1000 kg, r2");
    assertThat(
            cohorts(
                lodged("l", NOON),
                released("r", sixtyDaysLater.plus(Duration.ofHours(1))),
                onTheWay[0],
                onTheWay[1]))
        .containsExactly("04 CNSHA: 1 lodged, 0 released, 0 cancelled, 0 in 2 h, open 1000 kg, r1");
    assertThat(cohorts(lodged("l", NOON), released("r", sixtyDaysLater)))
        .as("in another journey")
        .containsExactly("04 CNSHA: 1 lodged, 0 released, 0 cancelled, 0 in 2 h, open 1000 kg, r1");
  }

  @Test
  void the_first_lodgement_makes_the_cohort_and_a_correction_may_make_another_one_first()
      throws Exception {
    Line lodged = lodged("l", NOON);
    assertThat(
            cohorts(
                lodged,
                lodged("m", ONE).with("grossMassKg", 7).with("port", "CNNGB"),
                lodged.version(1).at(TWO)))
        .containsExactlyInAnyOrder(
            "04 CNSHA: 0 lodged, 0 released, 0 cancelled, 0 in 2 h, open 0 kg, r2",
            "05 CNNGB: 1 lodged, 0 released, 0 cancelled, 0 in 2 h, open 7 kg, r3",
            "06 CNSHA: 0 lodged, 0 released, 0 cancelled, 0 in 2 h, open 0 kg, r3");
    assertThat(cohorts(lodged, lodged.version(1).retracted(), released("r", ONE)))
        .containsExactly("04 CNSHA: 0 lodged, 0 released, 0 cancelled, 0 in 2 h, open 0 kg, r3");
  }

  @Test
  void a_lodgement_that_moved_within_a_province_adds_to_its_revision_once() throws Exception {
    Line lodged = lodged("l", NOON).with("port", "CNYTN");
    try (Oracle oracle = judge(lodged, lodged.version(1).with("port", "CNSHK"))) {
      assertThat(
              texts(
                  oracle,
                  "SELECT concat_ws(' ', area_code, lodged, revision) FROM"
                      + " expected_clearance_cohorts WHERE granularity = 'HOUR'"))
          .containsExactlyInAnyOrder("CNYTN 0 2", "CNSHK 1 2", "CN-GD 1 2", "GBA 1 2", "CN 1 2");
    }
  }

  // Programme activity

  @Test
  void a_release_counts_under_each_programme_that_is_declared_by_then() throws Exception {
    Line lodged = lodged("l", NOON).with("programmes", List.of("AEO", "APPOINTMENT"));
    try (Oracle oracle =
        judge(
            lodged.with("aeoCountry", "SG").with("declarationId", "another"),
            released("r", ONE).with("grossMassKg", 7).with("direction", "EXPORT"),
            stage("c", "CLEARED", TWO).with("programmes", List.of("TWO_STEP_DECLARATION")))) {
      assertThat(
              texts(
                  oracle,
                  """
                  SELECT concat_ws(' ', granularity, window_start, area_level, area_code, programme, aeo_country,
                    direction, declarations, gross_mass_kg, value_fen, revision, complete)
                  FROM expected_programme_activity"""))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of("HOUR 2025-03-10 05:00:00", "DAY 2025-03-09 16:00:00")
                  .flatMap(
                      window ->
                          Stream.of("PORT CNSHA", "PROVINCE CN-SH", "REGION YRD", "NATION CN")
                              .map(area -> window + " " + area))
                  .flatMap(
                      row ->
                          Stream.of(
                              row + " AEO SG EXPORT 1 7 5000000 2 false",
                              row + " APPOINTMENT - EXPORT 1 7 5000000 2 false"))
                  .toList());
    }
  }

  @Test
  void a_release_may_declare_its_programme_itself() throws Exception {
    assertThat(programmes(released("r", ONE).with("programmes", List.of("AEO"))))
        .containsExactly("05 CNSHA AEO -: 1 declarations, 1000 kg, r2");
  }

  @Test
  void the_aeo_country_is_that_of_the_first_event_that_declares_the_programme() throws Exception {
    Line first = lodged("l", NOON).with("programmes", List.of("AEO"));
    Line named =
        stage("m", "HELD", ONE).with("programmes", List.of("AEO")).with("aeoCountry", "SG");
    assertThat(programmes(first, named, released("r", TWO)))
        .containsExactlyInAnyOrder(
            "06 CNSHA AEO -: 1 declarations, 1000 kg, r3",
            "06 CNSHA AEO SG: 0 declarations, 0 kg, r3");
    assertThat(programmes(named, released("r", TWO), first.at(TWO.plus(MILLISECOND))))
        .as("after the release it has a say in the revision alone")
        .containsExactly("06 CNSHA AEO SG: 1 declarations, 1000 kg, r3");
  }

  @Test
  void the_first_release_of_a_declaration_counts_under_what_is_declared_by_then() throws Exception {
    Line first = released("r", NOON);
    Line second = released("s", ONE).with("port", "CNNGB");
    Line between = stage("h", "HELD", NOON.plus(MILLISECOND)).with("programmes", List.of("AEO"));
    assertThat(programmes(first, between, second))
        .containsExactly("05 CNNGB AEO -: 0 declarations, 0 kg, r3");
    assertThat(programmes(first, between, second, first.version(1).retracted()))
        .containsExactly("05 CNNGB AEO -: 1 declarations, 1000 kg, r4");
  }

  @Test
  void a_programme_that_is_declared_no_more_leaves_zeros() throws Exception {
    Line declares = lodged("l", NOON).with("programmes", List.of("AEO"));
    assertThat(
            programmes(
                declares, declares.version(1).with("programmes", List.of()), released("r", ONE)))
        .containsExactly("05 CNSHA AEO -: 0 declarations, 0 kg, r3");
  }

  // Single-window activity

  @Test
  void a_lodgement_counts_by_category_and_service_of_the_single_window() throws Exception {
    Line lodged =
        lodged("l", NOON).with("singleWindowCategory", 25).with("singleWindowService", 964);
    try (Oracle oracle =
        judge(
            lodged,
            lodged.with("declarationId", "other").with("eventId", "m").with("port", "CNCGO"),
            lodged.with("consignmentId", "Hong Kong's").with("port", "HKHKG"))) {
      assertThat(
              texts(
                  oracle,
                  """
                  SELECT concat_ws(' ', granularity, window_start, category, service, direction, declarations,
                    gross_mass_kg, value_fen, revision, complete)
                  FROM expected_single_window_activity"""))
          .containsExactlyInAnyOrder(
              "HOUR 2025-03-10 04:00:00 25 964 IMPORT 2 2000 10000000 2 true",
              "DAY 2025-03-09 16:00:00 25 964 IMPORT 2 2000 10000000 2 false");
    }
  }

  @Test
  void a_declaration_counts_only_where_its_first_lodgement_has_both() throws Exception {
    Line both = lodged("l", NOON).with("singleWindowCategory", 25).with("singleWindowService", 964);
    assertThat(singleWindow(both.without("singleWindowCategory"))).isEmpty();
    assertThat(singleWindow(both.without("singleWindowService"))).isEmpty();
    assertThat(singleWindow(lodged("without", NOON.minus(MILLISECOND)), both))
        .containsExactly("04 25 964: 0 declarations, 0 kg, r2");
    assertThat(
            singleWindow(
                both, lodged("without", NOON).with("port", "HKHKG").with("grossMassKg", 7)))
        .containsExactly("04 25 964: 1 declarations, 1000 kg, r2");
    assertThat(singleWindow(both, both.version(1).with("singleWindowService", 1)))
        .containsExactlyInAnyOrder(
            "04 25 964: 0 declarations, 0 kg, r2", "04 25 1: 1 declarations, 1000 kg, r2");
  }

  // Partner trade

  @Test
  void a_release_counts_by_partner_and_chapter_in_days_of_the_nation_alone() throws Exception {
    Line released = released("r", NOON).with("partnerCountry", "BR").with("hsChapter", 12);
    try (Oracle oracle =
        judge(
            released,
            released.with("consignmentId", "no partner").without("partnerCountry"),
            released.with("consignmentId", "no chapter").without("hsChapter"),
            released.with("consignmentId", "Hong Kong's").with("port", "HKHKG"))) {
      assertThat(
              texts(
                  oracle,
                  """
                  SELECT concat_ws(' ', granularity, window_start, partner_country, direction, hs_chapter, declarations,
                    gross_mass_kg, value_fen, revision, complete)
                  FROM expected_partner_trade"""))
          .containsExactlyInAnyOrder(
              "DAY 2025-03-09 16:00:00 BR IMPORT 12 1 1000 5000000 1 false",
              "DAY 2025-03-09 16:00:00 - IMPORT 12 1 1000 5000000 1 false",
              "DAY 2025-03-09 16:00:00 BR IMPORT 0 1 1000 5000000 1 false");
    }
  }

  @Test
  void a_declaration_is_traded_at_its_first_release_wherever_that_is() throws Exception {
    Line released = released("r", NOON).with("partnerCountry", "BR");
    Line again = released("s", ONE).with("partnerCountry", "CL");
    assertThat(trade(released, again))
        .containsExactlyInAnyOrder(
            "09 BR 0: 1 declarations, 1000 kg, r2", "09 CL 0: 0 declarations, 0 kg, r2");
    assertThat(trade(released.with("port", "HKHKG"), again))
        .containsExactly("09 CL 0: 0 declarations, 0 kg, r2");
    assertThat(trade(released, again, released.version(1).retracted()))
        .containsExactlyInAnyOrder(
            "09 BR 0: 0 declarations, 0 kg, r3", "09 CL 0: 1 declarations, 1000 kg, r3");
  }

  private static Line lodged(String eventId, Instant eventTime) {
    return clearance(eventId, eventTime);
  }

  private static Line released(String eventId, Instant eventTime) {
    return stage(eventId, "RELEASED", eventTime);
  }

  private static Line stage(String eventId, String stage, Instant eventTime) {
    return clearance(eventId, eventTime).with("stage", stage);
  }

  private static Oracle judge(Line... lines) throws Exception {
    return SixPorts.judge(SETTINGS, lines);
  }

  /** The ports' rows of each hour. */
  private static List<String> cohorts(Line... lines) throws Exception {
    return texts(
        """
        SELECT format('{} {}: {} lodged, {} released, {} cancelled, {} in 2 h, open {} kg, r{}',
          strftime(window_start, '%H'), area_code, lodged, released, cancelled, released_within_2h, open_gross_mass_kg,
          revision)
        FROM expected_clearance_cohorts WHERE granularity = 'HOUR' AND area_level = 'PORT'""",
        lines);
  }

  /** The ports' rows of each hour. */
  private static List<String> programmes(Line... lines) throws Exception {
    return texts(
        """
        SELECT format('{} {} {} {}: {} declarations, {} kg, r{}', strftime(window_start, '%H'), area_code, programme,
          aeo_country, declarations, gross_mass_kg, revision)
        FROM expected_programme_activity WHERE granularity = 'HOUR' AND area_level = 'PORT'""",
        lines);
  }

  private static List<String> singleWindow(Line... lines) throws Exception {
    return texts(
        """
        SELECT format('{} {} {}: {} declarations, {} kg, r{}', strftime(window_start, '%H'), category, service,
          declarations, gross_mass_kg, revision)
        FROM expected_single_window_activity WHERE granularity = 'HOUR'""",
        lines);
  }

  private static List<String> trade(Line... lines) throws Exception {
    return texts(
        """
        SELECT format('{} {} {}: {} declarations, {} kg, r{}', strftime(window_start, '%d'), partner_country,
          hs_chapter, declarations, gross_mass_kg, revision)
        FROM expected_partner_trade""",
        lines);
  }

  private static List<String> texts(String query, Line... lines) throws Exception {
    try (Oracle oracle = judge(lines)) {
      return texts(oracle, query);
    }
  }

  private static List<String> texts(Oracle oracle, String query) throws Exception {
    return oracle.read(query, row -> row.getString(1));
  }
}
