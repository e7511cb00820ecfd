package io.portally.local.oracle;

import static io.portally.local.oracle.Line.clearance;
import static io.portally.local.oracle.Line.corrupt;
import static io.portally.local.oracle.Line.heartbeat;
import static io.portally.local.oracle.Line.movement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small input, expectations by hand. */
class OracleTest {

  /** Noon in Shanghai. */
  private static final Instant NOON = Instant.parse("2025-03-10T04:00:00Z");

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final OracleSettings SETTINGS =
      OracleSettings.defaultsAsOf(Instant.parse("2025-06-01T00:00:00Z"));

  // Fates

  @Test
  void a_record_with_nothing_wrong_is_accepted_in_either_topic() throws Exception {
    assertThat(fatesOf(movement("m", NOON))).containsExactly("ACCEPTED");
    assertThat(fates(List.of(), List.of(clearance("c", NOON)))).containsExactly("ACCEPTED");
  }

  static Stream<Arguments> faultyMovements() {
    return Stream.of(
        Arguments.of("consignmentId", "", "BAD_IDENTIFIER"),
        Arguments.of("eventId", "tab\tinside", "BAD_IDENTIFIER"),
        Arguments.of("eventId", "nul\0inside", "BAD_IDENTIFIER"),
        Arguments.of("eventId", "c1\u0085control", "BAD_IDENTIFIER"),
        Arguments.of("equipmentId", "", "BAD_IDENTIFIER"),
        Arguments.of("consignmentId", "港".repeat(65), "BAD_IDENTIFIER"),
        Arguments.of("port", "CNXXX", "UNKNOWN_PORT"),
        Arguments.of("port", "", "UNKNOWN_PORT"),
        Arguments.of("otherPort", "rotterdam", "BAD_CODE"),
        Arguments.of("otherPort", "NLRT", "BAD_CODE"),
        Arguments.of("otherPort", "1LRTM", "BAD_CODE"),
        Arguments.of("classifier", "UNKNOWN", "BAD_CODE"),
        Arguments.of("movement", "UNKNOWN", "BAD_CODE"),
        Arguments.of("direction", "UNKNOWN", "BAD_CODE"),
        Arguments.of("mode", "UNKNOWN", "BAD_CODE"),
        Arguments.of("version", -1, "BAD_CODE"),
        Arguments.of("grossMassKg", -1, "OUT_OF_BOUNDS"),
        Arguments.of("grossMassKg", 1_000_000_001L, "OUT_OF_BOUNDS"),
        Arguments.of("teuHundredths", -1, "OUT_OF_BOUNDS"),
        Arguments.of("teuHundredths", 2_500_001, "OUT_OF_BOUNDS"),
        Arguments.of("eventTime", "1999-12-31T23:59:59.999Z", "TIME_OUT_OF_RANGE"),
        Arguments.of("eventTime", "2100-01-01T00:00:00Z", "TIME_OUT_OF_RANGE"),
        Arguments.of("eventTime", "+292278994-08-17T07:12:55.807Z", "TIME_OUT_OF_RANGE"),
        Arguments.of("eventTime", "-292275055-05-16T16:47:04.192Z", "TIME_OUT_OF_RANGE"),
        Arguments.of("eventTime", "2025-03-10T04:05:00.001Z", "FUTURE_DATED"));
  }

  @ParameterizedTest
  @MethodSource("faultyMovements")
  void a_movement_with_one_fault_is_rejected_for_it(String field, Object value, String reason)
      throws Exception {
    assertThat(fatesOf(movement("m", NOON).published(NOON).with(field, value)))
        .containsExactly("REJECTED/" + reason);
  }

  static Stream<Arguments> soundMovements() {
    return Stream.of(
        Arguments.of("consignmentId", "😀".repeat(64)),
        Arguments.of("eventId", " "),
        Arguments.of("otherPort", "CNDN2"),
        Arguments.of("version", Integer.MAX_VALUE),
        Arguments.of("grossMassKg", 0),
        Arguments.of("grossMassKg", 1_000_000_000L),
        Arguments.of("teuHundredths", 0),
        Arguments.of("teuHundredths", 2_500_000),
        Arguments.of("eventTime", "2025-03-10T04:05:00Z"),
        Arguments.of("eventTime", "2025-03-09T12:00:00+08:00"));
  }

  @ParameterizedTest
  @MethodSource("soundMovements")
  void a_movement_at_the_edge_of_what_is_allowed_is_accepted(String field, Object value)
      throws Exception {
    assertThat(fatesOf(movement("m", NOON).published(NOON).with(field, value)))
        .containsExactly("ACCEPTED");
  }

  static Stream<Arguments> clearances() {
    return Stream.of(
        Arguments.of("declarationId", "", "REJECTED/BAD_IDENTIFIER"),
        Arguments.of("office", "", "ACCEPTED"),
        Arguments.of("office", "2200 浦东海关", "ACCEPTED"),
        Arguments.of("stage", "UNKNOWN", "REJECTED/BAD_CODE"),
        Arguments.of("aeoCountry", "sg", "REJECTED/BAD_CODE"),
        Arguments.of("partnerCountry", "SGP", "REJECTED/BAD_CODE"),
        Arguments.of("partnerCountry", "SG", "ACCEPTED"),
        Arguments.of("singleWindowService", 0, "REJECTED/BAD_CODE"),
        Arguments.of("singleWindowService", 9_999, "ACCEPTED"),
        Arguments.of("singleWindowService", 10_000, "REJECTED/BAD_CODE"),
        Arguments.of("singleWindowCategory", 0, "REJECTED/BAD_CODE"),
        Arguments.of("singleWindowCategory", 100, "REJECTED/BAD_CODE"),
        Arguments.of("hsChapter", 0, "REJECTED/BAD_CODE"),
        Arguments.of("hsChapter", 99, "ACCEPTED"),
        Arguments.of("hsChapter", 100, "REJECTED/BAD_CODE"),
        Arguments.of("valueFen", -1, "REJECTED/OUT_OF_BOUNDS"),
        Arguments.of("valueFen", 1_000_000_000_000_000L, "ACCEPTED"),
        Arguments.of("valueFen", 1_000_000_000_000_001L, "REJECTED/OUT_OF_BOUNDS"),
        Arguments.of("appointmentTime", "1999-12-31T23:59:59Z", "REJECTED/TIME_OUT_OF_RANGE"),
        Arguments.of("appointmentTime", "2099-12-31T23:59:59Z", "ACCEPTED"));
  }

  @ParameterizedTest
  @MethodSource("clearances")
  void a_clearance_event_is_judged_by_its_own_fields(String field, Object value, String fate)
      throws Exception {
    assertThat(fates(List.of(), List.of(clearance("c", NOON).with(field, value))))
        .containsExactly(fate);
  }

  @Test
  void an_unknown_programme_alone_rejects_nothing() throws Exception {
    String line =
        clearance("c", NOON).json().replace("}", ",\"programmes\":[\"UNKNOWN\",\"AEO\"]}");
    try (Oracle oracle = Oracle.judge(SETTINGS, SixPorts.register(), List.of(), List.of(line))) {
      assertThat(oracle.fateCounts()).containsExactly(Map.entry("ACCEPTED", 1L));
    }
  }

  @Test
  void bytes_that_are_no_record_are_undecodable() throws Exception {
    assertThat(fates(List.of(corrupt(NOON)), List.of(corrupt(NOON))))
        .containsExactly("REJECTED/UNDECODABLE", "REJECTED/UNDECODABLE");
  }

  @Test
  void a_record_without_a_value_is_undecodable() throws Exception {
    String line = "{\"recordTime\":\"2025-03-10T04:00:00.000Z\",\"key\":\"k\",\"bytes\":null}";
    try (Oracle oracle = Oracle.judge(SETTINGS, SixPorts.register(), List.of(line), List.of())) {
      assertThat(oracle.fateCounts()).containsEntry("REJECTED/UNDECODABLE", 1L);
    }
  }

  @Test
  void a_record_with_a_text_above_the_size_bound_is_too_large() throws Exception {
    assertThat(fatesOf(movement("m".repeat(65_537), NOON))).containsExactly("REJECTED/TOO_LARGE");
  }

  @Test
  void the_first_reason_in_the_order_of_the_contract_is_given() throws Exception {
    Line everythingWrong =
        movement("m".repeat(65_537), NOON)
            .published(NOON)
            .with("port", "CNXXX")
            .with("version", -1)
            .with("grossMassKg", -1)
            .with("eventTime", "2100-01-01T00:00:00Z")
            .with("classifier", "PLANNED");
    Line shortId = everythingWrong.with("eventId", "");
    Line goodId = everythingWrong.with("eventId", "m");
    Line goodPort = goodId.with("port", "CNSHA");
    Line goodCodes = goodPort.with("version", 0);
    Line goodMass = goodCodes.with("grossMassKg", 1);
    Line inRange = goodMass.at(NOON.plus(DAY));
    Line notInFuture = inRange.at(NOON.minus(DAY).minus(DAY));
    Line actual = notInFuture.with("classifier", "ACTUAL");

    assertThat(
            fatesOf(
                everythingWrong,
                shortId,
                goodId,
                goodPort,
                goodCodes,
                goodMass,
                inRange,
                notInFuture,
                actual))
        .containsExactly(
            "REJECTED/TOO_LARGE",
            "REJECTED/BAD_IDENTIFIER",
            "REJECTED/UNKNOWN_PORT",
            "REJECTED/BAD_CODE",
            "REJECTED/OUT_OF_BOUNDS",
            "REJECTED/TIME_OUT_OF_RANGE",
            "REJECTED/FUTURE_DATED",
            "IGNORED",
            "LATE");
  }

  @Test
  void plans_and_estimates_are_ignored_and_not_remembered() throws Exception {
    assertThat(
            fatesOf(
                movement("m", NOON).with("classifier", "ESTIMATED"),
                movement("m", NOON).with("classifier", "PLANNED"),
                movement("m", NOON)))
        .containsExactly("IGNORED", "IGNORED", "ACCEPTED");
  }

  @Test
  void a_record_is_late_when_its_event_is_more_than_a_day_before_its_timestamp() throws Exception {
    assertThat(
            fatesOf(
                movement("on time", NOON).published(NOON.plus(DAY)),
                movement("late", NOON).published(NOON.plus(DAY).plus(MILLISECOND))))
        .containsExactly("ACCEPTED", "LATE");
  }

  @Test
  void a_correction_is_late_when_an_accepted_version_is_too_old() throws Exception {
    Instant nextDay = NOON.plus(DAY).plus(MILLISECOND);
    assertThat(
            fatesOf(
                movement("m", NOON),
                movement("m", nextDay).version(1).published(nextDay),
                movement("n", nextDay).version(1).published(nextDay)))
        .containsExactly("ACCEPTED", "LATE", "ACCEPTED");
  }

  @Test
  void a_correction_is_late_when_another_correction_was_dated_back_too_far() throws Exception {
    Instant oneHourBefore = NOON.minus(Duration.ofHours(1));
    Instant nextDay = NOON.plus(DAY);
    assertThat(
            fatesOf(
                movement("m", NOON),
                movement("m", oneHourBefore).version(1).published(NOON),
                movement("m", NOON).version(2).published(nextDay)))
        .containsExactly("ACCEPTED", "ACCEPTED", "LATE");
  }

  @Test
  void a_version_that_was_late_or_rejected_makes_no_other_late_and_none_a_duplicate()
      throws Exception {
    Instant recent = NOON.plus(DAY);
    assertThat(
            fatesOf(
                movement("m", NOON.minus(MILLISECOND)).published(recent),
                movement("m", NOON.minus(DAY)).published(recent).with("port", "CNXXX"),
                movement("m", recent).published(recent),
                movement("m", recent).published(recent)))
        .containsExactly("LATE", "REJECTED/UNKNOWN_PORT", "ACCEPTED", "DUPLICATE");
  }

  @Test
  void lateness_is_judged_before_duplication() throws Exception {
    assertThat(
            fatesOf(movement("m", NOON), movement("m", NOON).published(NOON.plus(DAY).plus(DAY))))
        .containsExactly("ACCEPTED", "LATE");
  }

  @Test
  void a_duplicate_has_topic_consignment_event_and_version_in_common_with_an_accepted_record()
      throws Exception {
    assertThat(
            fates(
                List.of(
                    movement("x", NOON),
                    movement("x", NOON).with("grossMassKg", 7),
                    movement("x", NOON).with("consignmentId", "other"),
                    movement("y", NOON),
                    movement("x", NOON).version(1),
                    movement("x", NOON).version(1),
                    movement("x", NOON)),
                List.of(clearance("x", NOON))))
        .containsExactly(
            "ACCEPTED",
            "DUPLICATE",
            "ACCEPTED",
            "ACCEPTED",
            "ACCEPTED",
            "DUPLICATE",
            "DUPLICATE",
            "ACCEPTED");
  }

  @Test
  void heartbeats_have_no_fate() throws Exception {
    try (Oracle oracle =
        judge(
            List.of(heartbeat(NOON), movement("m", NOON)),
            List.of(heartbeat(NOON).published(NOON)))) {
      assertThat(oracle.fates())
          .containsExactly(new JudgedLine(Oracle.CARGO_MOVEMENTS, 2, "ACCEPTED", "-"));
      assertThat(oracle.publishedRecords()).isEqualTo(1);
    }
  }

  // Throughput

  @Test
  void a_movement_counts_in_each_window_of_each_of_its_areas() throws Exception {
    Instant eventTime = Instant.parse("2025-03-10T04:17:42.123Z");
    try (Oracle oracle = judge(movement("m", eventTime))) {
      List<ThroughputRow> expected = new ArrayList<>();
      Map<String, Instant> windows = new LinkedHashMap<>();
      windows.put("MINUTE", Instant.parse("2025-03-10T04:17:00Z"));
      windows.put("HOUR", Instant.parse("2025-03-10T04:00:00Z"));
      windows.put("DAY", Instant.parse("2025-03-09T16:00:00Z"));
      windows.forEach(
          (granularity, start) ->
              Stream.of("PORT CNSHA", "PROVINCE CN-SH", "REGION YRD", "NATION CN")
                  .map(area -> area.split(" ", -1))
                  .map(
                      area ->
                          new ThroughputRow(
                              granularity,
                              start,
                              area[0],
                              area[1],
                              "DISCHARGED",
                              "IMPORT",
                              "SEA",
                              true,
                              1,
                              1_000,
                              100,
                              1,
                              true))
                  .forEach(expected::add));

      assertThat(oracle.throughput()).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(oracle.throughputRows()).isEqualTo(12);
    }
  }

  @Test
  void movements_of_one_cell_add_up_and_others_stay_apart() throws Exception {
    try (Oracle oracle =
        judge(
            movement("a", NOON),
            movement("b", NOON.plusSeconds(59)).with("grossMassKg", 500).with("teuHundredths", 225),
            movement("c", NOON).with("laden", false).with("grossMassKg", 0),
            movement("d", NOON).with("movement", "LOADED"),
            movement("e", NOON).with("direction", "EXPORT"),
            movement("f", NOON).with("mode", "RAIL"),
            movement("g", NOON).with("port", "CNNGB"))) {
      assertThat(cells(oracle, "MINUTE", "PORT"))
          .containsExactlyInAnyOrder(
              "CNSHA DISCHARGED IMPORT SEA laden: 2 events, 1500 kg, 325 TEU/100, revision 2",
              "CNSHA DISCHARGED IMPORT SEA empty: 1 events, 0 kg, 100 TEU/100, revision 1",
              "CNSHA LOADED IMPORT SEA laden: 1 events, 1000 kg, 100 TEU/100, revision 1",
              "CNSHA DISCHARGED EXPORT SEA laden: 1 events, 1000 kg, 100 TEU/100, revision 1",
              "CNSHA DISCHARGED IMPORT RAIL laden: 1 events, 1000 kg, 100 TEU/100, revision 1",
              "CNNGB DISCHARGED IMPORT SEA laden: 1 events, 1000 kg, 100 TEU/100, revision 1");
      assertThat(cells(oracle, "MINUTE", "REGION"))
          .contains("YRD DISCHARGED IMPORT SEA laden: 3 events, 2500 kg, 425 TEU/100, revision 3");
    }
  }

  @Test
  void hong_kong_is_a_nation_of_its_own_within_the_greater_bay_area() throws Exception {
    try (Oracle oracle = judge(movement("m", NOON).with("port", "HKHKG"))) {
      assertThat(oracle.throughput())
          .extracting(row -> row.areaLevel() + " " + row.areaCode())
          .containsOnly("PORT HKHKG", "PROVINCE CN-HK", "REGION GBA", "NATION HK");
    }
  }

  @Test
  void a_port_without_a_region_counts_in_none() throws Exception {
    try (Oracle oracle = judge(movement("m", NOON).with("port", "CNCGO").with("mode", "AIR"))) {
      assertThat(oracle.throughput())
          .extracting(row -> row.areaLevel() + " " + row.areaCode())
          .containsOnly("PORT CNCGO", "PROVINCE CN-HA", "NATION CN");
    }
  }

  @Test
  void a_day_of_shanghai_begins_at_sixteen_hours_utc() throws Exception {
    Instant midnight = Instant.parse("2025-03-10T16:00:00Z");
    try (Oracle oracle =
        judge(movement("before", midnight.minus(MILLISECOND)), movement("after", midnight))) {
      assertThat(windowStarts(oracle, "DAY")).containsExactly(midnight.minus(DAY), midnight);
    }
  }

  @Test
  void hours_and_days_follow_the_clocks_of_the_zone() throws Exception {
    Instant eventTime = Instant.parse("2025-03-10T04:17:00Z");
    try (Oracle oracle =
        SixPorts.judge(
            SETTINGS.in(ZoneId.of("Asia/Kolkata")), List.of(movement("m", eventTime)), List.of())) {
      assertThat(windowStarts(oracle, "MINUTE")).containsExactly(eventTime);
      assertThat(windowStarts(oracle, "HOUR"))
          .containsExactly(Instant.parse("2025-03-10T03:30:00Z"));
      assertThat(windowStarts(oracle, "DAY"))
          .containsExactly(Instant.parse("2025-03-09T18:30:00Z"));
    }
  }

  @Test
  void an_hour_that_clocks_show_twice_is_two_windows() throws Exception {
    Instant summer = Instant.parse("2025-10-26T00:30:00Z");
    Instant winter = Instant.parse("2025-10-26T01:30:00Z");
    try (Oracle oracle =
        SixPorts.judge(
            OracleSettings.defaultsAsOf(Instant.parse("2025-10-26T22:59:59Z"))
                .in(ZoneId.of("Europe/Berlin")),
            List.of(movement("summer", summer), movement("winter", winter)),
            List.of())) {
      assertThat(windowStarts(oracle, "HOUR"))
          .containsExactly(
              Instant.parse("2025-10-26T00:00:00Z"), Instant.parse("2025-10-26T01:00:00Z"));
      assertThat(windowStarts(oracle, "DAY"))
          .containsExactly(Instant.parse("2025-10-25T22:00:00Z"));
      assertThat(oracle.throughput().stream().filter(row -> row.granularity().equals("DAY")))
          .as("a day of 25 hours, which has not ended after 24")
          .allMatch(row -> !row.complete());
    }
  }

  @Test
  void the_higher_version_counts_in_whatever_order_they_come() throws Exception {
    Line original = movement("m", NOON);
    Line correction = movement("m", NOON).version(1).with("grossMassKg", 800);
    String expected =
        "CNSHA DISCHARGED IMPORT SEA laden: 1 events, 800 kg, 100 TEU/100, revision 2";

    try (Oracle inOrder = judge(original, correction);
        Oracle reversed = judge(correction, original)) {
      assertThat(cells(inOrder, "MINUTE", "PORT")).containsExactly(expected);
      assertThat(reversed.throughput()).isEqualTo(inOrder.throughput());
    }
  }

  @Test
  void a_retraction_leaves_zeros_in_whatever_order_it_comes() throws Exception {
    Line original = movement("m", NOON);
    Line retraction = movement("m", NOON).version(1).retracted();
    String expected = "CNSHA DISCHARGED IMPORT SEA laden: 0 events, 0 kg, 0 TEU/100, revision 2";

    try (Oracle inOrder = judge(original, retraction);
        Oracle reversed = judge(retraction, original)) {
      assertThat(cells(inOrder, "MINUTE", "PORT")).containsExactly(expected);
      assertThat(reversed.throughput()).isEqualTo(inOrder.throughput());
    }
  }

  @Test
  void a_retraction_of_what_never_came_makes_no_row() throws Exception {
    try (Oracle oracle = judge(movement("m", NOON).retracted())) {
      assertThat(oracle.throughput()).isEmpty();
      assertThat(oracle.fateCounts()).containsExactly(Map.entry("ACCEPTED", 1L));
    }
  }

  @Test
  void a_version_above_a_retraction_brings_the_event_back() throws Exception {
    try (Oracle oracle =
        judge(
            movement("m", NOON),
            movement("m", NOON).version(1).retracted(),
            movement("m", NOON).version(2).with("grossMassKg", 3))) {
      assertThat(cells(oracle, "MINUTE", "PORT"))
          .containsExactly(
              "CNSHA DISCHARGED IMPORT SEA laden: 1 events, 3 kg, 100 TEU/100, revision 3");
    }
  }

  @Test
  void a_correction_across_the_border_of_a_window_leaves_zeros_behind() throws Exception {
    Instant oneBefore = NOON.minus(MILLISECOND);
    try (Oracle oracle = judge(movement("m", oneBefore), movement("m", NOON).version(1))) {
      assertThat(
              oracle.throughput().stream()
                  .filter(row -> row.areaLevel().equals("NATION"))
                  .map(
                      row ->
                          "%s %s %d events, revision %d"
                              .formatted(
                                  row.granularity(),
                                  row.windowStart(),
                                  row.events(),
                                  row.revision())))
          .containsExactlyInAnyOrder(
              "MINUTE 2025-03-10T03:59:00Z 0 events, revision 2",
              "MINUTE 2025-03-10T04:00:00Z 1 events, revision 2",
              "HOUR 2025-03-10T03:00:00Z 0 events, revision 2",
              "HOUR 2025-03-10T04:00:00Z 1 events, revision 2",
              "DAY 2025-03-09T16:00:00Z 1 events, revision 2");
    }
  }

  @Test
  void an_event_that_moved_between_ports_adds_its_versions_once_to_the_area_of_both()
      throws Exception {
    try (Oracle oracle =
        judge(
            movement("m", NOON).with("port", "CNYTN"),
            movement("m", NOON).with("port", "CNSHK").version(1),
            movement("other", NOON).with("port", "CNYTN"))) {
      assertThat(cells(oracle, "HOUR", "PORT"))
          .containsExactlyInAnyOrder(
              "CNYTN DISCHARGED IMPORT SEA laden: 1 events, 1000 kg, 100 TEU/100, revision 3",
              "CNSHK DISCHARGED IMPORT SEA laden: 1 events, 1000 kg, 100 TEU/100, revision 2");
      assertThat(cells(oracle, "HOUR", "PROVINCE"))
          .containsExactly(
              "CN-GD DISCHARGED IMPORT SEA laden: 2 events, 2000 kg, 200 TEU/100, revision 3");
    }
  }

  @Test
  void duplicates_late_records_and_clearance_events_add_to_no_revision() throws Exception {
    try (Oracle oracle =
        judge(
            List.of(
                movement("m", NOON),
                movement("m", NOON),
                movement("m", NOON).version(1).published(NOON.plus(DAY).plus(DAY))),
            List.of(clearance("c", NOON)))) {
      assertThat(cells(oracle, "DAY", "NATION"))
          .containsExactly(
              "CN DISCHARGED IMPORT SEA laden: 1 events, 1000 kg, 100 TEU/100, revision 1");
    }
  }

  @Test
  void a_window_is_complete_when_it_has_ended_by_the_instant_asked_for() throws Exception {
    OracleSettings atTheMinutesEnd = OracleSettings.defaultsAsOf(NOON.plusSeconds(60));
    OracleSettings justBefore =
        OracleSettings.defaultsAsOf(NOON.plusSeconds(60).minus(MILLISECOND));

    assertThat(completeGranularities(atTheMinutesEnd)).containsExactly("MINUTE");
    assertThat(completeGranularities(justBefore)).isEmpty();
  }

  // Clearance activity

  @Test
  void a_stage_counts_in_each_window_of_each_of_its_areas() throws Exception {
    try (Oracle oracle = judge(List.of(), List.of(released("r", NOON)))) {
      assertThat(oracle.clearanceActivityRows()).isEqualTo(12);
      assertThat(oracle.clearanceActivity())
          .extracting(
              row ->
                  row.granularity()
                      + " "
                      + row.windowStart()
                      + " "
                      + row.areaLevel()
                      + " "
                      + row.areaCode())
          .containsExactlyInAnyOrderElementsOf(
              Stream.of("MINUTE " + NOON, "HOUR " + NOON, "DAY 2025-03-09T16:00:00Z")
                  .flatMap(
                      window ->
                          Stream.of("PORT CNSHA", "PROVINCE CN-SH", "REGION YRD", "NATION CN")
                              .map(area -> window + " " + area))
                  .toList());
      assertThat(activity(oracle, "DAY"))
          .containsExactly("CNSHA RELEASED: 1 events, 1 declarations, 1000 kg, 5000000 fen, r1");
    }
  }

  @Test
  void a_declaration_counts_at_its_first_event_of_a_stage_with_what_that_one_declares()
      throws Exception {
    assertThat(
            activity(
                "MINUTE",
                released("second", NOON.plusSeconds(60)).with("port", "CNNGB"),
                released("first", NOON).with("grossMassKg", 7).with("valueFen", 8)))
        .containsExactlyInAnyOrder(
            "CNSHA RELEASED: 1 events, 1 declarations, 7 kg, 8 fen, r1",
            "CNNGB RELEASED: 1 events, 0 declarations, 0 kg, 0 fen, r2");
  }

  @Test
  void declarations_and_stages_stay_apart() throws Exception {
    assertThat(
            activity(
                "MINUTE",
                released("a", NOON),
                released("b", NOON).with("declarationId", "other"),
                released("c", NOON).with("stage", "LODGED"),
                released("d", NOON).with("consignmentId", "other")))
        .containsExactlyInAnyOrder(
            "CNSHA RELEASED: 3 events, 3 declarations, 3000 kg, 15000000 fen, r3",
            "CNSHA LODGED: 1 events, 1 declarations, 1000 kg, 5000000 fen, r1");
  }

  @Test
  void of_two_at_the_same_instant_the_lesser_event_id_by_code_points_is_first() throws Exception {
    assertThat(
            activity(
                "DAY",
                released("\uD83D\uDEA2", NOON).with("port", "CNNGB"),
                released("\uFF5E", NOON)))
        .containsExactlyInAnyOrder(
            "CNSHA RELEASED: 1 events, 1 declarations, 1000 kg, 5000000 fen, r2",
            "CNNGB RELEASED: 1 events, 0 declarations, 0 kg, 0 fen, r2");
  }

  @Test
  void where_the_first_is_retracted_the_next_one_is_first() throws Exception {
    assertThat(
            activity(
                "MINUTE",
                released("first", NOON),
                released("second", NOON.plusSeconds(60)).with("grossMassKg", 7),
                released("first", NOON).version(1).retracted()))
        .containsExactlyInAnyOrder(
            "CNSHA RELEASED: 0 events, 0 declarations, 0 kg, 0 fen, r2",
            "CNSHA RELEASED: 1 events, 1 declarations, 7 kg, 5000000 fen, r3");
  }

  @Test
  void a_correction_may_make_another_one_first_or_move_the_event_to_another_stage()
      throws Exception {
    assertThat(
            activity(
                "MINUTE",
                released("a", NOON),
                released("b", NOON.plusSeconds(60)).with("port", "CNNGB"),
                released("a", NOON.plusSeconds(120)).version(1)))
        .containsExactlyInAnyOrder(
            "CNSHA RELEASED: 0 events, 0 declarations, 0 kg, 0 fen, r2",
            "CNNGB RELEASED: 1 events, 1 declarations, 1000 kg, 5000000 fen, r3",
            "CNSHA RELEASED: 1 events, 0 declarations, 0 kg, 0 fen, r3");
    assertThat(
            activity(
                "MINUTE",
                released("a", NOON),
                released("a", NOON).version(1).with("stage", "LODGED")))
        .containsExactlyInAnyOrder(
            "CNSHA RELEASED: 0 events, 0 declarations, 0 kg, 0 fen, r2",
            "CNSHA LODGED: 1 events, 1 declarations, 1000 kg, 5000000 fen, r2");
  }

  @Test
  void a_declaration_counts_again_in_another_journey() throws Exception {
    Instant muchLater = NOON.plus(Duration.ofDays(30)).plus(MILLISECOND);
    assertThat(activity("MINUTE", released("a", NOON), released("b", muchLater)))
        .containsOnly("CNSHA RELEASED: 1 events, 1 declarations, 1000 kg, 5000000 fen, r1")
        .hasSize(2);
    assertThat(activity("MINUTE", released("a", NOON), released("b", muchLater.minus(MILLISECOND))))
        .containsExactlyInAnyOrder(
            "CNSHA RELEASED: 1 events, 1 declarations, 1000 kg, 5000000 fen, r1",
            "CNSHA RELEASED: 1 events, 0 declarations, 0 kg, 0 fen, r2");
  }

  @Test
  void a_record_of_either_topic_also_a_retracted_one_joins_two_journeys() throws Exception {
    Instant between = NOON.plus(Duration.ofDays(20));
    Instant muchLater = NOON.plus(Duration.ofDays(40));
    List<Line> released = List.of(released("a", NOON), released("b", muchLater));
    List<String> joined =
        List.of(
            "CNSHA RELEASED: 1 events, 1 declarations, 1000 kg, 5000000 fen, r1",
            "CNSHA RELEASED: 1 events, 0 declarations, 0 kg, 0 fen, r2");

    try (Oracle byMovement = judge(List.of(movement("m", between)), released);
        Oracle byRetraction = judge(List.of(movement("m", between).retracted()), released);
        Oracle other =
            judge(List.of(movement("m", between).with("consignmentId", "other")), released)) {
      assertThat(activity(byMovement, "DAY")).containsExactlyInAnyOrderElementsOf(joined);
      assertThat(activity(byRetraction, "DAY")).containsExactlyInAnyOrderElementsOf(joined);
      assertThat(activity(other, "DAY"))
          .containsOnly("CNSHA RELEASED: 1 events, 1 declarations, 1000 kg, 5000000 fen, r1");
    }
  }

  // Data quality

  @Test
  void fates_are_counted_in_windows_of_the_record_timestamp() throws Exception {
    Instant nextDay = NOON.plus(DAY);
    try (Oracle oracle =
        judge(
            List.of(
                movement("m", NOON).published(nextDay),
                movement("n", NOON).published(nextDay.plusSeconds(30)),
                corrupt(nextDay.plusSeconds(60))),
            List.of(clearance("c", NOON)))) {
      assertThat(
              oracle.dataQuality().stream()
                  .map(
                      row ->
                          "%s %s %s %s %s %d"
                              .formatted(
                                  row.granularity(),
                                  row.windowStart(),
                                  row.topic(),
                                  row.fate(),
                                  row.reason(),
                                  row.records())))
          .containsExactlyInAnyOrder(
              "MINUTE 2025-03-11T04:00:00Z cargo-movements ACCEPTED - 1",
              "MINUTE 2025-03-11T04:00:00Z cargo-movements LATE - 1",
              "MINUTE 2025-03-11T04:01:00Z cargo-movements REJECTED UNDECODABLE 1",
              "MINUTE 2025-03-10T04:00:00Z clearance-events ACCEPTED - 1",
              "HOUR 2025-03-11T04:00:00Z cargo-movements ACCEPTED - 1",
              "HOUR 2025-03-11T04:00:00Z cargo-movements LATE - 1",
              "HOUR 2025-03-11T04:00:00Z cargo-movements REJECTED UNDECODABLE 1",
              "HOUR 2025-03-10T04:00:00Z clearance-events ACCEPTED - 1",
              "DAY 2025-03-10T16:00:00Z cargo-movements ACCEPTED - 1",
              "DAY 2025-03-10T16:00:00Z cargo-movements LATE - 1",
              "DAY 2025-03-10T16:00:00Z cargo-movements REJECTED UNDECODABLE 1",
              "DAY 2025-03-09T16:00:00Z clearance-events ACCEPTED - 1");
      assertThat(oracle.dataQuality()).allMatch(row -> row.revision() == row.records());
      assertThat(oracle.fateCounts())
          .containsOnly(
              Map.entry("ACCEPTED", 2L),
              Map.entry("LATE", 1L),
              Map.entry("REJECTED", 1L),
              Map.entry("REJECTED/UNDECODABLE", 1L));
      assertThat(oracle.recordsWithFate("DUPLICATE")).isZero();
    }
  }

  // Where it reads from

  @Test
  void the_files_of_a_directory_are_judged_by_the_shipped_register(@TempDir Path directory)
      throws Exception {
    Files.write(
        directory.resolve("cargo-movements.jsonl"),
        List.of(movement("m", NOON).with("port", "MOMFM").json(), "", corrupt(NOON).json()));
    Files.write(directory.resolve("clearance-events.jsonl"), List.of());

    try (Oracle oracle = Oracle.judge(SETTINGS, RegisterFiles.bundled(directory), directory)) {
      assertThat(oracle.fates())
          .containsExactly(
              new JudgedLine("cargo-movements", 1, "ACCEPTED", "-"),
              new JudgedLine("cargo-movements", 3, "REJECTED", "UNDECODABLE"));
      assertThat(oracle.throughput())
          .extracting(row -> row.areaLevel() + " " + row.areaCode())
          .containsOnly("PORT MOMFM", "PROVINCE CN-MO", "REGION GBA", "NATION MO");
    }
  }

  // What it refuses

  static Stream<Arguments> unfitLines() {
    Line good = movement("m", NOON);
    return Stream.of(
        Arguments.of(good.without("grossMassKg"), "does not fit the schema"),
        Arguments.of(
            good.with("eventTime", "yesterday").published(NOON), "does not fit the schema"),
        Arguments.of(good.with("appointmentTime", "soon"), "does not fit the schema"),
        Arguments.of(
            good.with("movement", "TELEPORTED"), "holds a word that its schema does not have"),
        Arguments.of(good.with("mode", "CAMEL"), "holds a word that its schema does not have"),
        Arguments.of(
            good.with("programmes", List.of("AEO", "RED_CARPET")),
            "holds a word that its schema does not have"),
        Arguments.of(good.with("recordTime", "now"), "has no readable record time"),
        Arguments.of(corrupt(NOON).without("recordTime"), "has no readable record time"),
        Arguments.of(good.with("note", "x".repeat(65_536)), "may be too large or not"));
  }

  @ParameterizedTest
  @MethodSource("unfitLines")
  void a_line_that_it_cannot_judge_is_refused_by_number(Line line, String problem) {
    assertThatThrownBy(() -> judge(movement("fine", NOON), line).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cargo-movements line 2 " + problem);
  }

  @Test
  void a_consignment_with_as_many_records_as_a_journey_may_have_is_refused() throws Exception {
    assertThat(SETTINGS.maxJourneyRecords()).isEqualTo(2_000);
    OracleSettings twenty = with(SETTINGS.journeyGap(), SETTINGS.allowedLateness(), 20);
    List<Line> lines = Stream.generate(() -> movement("m", NOON)).limit(19).toList();
    SixPorts.judge(twenty, lines, List.of()).close();

    List<Line> oneMore = new ArrayList<>(lines);
    oneMore.add(movement("n", NOON));
    assertThatThrownBy(() -> SixPorts.judge(twenty, oneMore, List.of()).close())
        .hasMessageContaining("line 20 belongs to a consignment with too many records");
  }

  @Test
  void record_times_out_of_order_by_more_than_the_margin_are_refused() throws Exception {
    Line first = movement("m", NOON);
    Line anHourBefore = movement("n", NOON.minus(Duration.ofHours(1)));
    Line tooFar = anHourBefore.at(NOON.minus(Duration.ofHours(1)).minus(MILLISECOND));
    judge(first, anHourBefore).close();

    assertThatThrownBy(() -> judge(first, tooFar).close())
        .hasMessageContaining("line 2 has a record time so far behind an earlier line");
    judge(List.of(first), List.of(clearance("c", NOON.minus(DAY)))).close();
  }

  @Test
  void a_correction_that_comes_when_its_journey_may_be_forgotten_is_refused() throws Exception {
    Instant rememberedForCertain = NOON.plus(Duration.ofDays(31)).minus(MILLISECOND);
    Instant perhapsForgotten = NOON.plus(Duration.ofDays(31));
    Line original = movement("m", NOON);
    assertThat(fatesOf(original, movement("m", rememberedForCertain).version(1)))
        .containsExactly("ACCEPTED", "LATE");

    assertThatThrownBy(() -> judge(original, movement("m", perhapsForgotten).version(1)).close())
        .hasMessageContaining("line 2 is late only through a version so old");
  }

  @Test
  void a_correction_that_tears_its_event_out_of_the_journey_is_refused() throws Exception {
    Duration gap = Duration.ofDays(1);
    OracleSettings shortJourneys =
        with(gap, SETTINGS.allowedLateness().plus(DAY), SETTINGS.maxJourneyRecords());
    Line original = movement("m", NOON);
    Line corrected = original.at(NOON.minus(gap)).version(1).published(NOON);
    Line torn = corrected.at(NOON.minus(gap).minus(MILLISECOND));
    SixPorts.judge(shortJourneys, List.of(original, corrected), List.of()).close();

    assertThatThrownBy(
            () -> SixPorts.judge(shortJourneys, List.of(original, torn), List.of()).close())
        .hasMessageContaining("line 2 has versions of its event that lie further apart");
  }

  private static OracleSettings with(
      Duration journeyGap, Duration allowedLateness, int maxJourneyRecords) {
    return new OracleSettings(
        SETTINGS.zone(),
        allowedLateness,
        SETTINGS.allowedSkew(),
        SETTINGS.margin(),
        journeyGap,
        maxJourneyRecords,
        SETTINGS.maxRecordBytes(),
        SETTINGS.maxGrossMassKg(),
        SETTINGS.maxTeuHundredths(),
        SETTINGS.maxValueFen(),
        SETTINGS.asOf());
  }

  private static Oracle judge(Line... movements) throws Exception {
    return judge(Arrays.asList(movements), List.of());
  }

  private static Oracle judge(List<Line> movements, List<Line> clearances) throws Exception {
    return SixPorts.judge(SETTINGS, movements, clearances);
  }

  private static List<String> fatesOf(Line... movements) throws Exception {
    return fates(Arrays.asList(movements), List.of());
  }

  private static List<String> fates(List<Line> movements, List<Line> clearances) throws Exception {
    try (Oracle oracle = judge(movements, clearances)) {
      return oracle.fates().stream()
          .map(line -> line.reason().equals("-") ? line.fate() : line.fate() + "/" + line.reason())
          .toList();
    }
  }

  private static List<String> cells(Oracle oracle, String granularity, String areaLevel)
      throws Exception {
    return oracle.throughput().stream()
        .filter(row -> row.granularity().equals(granularity) && row.areaLevel().equals(areaLevel))
        .map(
            row ->
                "%s %s %s %s %s: %d events, %d kg, %d TEU/100, revision %d"
                    .formatted(
                        row.areaCode(),
                        row.movement(),
                        row.direction(),
                        row.mode(),
                        row.laden() ? "laden" : "empty",
                        row.events(),
                        row.grossMassKg(),
                        row.teuHundredths(),
                        row.revision()))
        .toList();
  }

  private static Line released(String eventId, Instant eventTime) {
    return clearance(eventId, eventTime).with("stage", "RELEASED");
  }

  private static List<String> activity(String granularity, Line... clearances) throws Exception {
    try (Oracle oracle = judge(List.of(), Arrays.asList(clearances))) {
      return activity(oracle, granularity);
    }
  }

  /** The ports' rows of clearance activity. */
  private static List<String> activity(Oracle oracle, String granularity) throws Exception {
    return oracle.clearanceActivity().stream()
        .filter(row -> row.granularity().equals(granularity) && row.areaLevel().equals("PORT"))
        .map(
            row ->
                "%s %s: %d events, %d declarations, %d kg, %d fen, r%d"
                    .formatted(
                        row.areaCode(),
                        row.stage(),
                        row.events(),
                        row.declarations(),
                        row.grossMassKg(),
                        row.valueFen(),
                        row.revision()))
        .toList();
  }

  private static List<Instant> windowStarts(Oracle oracle, String granularity) throws Exception {
    return oracle.throughput().stream()
        .filter(row -> row.granularity().equals(granularity))
        .map(ThroughputRow::windowStart)
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> completeGranularities(OracleSettings settings) throws Exception {
    try (Oracle oracle = SixPorts.judge(settings, List.of(movement("m", NOON)), List.of())) {
      List<String> ofThroughput =
          oracle.throughput().stream()
              .filter(ThroughputRow::complete)
              .map(ThroughputRow::granularity)
              .distinct()
              .toList();
      assertThat(
              oracle.dataQuality().stream()
                  .filter(DataQualityRow::complete)
                  .map(DataQualityRow::granularity))
          .containsExactlyElementsOf(ofThroughput);
      return ofThroughput;
    }
  }
}
